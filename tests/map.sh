#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Checks that knowledge points down: no Qt in core, oneDNN only in core/engine, QtCharts only in ui/charts, and each folder of
# core includes only those it may know. Usage: map.sh PROJECT
set -euo pipefail
cd "${1:?usage: map.sh PROJECT}"
failed=0

# must_be_empty WHAT LINES
must_be_empty() {
    [ -z "$2" ] && return
    failed=1
    printf '%s:\n%s\n' "$1" "$2"
}

grep_sources() { grep -rnE --include='*.h' --include='*.cpp' "$@" || true; }

must_be_empty "core includes Qt" "$(grep_sources '#include *<Q' core)"
must_be_empty "oneDNN outside core/engine" "$(grep_sources 'dnnl' app core ui | grep -v '^core/engine/' || true)"
must_be_empty "QtCharts outside ui/charts" "$(grep_sources '#include *<QtCharts' app ui | grep -v '^ui/charts/' || true)"
must_be_empty "ui includes app" "$(grep_sources '#include *"app/' core ui)"
must_be_empty "core includes ui" "$(grep_sources '#include *"ui/' core)"
must_be_empty "sources without an SPDX line" \
    "$(grep -rL --include='*.h' --include='*.cpp' --include='CMakeLists.txt' --include='*.cmake' --include='*.sh' \
        'SPDX-License-Identifier: GPL-3.0-or-later' app core resources tests ui CMakeLists.txt || true)"

# may_know FOLDER OTHER...: core/FOLDER includes only its own headers and those of the others.
may_know() {
    local folder=$1 allowed
    allowed=$(IFS='|'; echo "$*")
    must_be_empty "core/$folder knows more than it may ($*)" \
        "$(grep_sources '#include *"core/' "core/$folder" | grep -vE "#include *\"core/($allowed)/" || true)"
}

may_know tensor
may_know analysis
may_know schedules
may_know engine tensor
may_know network engine tensor
may_know data tensor
may_know optim tensor schedules # the values of one step
may_know training network optim schedules data tensor
may_know experiments training analysis network optim schedules data tensor
may_know persistence experiments training analysis network optim schedules data tensor

[ "$failed" = 0 ] && echo "the map holds"
exit "$failed"
