#!/usr/bin/python3
"""SIGKILL at random while notices go out: none is lost, and one that comes twice comes
twice under the same id, byte for byte.

Usage: kill.py PROGRAMS [KILLS [NOTICES [SEED]]]
"""

import os
import random
import sqlite3
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "tests/support"))

try:
    import aiosmtpd  # pylint: disable=unused-import
except ImportError as error:
    print(f"skipped: {error}")
    sys.exit(77)

from daemon import Daemon, wait_for
from receivers import Inbox, MailServer, WebhookServer

NOW = "2026-11-24T09:00:00+01:00"
CONF = """
[jalond]
rehearsal = yes
database = jalon.db
[http]
listen = 127.0.0.1:{port}
socket = jalon.sock
[mail]
transport = %(mail)s
from = Jalon <jalon@example.org>
[receiver "mail"]
email = client@example.org
[receiver "hook"]
webhook = %(hook)s
format = standard
secret_file = secret
allow_private = yes
[ladder "certificate.expiry"]
steps = due-30d
[route "mail"]
owner = mail
kind = certificate.expiry
receivers = mail
[route "hook"]
owner = hook
kind = certificate.expiry
receivers = hook
"""


def organization(number):
    return {"id": f"o{number}", "name": f"Organisme {number}",
            "owner": ("mail", "hook")[number % 2],
            "facts": [{"id": "c", "kind": "certificate.issued", "on": "2023-12-15"}]}


def kill_while_working(daemon, kills, inbox, wanted, chance):
    """Kills and starts the daemon KILLS times, each time a moment after something more
    arrived; how often before all had."""
    in_time = 0
    for _ in range(kills):
        before = inbox.taken
        wait_for(lambda: inbox.taken > before or len(inbox.messages) == wanted)
        time.sleep(chance.uniform(0, 0.1))
        in_time += len(inbox.messages) < wanted
        daemon.kill()
        daemon.launch()
    return in_time


def judge(daemon, inbox, wanted):
    """Sentences about what should not be."""
    sent = daemon.listing("notices", "--state", "sent")
    ids = {notice["message_id"] for notice in sent}
    told = {item["organization"] for notice in sent for item in notice["items"]}
    if len(told) != wanted:
        yield f"{wanted - len(told)} of {wanted} organizations had no notice"
    for name, list_of_ids in (("lost", ids - inbox.messages.keys()),
                              ("in no ledger", inbox.messages.keys() - ids)):
        if list_of_ids:
            yield f"{len(list_of_ids)} notices are {name}: {sorted(list_of_ids)[:3]}"
    for message_id, bodies in inbox.messages.items():
        if len(set(bodies)) > 1:
            yield f"{message_id} came again with other content"
    if daemon.run("ledger", "verify").returncode != 0:
        yield "the ledger's chain is broken"
    if daemon.stop() != 0:
        yield "the daemon did not end in order"
    with sqlite3.connect(os.path.join(daemon.folder, "jalon.db")) as database:
        verdict = database.execute("PRAGMA integrity_check").fetchone()[0]
        if verdict != "ok":
            yield f"the database is damaged: {verdict}"


def main(programs, kills=20, notices=1000, seed=1):
    inbox = Inbox(delay=0.01)
    with tempfile.TemporaryDirectory() as folder, WebhookServer(inbox) as hook, \
            MailServer(inbox) as mail:
        conf = CONF % {"hook": hook.url, "mail": mail.url}
        daemon = Daemon(programs, folder, conf, "--now", NOW)
        os.chmod(daemon.write("secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n"), 0o600)
        daemon.start()
        daemon.import_organizations(map(organization, range(notices)))
        in_time = kill_while_working(daemon, kills, inbox, notices, random.Random(seed))
        wait_for(lambda: len(inbox.messages) >= notices and daemon.run("status"), 60)
        wait_for(lambda: not daemon.listing("notices", "--state", "queued"), 30)
        complaints = list(judge(daemon, inbox, notices))
    again = sum(len(bodies) - 1 for bodies in inbox.messages.values())
    print(f"{notices} notices, {kills} kills ({in_time} while they went out, seed {seed}): "
          f"{len(inbox.messages)} arrived, {again} more than once")
    for complaint in complaints:
        print(complaint)
    sys.exit(1 if complaints or not in_time else 0)


main(sys.argv[1], *map(int, sys.argv[2:]))
