#!/bin/sh
# Nothing in the shell scripts is what shellcheck warns of.
set -eu
cd "$(dirname "$0")/../.."

find . \( -name .git -o -name build -o -name node_modules \) -prune -o -type f -print0 |
    xargs -0 grep -lE '^#!(/bin/sh|/bin/bash|/usr/bin/env bash)' |
    xargs shellcheck
