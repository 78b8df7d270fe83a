#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is missing, builds everything, runs every test. The last line is the summary.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=resources/setup.sh
source resources/setup.sh

install_packages build test
is_configured CYCLO_BUILD_GUI:BOOL=ON CYCLO_BUILD_TESTS:BOOL=ON || configure_build -DCYCLO_BUILD_TESTS=ON
cmake --build build

log=build/ctest.log
status=0
ctest --test-dir build --output-on-failure "$@" 2>&1 | tee "$log" || status=$?
grep 'tests passed' "$log" || echo "ctest did not finish; see $log"
exit "$status"
