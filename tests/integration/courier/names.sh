#!/bin/sh
# names.sh TEST: runs TEST where the only name server takes questions and never answers.
set -eu

if [ "$(id -u)" != 0 ] || ! unshare --mount true 2>/dev/null; then
    echo "skipped: only root may give a program a name server of its own"
    exit 77
fi

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
echo "nameserver 127.0.0.153" >"$folder/resolv.conf"

unshare --mount /usr/bin/python3 - "$folder/resolv.conf" "$1" <<'END'
import socket
import subprocess
import sys

subprocess.run(["mount", "--bind", sys.argv[1], "/etc/resolv.conf"], check=True)
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as mute:
    mute.bind(("127.0.0.153", 53))
    sys.exit(subprocess.run(sys.argv[2:]).returncode)
END
