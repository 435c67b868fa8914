"""What the campaigns share: a daemon with notices to send, its receivers, and the judgement
of what came of them."""

import contextlib
import os
import sqlite3
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "tests/support"))

SKIPPED = 77
try:
    import aiosmtpd  # pylint: disable=unused-import
except ImportError as error:
    print(f"skipped: {error}")
    sys.exit(SKIPPED)

from daemon import Daemon
from receivers import MailServer, WebhookServer

os.environ.update(LC_ALL="en", LANG="en")  # the language of the log

NOW = "2026-11-24T09:00:00+01:00"
CONF = """
[jalond]
rehearsal = yes
language = en
database = data/jalon.db
[http]
listen = 127.0.0.1:{port}
socket = jalon.sock
public_url = http://127.0.0.1:{port}
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
    """One that owes a notice at NOW, by mail and by webhook in turn."""
    return {"id": f"o{number}", "name": f"Organisme {number}",
            "owner": ("mail", "hook")[number % 2],
            "facts": [{"id": "c", "kind": "certificate.issued", "on": "2023-12-15"}]}


def database_of(daemon):
    return os.path.join(daemon.folder, "data/jalon.db")


@contextlib.contextmanager
def house(programs, inbox, now=NOW):
    """A daemon that is not started yet, in a folder of its own, and sends to INBOX."""
    with tempfile.TemporaryDirectory() as folder, WebhookServer(inbox) as hook, \
            MailServer(inbox) as mail:
        os.mkdir(os.path.join(folder, "data"))
        daemon = Daemon(programs, folder, CONF % {"hook": hook.url, "mail": mail.url},
                        "--now", now)
        os.chmod(daemon.write("secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n"), 0o600)
        try:
            yield daemon
        finally:
            if daemon.process:
                daemon.kill()


def judge_database(path):
    with contextlib.closing(sqlite3.connect(path)) as database:
        for check in ("integrity_check", "foreign_key_check"):
            verdict = database.execute(f"PRAGMA {check}").fetchall()
            if verdict not in ([], [("ok",)]):
                yield f"the database is damaged: {verdict[:3]}"


def judge_notices(daemon, inbox, wanted):
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


def judge(daemon, inbox, wanted):
    """Ends the daemon; sentences about what should not be."""
    yield from judge_notices(daemon, inbox, wanted)
    if daemon.run("ledger", "verify").returncode != 0:
        yield "the ledger's chain is broken"
    if daemon.stop() != 0:
        yield "the daemon did not end in order"
    yield from judge_database(database_of(daemon))


def repeats(inbox):
    return sum(len(bodies) - 1 for bodies in inbox.messages.values())


def finish(summary, complaints):
    """Says how it went, and ends the program."""
    print(summary)
    for complaint in complaints:
        print(complaint)
    sys.exit(1 if complaints else 0)
