#!/bin/sh
# clang-tidy finds nothing in the daemon and the tool.  Usage: tidy.sh BUILD
set -eu
build=$1
cd "$(dirname "$0")/../.."

if ! command -v run-clang-tidy-14 >/dev/null; then
    echo "skipped: run-clang-tidy-14 is not installed"
    exit 77
fi
run-clang-tidy-14 -quiet -p "$build" -extra-arg=-include \
    -extra-arg="$PWD/tests/lint/tidy_hint.h" -extra-arg=-Wno-unknown-warning-option \
    "$PWD/daemon/(?!base/err\.c)" 2>&1 |
    grep -vE '^(clang-tidy-14 |[0-9]+ warnings? (generated|treated)|Suppressed |$)' || exit 0
exit 1
