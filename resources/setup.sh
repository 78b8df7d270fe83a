# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Shared by app/run.sh and tests/run.sh: installs what is missing, configures the one build folder.
# Sourced, with the project's folder as working folder.

# Prints the packages of the named groups, one a line, optional ones with their "?".
packages_of() {
    local group package
    while read -r group package _; do
        case " $* " in *" $group "*) echo "$package" ;; esac
    done < <(grep -v '^#' resources/packages.txt)
}

is_installed() {
    [[ $(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null) == installed ]]
}

is_available() {
    apt-cache policy "$1" 2>/dev/null | grep 'Candidate: [^(]' >/dev/null
}

run_apt() {
    local as_root=()
    [[ $EUID -eq 0 ]] || as_root=(sudo)
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get -q -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=300 "$@"
}

can_install() {
    if ! command -v apt-get >/dev/null; then
        echo "This is not Debian or Ubuntu; please install what these are called here: $*" >&2
        return 1
    fi
    if [[ $EUID -ne 0 ]] && ! command -v sudo >/dev/null; then
        echo "Not root, and no sudo. As root: apt-get install --no-install-recommends $*" >&2
        return 1
    fi
}

# Installs the packages of the named groups that are not there yet; says first which.
install_packages() {
    local missing=() optional=() package
    for package in $(packages_of "$@"); do
        if is_installed "${package%\?}"; then continue; fi
        if [[ $package == *\? ]]; then optional+=("${package%\?}"); else missing+=("$package"); fi
    done
    if [[ ${#missing[@]} -eq 0 ]]; then
        # A release that has dropped an optional package has its files in another one.
        for package in "${optional[@]}"; do
            if is_available "$package"; then missing+=("$package"); fi
        done
        optional=()
    fi
    if [[ ${#missing[@]} -eq 0 ]]; then return; fi

    echo "Installing: ${missing[*]} ${optional[*]}"
    can_install "${missing[@]}" "${optional[@]}"
    run_apt update || echo "The package lists could not be refreshed; going on with those there are." >&2
    for package in "${optional[@]}"; do
        if is_available "$package"; then missing+=("$package"); fi
    done
    run_apt install --yes --no-install-recommends "${missing[@]}"
}

# True where build/ is a Release build of this folder, with the given lines in its CMakeCache.txt.
is_configured() {
    local line
    [[ -f build/build.ninja ]] || return 1
    for line in "CMAKE_HOME_DIRECTORY:INTERNAL=$PWD" CMAKE_BUILD_TYPE:STRING=Release \
        CYCLO_SANITIZE:STRING= "$@"; do
        grep -qxF -- "$line" build/CMakeCache.txt || return 1
    done
}

# Configures build/ for a Release build of everything, with further options. A folder that was configured elsewhere or for
# another build program starts anew.
configure_build() {
    local cache=build/CMakeCache.txt log=build/configure.log
    if [[ -f $cache ]] && ! { grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$PWD" "$cache" &&
        grep -qxF CMAKE_GENERATOR:INTERNAL=Ninja "$cache"; }; then
        rm -rf "$cache" build/CMakeFiles
    fi
    mkdir -p build
    if ! cmake -S . -B build -G Ninja -DCMAKE_BUILD_TYPE=Release -DCYCLO_BUILD_GUI=ON -DCYCLO_SANITIZE= -DCYCLO_UNITY_BUILD=ON "$@" \
        >"$log" 2>&1; then
        cat "$log" >&2
        return 1
    fi
}
