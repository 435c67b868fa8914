"""Notices sent, the ledger durable, beside what the same counterpart takes from a program
that does nothing but send."""

import os
import subprocess
import tempfile

from house import ROOT, Missing, daemon, elapsed, free_port, in_turns, nginx, \
    organizations, rate, server, wait_for, wrk

POSTFIX = os.path.join(ROOT, "build/postfix/usr")
BEFORE_SENDING = "2026-11-24T07:00:00+01:00"
AFTER_SENDING = "2026-11-24T10:00:00+01:00"
# One notice for each client, none gathered into a digest.
CONF = """
[ladder "bpf"]
steps = due-300d
[route "all"]
kind = bpf
receivers = somebody
[receiver "somebody"]
"""
WEBHOOK = "webhook = http://127.0.0.1:%d/\nallow_private = yes\n"
MAIL_CONNECTIONS, WEBHOOK_CONNECTIONS = 8, 32
AIMS = {"smtp-source": 0.25, "wrk": 0.17}
POST = """wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.body = string.rep("x", {length})
"""


def logged(jalon, words, count):
    """The time by which the log had COUNT lines with WORDS: to ask the daemon would hold it
    up, and so would reading the whole log each time."""
    found, rest = 0, ""

    def enough():
        nonlocal found, rest
        *lines, rest = (rest + log.read()).split("\n")
        found += sum(words in line for line in lines)
        return found >= count

    with open(jalon.log_path, encoding="utf-8") as log:
        if not wait_for(enough, 300):
            raise RuntimeError(f"not {count} times \"{words}\":\n" + jalon.log()[-2000:])
        return os.stat(jalon.log_path).st_mtime


def send_all(programs, count, *how):
    """Notices a second, from the moment that all are promised until all are sent, and the
    mean length of what was sent; HOW are the daemon's configuration, and its transport."""
    with daemon(programs, CONF + how[0], BEFORE_SENDING, *how[1:]) as jalon:
        jalon.import_organizations(organizations(count))
        jalon.stop()
        jalon.arguments = ("--now", AFTER_SENDING)
        jalon.launch()
        start = logged(jalon, "queued messages=", 1)
        return count / (logged(jalon, "delivered ", count) - start), payload_length(jalon)


def payload_length(jalon):
    path = os.path.join(jalon.folder, "jalon.db")
    answer = subprocess.run(["sqlite3", "-readonly", path,
                             "SELECT avg(length(bytes)) FROM payloads"],
                            check=True, capture_output=True, text=True).stdout
    return int(float(answer or 0))


def compare(table, what, other, rounds, ours, theirs):
    """OURS() gives a rate and a length, and THEIRS(length) the rate of OTHER."""
    length = 0

    def measure():
        nonlocal length
        result, length = ours()
        return result

    mine, others = in_turns(rounds, measure, lambda: theirs(length))
    table.add(f"{what} of {length} bytes", rate(mine), f"{other} {rate(others)}",
              mine / others, f">= {AIMS[other]}")


# -- mail ----------------------------------------------------------------------------------


def postfix(name):
    path = os.path.join(POSTFIX, "sbin", name)
    if not os.path.exists(path):
        raise Missing(f"{name} is not installed")
    return path


def libraries():
    return {**os.environ, "LD_LIBRARY_PATH": os.path.join(POSTFIX, "lib/postfix")}


def smtp_source(port, count, length):
    command = [postfix("smtp-source"), "-d", "-s", str(MAIL_CONNECTIONS), "-m", str(count),
               "-l", str(length), "-f", "jalon@example.org", "-t", "alice@example.org",
               f"inet:127.0.0.1:{port}"]
    return count / elapsed(lambda: subprocess.run(command, check=True, env=libraries()))


def send_mail(table, programs, count, rounds):
    port = free_port()
    with server(postfix("smtp-sink"), "-u", "root", f"inet:127.0.0.1:{port}", "1024",
                port=port, env=libraries()):
        compare(table, f"{count:,} mails", "smtp-source", rounds,
                lambda: send_all(programs, count, "email = alice@example.org\n",
                                 f"smtp://127.0.0.1:{port}"),
                lambda length: smtp_source(port, count, length))


# -- webhooks ------------------------------------------------------------------------------


def post(port, folder, length, duration):
    script = os.path.join(folder, "post.lua")
    with open(script, "w", encoding="ascii") as file:
        file.write(POST.format(length=length))
    return wrk(f"http://127.0.0.1:{port}/", WEBHOOK_CONNECTIONS, duration, "-s", script)


def send_webhooks(table, programs, count, rounds, duration):
    with tempfile.TemporaryDirectory() as folder, nginx(folder, "return 204;") as port:
        compare(table, f"{count:,} webhooks", "wrk", rounds,
                lambda: send_all(programs, count, WEBHOOK % port),
                lambda length: post(port, folder, length, duration))


def run(table, programs, scale):
    count, rounds, duration = (200, 1, 1) if scale == "short" else (10000, 5, 2)
    send_mail(table, programs, count, rounds)
    send_webhooks(table, programs, count, rounds, duration)
