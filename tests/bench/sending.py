"""Notices sent, the ledger durable, beside what the same counterpart takes from a program
that does nothing but send."""

import os
import subprocess
import tempfile

from house import ROOT, Missing, daemon, elapsed, free_port, nginx, organizations, rate, \
    server, wait_for, wrk

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
POST = """wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.body = string.rep("x", {length})
"""


def logged(jalon, words, count):
    """The time by which the log had COUNT lines with WORDS: to ask the daemon would hold it
    up."""
    if not wait_for(lambda: jalon.log().count(words) >= count, 300):
        raise RuntimeError(f"not {count} times \"{words}\":\n" + jalon.log()[-2000:])
    return os.stat(jalon.log_path).st_mtime


def send_all(jalon, count):
    """Notices a second, from the moment that all are promised until all are sent."""
    jalon.import_organizations(organizations(count))
    jalon.stop()
    jalon.arguments = ("--now", AFTER_SENDING)
    jalon.launch()
    start = logged(jalon, "queued messages=", 1)
    return count / (logged(jalon, "delivered ", count) - start)


def payload_length(jalon):
    """The mean length of what was sent."""
    path = os.path.join(jalon.folder, "jalon.db")
    answer = subprocess.run(["sqlite3", "-readonly", path,
                             "SELECT avg(length(bytes)) FROM payloads"],
                            check=True, capture_output=True, text=True).stdout
    return int(float(answer or 0))


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


def send_mail(table, programs, count):
    port = free_port()
    conf = CONF + "email = alice@example.org\n"
    with server(postfix("smtp-sink"), "-u", "root", f"inet:127.0.0.1:{port}", "1024",
                port=port, env=libraries()), \
            daemon(programs, conf, BEFORE_SENDING,
                   f"smtp://127.0.0.1:{port}") as jalon:
        ours = send_all(jalon, count)
        length = payload_length(jalon)
        theirs = smtp_source(port, count, length)
    table.add(f"{count:,} mails of {length} bytes", rate(ours),
              f"smtp-source {rate(theirs)}", ours / theirs, ">= 0.25")


# -- webhooks ------------------------------------------------------------------------------


def send_webhooks(table, programs, count, duration):
    with tempfile.TemporaryDirectory() as folder, \
            nginx(folder, "return 204;") as receiver, \
            daemon(programs, CONF + WEBHOOK % receiver, BEFORE_SENDING) as jalon:
        ours = send_all(jalon, count)
        length = payload_length(jalon)
        script = jalon.write("post.lua", POST.format(length=length))
        theirs = wrk(f"http://127.0.0.1:{receiver}/", WEBHOOK_CONNECTIONS, duration,
                     "-s", script)
    table.add(f"{count:,} webhooks of {length} bytes", rate(ours), f"wrk {rate(theirs)}",
              ours / theirs, ">= 0.17")


def run(table, programs, scale):
    count = 200 if scale == "short" else 10000
    send_mail(table, programs, count)
    send_webhooks(table, programs, count, 1 if scale == "short" else 4)
