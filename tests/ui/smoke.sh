#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The window under a real X server: it comes up in time, takes keys, opens a page, runs and stops a range test,
# and closes with 0. usage: smoke.sh path/to/cyclometer
set -euo pipefail
binary=$1
scratch=$(mktemp -d)
export XDG_CONFIG_HOME=$scratch/config XDG_RUNTIME_DIR=$scratch HOME=$scratch QT_QPA_PLATFORM=xcb
unset WAYLAND_DISPLAY
# For sanitizer builds: what libdbus keeps to the end is not ours.
echo leak:libdbus >"$scratch/leaks"
export LSAN_OPTIONS=suppressions=$scratch/leaks:print_suppressions=0
server=
window=
cleanup() {
    [ -z "$window" ] || kill "$window" 2>/dev/null || true
    [ -z "$server" ] || kill "$server" 2>/dev/null || true
    rm -rf "$scratch"
}
trap cleanup EXIT
fail() {
    echo "smoke: $1" >&2
    exit 1
}

# The server picks a free display and says which.
exec {pipe}<> <(:)
Xvfb -displayfd "$pipe" -screen 0 1366x768x24 2>/dev/null &
server=$!
read -r -t 30 number <&"$pipe" || fail "Xvfb did not start"
export DISPLAY=:$number

start=$(date +%s%N)
"$binary" --theme light 2>"$scratch/stderr" &
window=$!
id=$(timeout 30 xdotool search --sync --onlyvisible --name '^Cyclometer$' | head -n 1) || true
[ -n "$id" ] || fail "no window after 30 s"
echo "smoke: window after $((($(date +%s%N) - start) / 1000000)) ms"

xdotool windowfocus --sync "$id"
for key in ctrl+1 ctrl+2 ctrl+3 F5; do xdotool key "$key"; done
timeout 60 xdotool search --sync --name ' % — Cyclometer$' >/dev/null || fail "no run after F5"
xdotool key ctrl+period
timeout 60 xdotool search --sync --name '^Cyclometer$' >/dev/null || fail "the run did not stop"
for key in ctrl+4 ctrl+5 ctrl+6 ctrl+q; do xdotool key "$key"; done
status=0
timeout 60 tail --pid="$window" -f /dev/null || fail "still open 60 s after Ctrl+Q"
wait "$window" || status=$?
window=
[ "$status" -eq 0 ] || fail "exit $status: $(cat "$scratch/stderr")"
if grep -v XDG_RUNTIME_DIR "$scratch/stderr" | grep .; then fail "the window complained (above)"; fi
echo "smoke: closed with 0"
