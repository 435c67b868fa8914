#!/bin/bash
# The demonstration shows what it promises, and leaves nothing running however it ends.
# Usage: demo.sh PROGRAMS
set -eu
programs=$1
demo=$(cd "$(dirname "$0")/../.." && pwd)/contrib/demo/run
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# A folder of its own, so that two builds may be tested at once.
mkdir "$scratch/programs"
ln -s "$programs/jalond" "$programs/jalon" "$scratch/programs/"
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0))
print(s.getsockname()[1])')

fail() {
    echo "demo: $*"
    cat "$scratch/output" "$scratch"/programs/run/jalond.log
    exit 1
}

show() {
    "$demo" --programs "$scratch/programs" --port "$port" "$@" >"$scratch/output" 2>&1
}

# Whether the daemon of this test runs.
runs() {
    pgrep -f "^$scratch/programs/jalond " >/dev/null
}

wait_until() {
    local tries=300
    until "$@"; do
        tries=$((tries - 1))
        [ $tries -gt 0 ] || fail "waited in vain for: $*"
        sleep 0.1
    done
}

gone() {
    ! runs
}

show --once || fail "--once failed"
runs && fail "jalond runs on after --once"
# Which kinds stand among the first dates depends on the day.
for words in "368" "Maildir" '\(surveillance\|renewal\|certificate\)\.[a-z]*/20' \
    "http://127.0.0.1:$port/feeds/"; do
    grep -q -- "$words" "$scratch/output" || fail "does not show \"$words\""
done

for signal in TERM KILL; do
    show &
    wait_until grep -q "Ctrl-C ends it" "$scratch/output"
    wait_until runs
    kill -s "$signal" "$(pgrep -f "^/bin/bash $demo .*$scratch")"
    wait_until gone
    wait || true
done
