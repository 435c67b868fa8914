#!/bin/sh
# Every C file is laid out as .clang-format says.
set -eu
cd "$(dirname "$0")/../.."

find daemon include tests -name node_modules -prune -o -name '*.[ch]' -print0 |
    xargs -0 clang-format-14 --dry-run -Werror
