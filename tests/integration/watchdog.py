#!/usr/bin/python3
"""The outside watchdog hears from Jalon every hour while all is well, and only then; and
who is told when something is not: a dead notice reaches the fallback receiver.

Usage: watchdog.py PROGRAMS
"""

import email
import email.policy
import glob
import http.server
import os
import sys
import tempfile
import threading

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "tests/support"))

from daemon import Daemon, wait_for

HOUR_PER_SECOND = "3600"
CONF = """
[jalond]
rehearsal = yes
fallback = admin
[http]
listen = 127.0.0.1:{port}
socket = jalon.sock
[mail]
transport = maildir:mail
from = Jalon <jalon@example.org>
[watchdog]
ping = URL/ping
[receiver "admin"]
email = admin@example.org
language = en
[receiver "chat"]
webhook = URL/gone
format = slack
allow_private = yes
[route "all"]
receivers = chat
"""
MISSED = {"id": "acme", "name": "Acme", "facts": [
    {"kind": "certificate.issued", "on": "2024-01-15"}]}


class World(http.server.ThreadingHTTPServer):
    """Counts the pings it gets, and knows no other address: those answer 404."""

    daemon_threads = True

    def __init__(self):
        world = self
        self.pings = 0

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                world.pings += 1
                self.send_response(200)
                self.end_headers()

            def do_POST(self):
                self.rfile.read(int(self.headers["Content-Length"]))
                self.send_response(404)
                self.end_headers()

            def log_message(self, *_):
                pass

        super().__init__(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.serve_forever, daemon=True).start()


def mails(folder):
    for path in glob.glob(os.path.join(folder, "mail/new/*")):
        with open(path, "rb") as file:
            yield email.message_from_binary_file(file, policy=email.policy.default)


def hours_pass(daemon, hours):
    """Waits until the rehearsal's clock went on by HOURS."""
    def now():
        return daemon.listing("status")[0]["now"]
    start = int(now()[8:10]) * 24 + int(now()[11:13])
    assert wait_for(lambda: int(now()[8:10]) * 24 + int(now()[11:13]) >= start + hours, 60)


def main():
    world = World()
    conf = CONF.replace("URL", f"http://127.0.0.1:{world.server_port}")
    with tempfile.TemporaryDirectory() as folder, \
            Daemon(sys.argv[1], folder, conf, "--now", "2026-11-02T09:00:00+01:00",
                   "--speed", HOUR_PER_SECOND) as daemon:
        assert wait_for(lambda: world.pings >= 3, 60), "the watchdog was not called"
        daemon.import_organizations([MISSED])
        assert wait_for(lambda: daemon.run("notices", "--state", "dead").stdout.count("\n")
                        > 1, 60), "no notice died"
        hours_pass(daemon, 2)
        heard = world.pings
        hours_pass(daemon, 4)
        assert world.pings == heard, "the watchdog was told that all is well"
        assert wait_for(lambda: any("chat" in mail["Subject"] for mail in mails(folder)),
                        30), "the fallback was not told"
        check = daemon.run("check")
        assert check.returncode in (1, 2), f"jalon check says {check.stdout}"
    print(f"{heard} pings while all was well, none after")


if __name__ == "__main__":
    main()
