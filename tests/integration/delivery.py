#!/usr/bin/python3
"""What happens between a promise and its receiver, seen from outside: what changes while a
message waits, and what is wrong on our own side.

Usage: delivery.py PROGRAMS
"""

import json
import os
import signal
import sys
import tempfile
import threading
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "tests/support"))

from daemon import Daemon, wait_for
from receivers import Inbox, MailServer, WebhookServer

PROGRAMS = os.path.abspath(sys.argv.pop())
NOW = "2025-12-16T10:00:00+01:00"  # 30 days before the end of each client's window
MINUTE_PER_SECOND = "60"
WINDOW = "surveillance.window/2024-03-15"
CLIENTS = [{"id": name, "name": name.title(), "facts": [
    {"id": "c", "kind": "certificate.issued", "on": "2024-03-15"}]}
    for name in ("acme", "beta")]
CONF = """
[jalond]
rehearsal = yes
database = jalon.db
[http]
listen = 127.0.0.1:{port}
socket = jalon.sock
[receiver "hook"]
webhook = URL
allow_private = yes
EXTRA
[route "windows"]
kind = surveillance.window
receivers = hook
delivery = digest
"""


class Case(unittest.TestCase):
    def open(self, inbox, extra="", speed=MINUTE_PER_SECOND, clients=CLIENTS, route=("", "")):
        """A daemon with both clients, whose digests go to INBOX; ROUTE: what to write there
        instead."""
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        server = self.enterContext(WebhookServer(inbox))
        daemon = self.enterContext(Daemon(
            PROGRAMS, folder.name, CONF.replace("URL", server.url).replace("EXTRA", extra)
            .replace(*route),
            "--now", NOW, "--speed", speed))
        daemon.import_organizations(clients)
        return daemon

    def wait_for_states(self, daemon, *states):
        def reached():
            return [notice["state"] for notice in daemon.listing("notices")] == [*states]
        self.assertTrue(wait_for(reached), daemon.jalon("notices"))

    def reload(self, daemon, old, new):
        path = os.path.join(daemon.folder, "jalon.conf")
        with open(path, encoding="utf-8") as file:
            text = file.read()
        daemon.write("jalon.conf", text.replace(old, new, 1))
        daemon.process.send_signal(signal.SIGHUP)


class WhatWaits(Case):
    """A digest about two clients waits while its receiver fails; one of them changes."""

    CHANGES = {
        "the date moved": ["retract", "acme", "c"],
        "it was done": ["record", "acme", "audit.held", "audit=surveillance", "--on",
                        "2025-12-15"],
        "acknowledged": ["ack", "acme", WINDOW, "--reason", "seen"],
        "the organization was removed": ["org", "remove", "acme"],
    }

    def test_what_was_settled_is_not_said_and_the_rest_is(self):
        for reason, command in self.CHANGES.items():
            with self.subTest(reason):
                inbox = Inbox(status=500)
                daemon = self.open(inbox)
                self.wait_for_states(daemon, "failed")
                daemon.jalon(*command)
                self.assertIn(reason, [notice["answer"] for notice in
                                       daemon.listing("notices", "--state", "superseded")])
                inbox.status = 204
                self.wait_for_states(daemon, "sent")
                notice, = daemon.listing("notices")
                said = inbox.messages[notice["message_id"]][-1]
                self.assertEqual([item["organization"] for item in
                                  json.loads(said)["data"]["items"]], ["beta"])
                self.assertIn("ok", daemon.jalon("ledger", "verify"))


class SilentMailServer(Case):
    """A mail server has a whole mail and does not say yet whether it took it."""

    ALICE = """[mail]
transport = {}
from = Jalon <jalon@example.org>
[receiver "alice"]
email = alice@example.org"""

    def setUp(self):
        self.let_go, self.mails = threading.Event(), Inbox()
        self.addCleanup(self.let_go.set)
        server = self.enterContext(MailServer(self.mails, self.let_go))
        self.daemon = self.open(Inbox(), self.ALICE.format(server.url),
                                route=("receivers = hook", "receivers = alice, hook"))
        self.assertTrue(server.has_mail.wait(15))

    def states(self):
        return {notice["receiver"]: notice["state"]
                for notice in self.daemon.listing("notices")}

    def test_the_page_is_answered_and_others_are_told(self):
        self.assertTrue(wait_for(lambda: self.states()["hook"] == "sent"))
        self.assertEqual(self.states()["alice"], "queued")
        self.let_go.set()
        self.assertTrue(wait_for(lambda: self.states()["alice"] == "sent"))

    def test_a_stop_does_not_wait_for_it_and_loses_nothing(self):
        self.assertEqual(self.daemon.stop(), 0)
        self.let_go.set()
        self.daemon.start()
        self.assertTrue(wait_for(lambda: self.states()["alice"] == "sent"))
        self.assertEqual(len(self.mails.messages), 1)


class WhoIsTold(Case):
    """A reminder waits while its receiver fails; meanwhile somebody else is to be told, or
    the same receiver by another channel."""

    OTHER = """[receiver "other"]
webhook = {}
allow_private = yes"""

    CHANGES = {
        "the owner": (lambda self, daemon: daemon.jalon(
            "org", "set", "acme", "owner=other"), "other", "standard"),
        "the route": (lambda self, daemon: self.reload(
            daemon, "receivers = owner", "receivers = other"), "other", "standard"),
        "the receiver's channel": (lambda self, daemon: self.reload(
            daemon, '[receiver "hook"]', '[receiver "hook"]\nformat = slack'), "hook", "slack"),
    }

    def test_what_waits_is_said_to_who_is_told_now_and_to_nobody_else(self):
        for what, (change, receiver, channel) in self.CHANGES.items():
            with self.subTest(what):
                inbox, other = Inbox(status=500), Inbox()
                server = self.enterContext(WebhookServer(other))
                daemon = self.open(inbox, self.OTHER.format(server.url),
                                   clients=[{**CLIENTS[0], "owner": "hook"}],
                                   route=("receivers = hook", "receivers = owner"))
                self.wait_for_states(daemon, "failed")
                inbox.status = 204
                change(self, daemon)
                self.wait_for_states(daemon, "sent")
                notice, = daemon.listing("notices")
                self.assertEqual((notice["receiver"], notice["channel"]), (receiver, channel))
                self.assertNotIn("hook", daemon.run("check").stdout)
                self.assertIn("ok", daemon.jalon("ledger", "verify"))


    def test_an_owner_is_told_as_soon_as_there_is_a_receiver_of_that_name(self):
        inbox = Inbox()
        daemon = self.open(inbox, clients=[{**CLIENTS[0], "owner": "bob"}],
                           route=("receivers = hook", "receivers = owner"))
        self.reload(daemon, '"hook"', '"bob"')
        self.wait_for_states(daemon, "sent")


class WhatDied(Case):
    def test_it_alarms_until_it_is_settled(self):
        daemon = self.open(Inbox(status=410))
        self.wait_for_states(daemon, "dead")
        self.assertEqual(daemon.run("check").returncode, 2)
        for client in CLIENTS:
            daemon.jalon("record", client["id"], "audit.held", "audit=surveillance", "--on",
                         "2025-12-15")
        self.wait_for_states(daemon)
        self.assertIn("dead=0", daemon.run("check").stdout)


class Retries(Case):
    SLOW = """[receiver "slow"]
webhook = {}
allow_private = yes
[route "slow"]
receivers = slow"""

    def test_one_is_not_late_because_another_answer_is(self):
        slow = self.enterContext(WebhookServer(Inbox(delay=3)))
        inbox = Inbox(status=500)
        self.open(inbox, self.SLOW.format(slow.url), speed="600")
        self.assertTrue(wait_for(lambda: inbox.taken == 1))
        # A minute, give or take a fifth, is a tenth of a second.
        self.assertTrue(wait_for(lambda: inbox.taken == 2, 0.6), "no second try")


    def test_a_rehearsal_does_not_wait_longer_for_who_does_not_answer(self):
        with WebhookServer(Inbox()) as gone:
            pass
        daemon = self.open(Inbox(), self.SLOW.format(gone.url), speed="600")
        def tries():
            return [notice["attempts"] for notice in daemon.listing("notices")
                    if notice["receiver"] == "slow"]
        self.assertTrue(wait_for(lambda: tries()[:1] >= [2], 5), daemon.jalon("notices"))


class AskedForTime(Case):
    """A chat asks for a day: the first of two messages failed, the second waits with it."""

    WISHES = {
        "a retry": (lambda self, daemon: daemon.jalon(
            "notices", "retry", str(daemon.listing("notices", "--state", "failed")[0]["id"])),
            ("sent", "sent")),
        "another configuration": (lambda self, daemon: self.reload(
            daemon, "format = slack", "format = slack\nlanguage = en"), ("failed", "sent")),
    }

    def test_whoever_may_have_mended_it_does_not_wait_for_that_day(self):
        for what, (wish, states) in self.WISHES.items():
            with self.subTest(what):
                inbox = Inbox(status=429, retry_after="86400")
                daemon = self.open(inbox, "format = slack",
                                   route=("delivery = digest", "delivery = each"))
                self.wait_for_states(daemon, "failed", "queued")
                inbox.status = 200
                wish(self, daemon)
                self.wait_for_states(daemon, *states)


class OurOwnSide(Case):
    def test_what_is_to_be_repaired_is_said_and_tried_again_until_it_is(self):
        inbox = Inbox()
        daemon = self.open(inbox, "secret_file = secret")
        self.wait_for_states(daemon, "failed")
        check = daemon.run("check")
        self.assertEqual(check.returncode, 1)
        self.assertIn("(cannot read secret: there is no such file)", check.stdout)
        self.assertIn("not delivered until this is repaired", daemon.log())
        os.chmod(daemon.write("secret", "whsec_c2VjcmV0\n"), 0o600)
        self.wait_for_states(daemon, "sent")


if __name__ == "__main__":
    unittest.main(verbosity=2)
