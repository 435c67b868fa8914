#!/bin/sh
# cppcheck finds nothing in the daemon and the tool.  Usage: cppcheck.sh BUILD
set -eu
build=$1
cd "$(dirname "$0")/../.."

if ! command -v cppcheck >/dev/null; then
    echo "skipped: cppcheck is not installed"
    exit 77
fi
# ctuuninitvar: it takes the pointer to what a function is to fill for a value that is read.
mkdir -p "$build/cppcheck"
cppcheck --quiet --error-exitcode=1 --std=c11 --enable=warning,performance,portability \
    --inline-suppr --suppress=missingIncludeSystem --suppress=ctuuninitvar \
    --cppcheck-build-dir="$build/cppcheck" \
    -j "$(nproc)" -I include -D_POSIX_C_SOURCE=200809L daemon
