#!/usr/bin/env bash
# What two readers of C that are no compilers find in engine and cli: lint.sh BUILD [PATH…]
# clang-tidy by the checks of .clang-tidy, with the reasons for those left out. COPSE_TIER=full adds clang's analyser, which
# follows paths and takes some ten times as long, and cppcheck's warnings, which take minutes the first time. Without a PATH all
# sources are read, but in the reduced tier (COPSE_TIER=reduced) those of cli only.
set -euo pipefail
cd "$(dirname "$0")/../.."
build=$1
shift
[ -f "$build/compile_commands.json" ] || { echo "$build is no build: cmake --preset dev"; exit 1; }
for program in clang-tidy cppcheck; do
    command -v $program >/dev/null || { echo "skipped: $program is not installed"; exit 77; }
done
if [ $# -eq 0 ]; then
    [ "${COPSE_TIER:-}" = reduced ] || set -- engine/*/*.c
    set -- "$@" cli/*.c
fi

depth=(--checks='-clang-analyzer-*')
[ "${COPSE_TIER:-}" != full ] || depth=()
fails=0
printf '%s\n' "$@" | xargs -n 16 clang-tidy -p "$build" --quiet --extra-arg=-w "${depth[@]}" 2>"$build/lint.log" || fails=1
if [ "${COPSE_TIER:-}" = full ]; then
    mkdir -p "$build/cppcheck"
    cppcheck --cppcheck-build-dir="$build/cppcheck" --enable=warning,performance,portability --std=c11 --quiet --error-exitcode=1 \
        -I engine --suppress=missingIncludeSystem "$@" || fails=1
fi
exit $fails
