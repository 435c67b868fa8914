#!/bin/bash
# Boots a real systemd in a container with the shipped unit, and watches it look after the
# daemon.  Needs root.  Usage: systemd.sh BUILD, configured with the prefix /usr
set -eu
build=$1
here=$(cd "$(dirname "$0")" && pwd)

skip() {
    echo "skipped: $*"
    exit 77
}
[ "$(id -u)" -eq 0 ] || skip "a container is started by root"
command -v systemd-nspawn >/dev/null || skip "systemd-nspawn is not installed"

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
root=$scratch/root
stage=$scratch/stage

# /usr is this machine's with what Jalon installs laid over it; the rest is new.
mkdir -p "$root"/{usr,etc/systemd/system,var/log,opt,proc,sys,dev,run,tmp,root}
for folder in bin sbin lib lib64; do
    ln -s "usr/$folder" "$root/$folder"
done
printf 'ID=test\n' >"$root/etc/os-release"
printf 'root:x:0:0::/root:/bin/sh\n' >"$root/etc/passwd"
printf 'root:x:0:\n' >"$root/etc/group"
systemd-id128 new >"$root/etc/machine-id"
DESTDIR=$stage cmake --install "$build" >"$scratch/install.log"
cp -r "$stage/etc/jalon" "$root/etc/"

cp "$here/systemd_inside.sh" "$root/opt/inside.sh"
cp "$here/systemd_inside.service" "$root/etc/systemd/system/inside.service"
mkdir "$root/etc/systemd/system/default.target.wants"
ln -s ../inside.service "$root/etc/systemd/system/default.target.wants/"
printf '[Unit]\nRequires=basic.target\nAfter=basic.target\n' \
    >"$root/etc/systemd/system/default.target"
# A hung daemon is noticed in 3 seconds here instead of 30.
mkdir "$root/etc/systemd/system/jalond.service.d"
printf '[Service]\nWatchdogSec=3s\n' >"$root/etc/systemd/system/jalond.service.d/test.conf"

container() {
    timeout --kill-after=5 100 systemd-nspawn -q -D "$root" --private-network --register=no \
        --keep-unit --overlay-ro="/usr:$stage/usr:/usr" "$@" </dev/null
}
container /bin/true >"$scratch/probe.log" 2>&1 ||
    skip "no container starts here: $(tail -n 1 "$scratch/probe.log")"

container --boot >"$scratch/boot.log" 2>&1 || true
log=$root/var/log/inside.log
cat "$log" || cat "$scratch/boot.log"
grep -q '^the end$' "$log"
