#!/bin/bash
# Runs in the container that systemd.sh boots: "ok" for each claim, up to the first that
# failed.
set -u

claim() {
    local words=$1
    shift
    if ! "$@"; then
        echo "FAILED  $words"
        journalctl -u jalond --no-pager -n 40 -o cat
        exit 1
    fi
    echo "ok      $words"
}

quietly() {
    "$@" >/dev/null
}

property() {
    systemctl show -P "$1" jalond
}

healthy() {
    curl -sf --max-time 2 -o /dev/null http://127.0.0.1:8420/healthz
}

# Up to 20 seconds for a command to succeed.
soon() {
    for _ in {1..200}; do
        "$@" && return 0
        sleep 0.1
    done
    return 1
}

status_is() {
    grep -Eq "^$1:[[:space:]]+$2$" "/proc/$(property MainPID)/status"
}

restarted() {
    [ "$(property NRestarts)" -eq "$1" ] && [ "$(property ActiveState)" = active ] && healthy
}

said() {
    journalctl -u jalond --no-pager -o cat | grep -Eq "$1"
}

mode_is() {
    [ "$(stat -L -c '%a %U' "$2")" = "$1" ]
}

refuses_bad_reload() {
    local before
    before=$(property MainPID)
    printf '\n[jalond]\nno_such_key = 1\n' >>/etc/jalon/jalon.conf
    systemctl reload jalond
    soon said 'no_such_key' && healthy && [ "$(property MainPID)" = "$before" ]
}

systemd-sysusers
systemd-tmpfiles --create jalon.conf

claim "the daemon says that it is ready" systemctl start jalond
claim "it answers" healthy
claim "the tool reaches it over its socket" quietly jalon status
claim "it runs as its own user" [ "$(ps -o user= -p "$(property MainPID)")" = jalon ]
claim "it has no capability" status_is CapEff 0+
claim "and can gain none" status_is CapBnd 0+
claim "nor new privileges" status_is NoNewPrivs 1
claim "system calls are filtered" status_is Seccomp 2
claim "the state belongs to it alone" mode_is "700 jalon" /var/lib/jalon
claim "the configuration is read by its group only" mode_is "640 root" /etc/jalon/jalon.conf

systemctl kill --signal=KILL --kill-whom=main jalond
claim "killed, it is started again" soon restarted 1

claim "a bad configuration is refused and the old one kept" refuses_bad_reload
sed -i '/no_such_key/d' /etc/jalon/jalon.conf

systemctl kill --signal=STOP --kill-whom=main jalond
claim "hung, it is caught by the watchdog" soon said 'Watchdog timeout'
claim "and started again" soon restarted 2

claim "it stops in order" systemctl stop jalond
claim "with success" [ "$(property Result)" = success ]
echo "the end"
