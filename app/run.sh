#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is missing, builds, and opens the window. Without a display it does the main job on the built-in
# data instead: a range test and a short 1cycle, left in out/.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=resources/setup.sh
source resources/setup.sh

# DISPLAY may be set and lead nowhere.
x11_answers() {
    local host=${DISPLAY%:*} number=${DISPLAY##*:}
    number=${number%.*}
    if [[ -z $host || $host == unix ]]; then
        [[ -S /tmp/.X11-unix/X$number ]]
    else
        timeout 2 bash -c "</dev/tcp/$host/$((6000 + number))" 2>/dev/null
    fi
}

wayland_answers() {
    local socket=$WAYLAND_DISPLAY
    [[ $socket == /* ]] || socket=${XDG_RUNTIME_DIR:-/nowhere}/$socket
    [[ -S $socket ]]
}

has_display() {
    { [[ -n ${DISPLAY:-} ]] && x11_answers; } || { [[ -n ${WAYLAND_DISPLAY:-} ]] && wayland_answers; }
}

run_headless() {
    mkdir -p out
    echo "No display: range test and a short 1cycle on the built-in digits."
    build/bin/cyclometer-cli find --data glyphs --net lenet --batch 128 --lr-min 1e-5 --lr-max 10 --steps 100 \
        --json out/curve.json
    # Qt warns of what a machine without a desktop does not have.
    QT_LOGGING_RULES=default.warning=false build/bin/cyclometer --render out/curve.json --png out/curve.png
    build/bin/cyclometer-cli schedule --policy onecycle --curve out/curve.json --steps 312 --out out/schedule.json
    build/bin/cyclometer-cli train --data glyphs --net lenet --batch 128 --schedule out/schedule.json \
        --json out/run.json
    echo
    echo "out/curve.json     the range test, its candidates and the recommended learning rates"
    echo "out/curve.png      the same as a picture"
    echo "out/schedule.json  the 1cycle, one row per step, to take to another training program"
    echo "out/run.json       the training run that followed it"
}

groups=(build)
if [[ -n ${WAYLAND_DISPLAY:-} ]]; then groups+=(wayland); fi
install_packages "${groups[@]}"
is_configured CYCLO_BUILD_GUI:BOOL=ON || configure_build -DCYCLO_BUILD_TESTS=OFF
cmake --build build --target cyclometer cyclometer-cli

if has_display; then
    exec build/bin/cyclometer "$@"
fi
run_headless
