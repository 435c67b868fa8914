#!/usr/bin/python3
"""What is said of a client's dates, when, and to whom, seen from outside; and what the
commands around it answer.

Usage: reminders.py PROGRAMS
"""

import contextlib
import email
import email.policy
import glob
import os
import signal
import sqlite3
import sys
import tempfile
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "tests/support"))

from daemon import Daemon, wait_for

PROGRAMS = os.path.abspath(sys.argv.pop())
NOW = "2026-02-03T10:00:00+01:00"  # a Tuesday
WINDOW = "surveillance.window/2024-03-15"
ACME = {"id": "acme", "name": "Acme", "facts": [
    {"kind": "certificate.issued", "on": "2024-03-15"}]}
CONF = """
[jalond]
rehearsal = yes
database = jalon.db
[http]
listen = 127.0.0.1:{port}
socket = jalon.sock
public_url = https://jalon.example.org
[mail]
transport = maildir:mail
from = Jalon <jalon@example.org>
[receiver "alice"]
email = alice@example.org
[ladder "obligation"]
steps = due-30d, due+1d
[route "all"]
receivers = alice, contacts
delivery = digest
"""


class Case(unittest.TestCase):
    conf = CONF

    def setUp(self):
        self.folder = self.enterContext(tempfile.TemporaryDirectory())
        self.daemon = self.enterContext(Daemon(PROGRAMS, self.folder, self.conf, "--now", NOW))

    def refused(self, *arguments):
        """What the tool says where it fails."""
        result = self.daemon.run(*arguments)
        self.assertEqual(result.returncode, 1, result.stdout)
        return result.stderr

    def mails(self, count):
        """As many mails, once they have come."""
        def paths():
            return sorted(glob.glob(os.path.join(self.folder, "mail/new/*")))
        self.assertTrue(wait_for(lambda: len(paths()) == count), self.daemon.log())
        for path in paths():
            with open(path, "rb") as file:
                yield email.message_from_binary_file(file, policy=email.policy.default)


class Messages(Case):
    def test_a_digest_says_the_most_urgent_first_and_where_the_calendars_are(self):
        duties = [{"id": name, "title": name, "starts": day, "rrule": "FREQ=YEARLY"}
                  for name, day in (("a", "2026-03-01"), ("b", "2026-02-10"),
                                    ("c", "2026-01-20"))]
        self.daemon.import_organizations([
            {"id": "acme", "name": "Acme", "facts": [], "obligations": duties}])
        mail, = self.mails(1)
        notice, = self.daemon.listing("notices")
        self.assertEqual([item["milestone"] for item in notice["items"]],
                         ["obligation/c/2026-01-20", "obligation/b/2026-02-10",
                          "obligation/a/2026-03-01"])
        for part in mail.iter_parts():
            self.assertIn("https://jalon.example.org/feeds", part.get_content())


class Statement(Case):
    def test_each_message_stands_in_it_with_its_receiver_once(self):
        self.daemon.import_organizations([{**ACME, "contacts": [{"email": "zoe@acme.example"}]}])
        list(self.mails(2))
        lines = self.daemon.jalon("ledger", "attest", "acme").splitlines()
        told = sorted(line.split("  ", 1)[1] for line in lines if "(courriel)" in line)
        self.assertEqual(told, ["alice · alice@example.org (courriel)",
                                "zoe@acme.example (courriel)"])
        self.assertIn("Client  Acme (acme)", lines)

    def test_it_names_no_other_client_of_the_same_digest(self):
        self.daemon.import_organizations([ACME, {**ACME, "id": "rival", "name": "Rival"}])
        mail, = self.mails(1)
        names = [name for name in ("Acme", "Rival") if name in mail["Subject"]]
        self.assertEqual(len(names), 1, mail["Subject"])
        other, = {"acme", "rival"} - {names[0].lower()}
        statement = self.daemon.jalon("ledger", "attest", other)
        self.assertIn("un message au sujet de plusieurs clients", statement)
        self.assertNotIn(names[0], statement)

    def test_there_is_none_from_a_ledger_that_was_changed(self):
        self.daemon.import_organizations([ACME])
        list(self.mails(1))
        with contextlib.closing(sqlite3.connect(os.path.join(self.folder, "jalon.db"))) as file:
            file.executescript("""DROP TRIGGER ledger_is_not_changed;
                UPDATE ledger SET body = replace(body, 'alice', 'bob') WHERE number = 1;""")
        self.assertIn("aucune attestation ne peut être établie: l’entrée 1 du registre "
                      "a été modifiée",
                      self.refused("ledger", "attest", "acme"))


class Commands(Case):
    def setUp(self):
        super().setUp()
        self.daemon.import_organizations([ACME])

    def test_a_snooze_ends_on_a_day_to_come(self):
        for day in ("2026-02-02", "2026-02-03"):
            self.assertIn("à venir", self.refused("ack", "acme", WINDOW, "--until", day,
                                                  "--reason", "later"))
        self.daemon.jalon("ack", "acme", WINDOW, "--until", "2026-02-04", "--reason", "later")

    def test_a_route_is_tested_by_the_names_that_steps_have_in_the_ledger(self):
        for step in ("opens", "due-30d", "every 7d", "every+2"):
            told, = self.daemon.listing("route", "test", "acme", WINDOW, step)
            self.assertEqual((told["receiver"], told["step"]), ("alice", step))
        self.assertIn("every+0", self.refused("route", "test", "acme", WINDOW, "every+0"))
        tender = "renewal.tender/2027-03-14"
        self.assertIn("step", self.refused("route", "test", "acme", tender, "every+1"))


class Escalation(Case):
    conf = CONF + """escalate = due+2d: partner
[receiver "partner"]
email = partner@example.org
"""

    def test_a_route_is_tested_on_the_day_that_a_step_is_sent(self):
        self.daemon.import_organizations([ACME])
        # The day is a Saturday, so that it is sent on Monday.
        for step, told in (("due-1d", ["alice"]), ("due+2d", ["alice", "partner"]),
                           ("every+2", ["alice", "partner"])):
            self.assertEqual([(line["receiver"], line["step"]) for line in
                              self.daemon.listing("route", "test", "acme", WINDOW, step)],
                             [(receiver, step) for receiver in told])


class Reloading(Case):
    def reload(self, change, words):
        """CHANGE is made to the configuration, and the log then says WORDS."""
        path = os.path.join(self.folder, "jalon.conf")
        with open(path, encoding="utf-8") as file:
            text = file.read()
        self.daemon.write("jalon.conf", change(text))
        self.daemon.process.send_signal(signal.SIGHUP)
        self.assertTrue(wait_for(lambda: words in self.daemon.log()), self.daemon.log())
        self.daemon.write("jalon.conf", text)

    def receivers(self):
        status, = self.daemon.listing("status")
        return [channel["receiver"] for channel in status["channels"]]

    def test_a_good_file_is_used(self):
        self.reload(lambda text: text.replace('"alice"', '"bob"').replace(
            "receivers = alice", "receivers = bob"), "the configuration was read again")
        self.assertEqual(self.receivers(), ["bob"])

    def test_a_bad_file_is_refused_with_a_line_of_the_log_for_each_error(self):
        self.reload(lambda text: text.replace("alice", "bob", 1) + "[nope]\n[nor that]\n",
                    "jalon.conf:17:")
        lines = self.daemon.log().splitlines()
        errors = [line for line in lines if line.startswith("<3>jalon.conf:")]
        self.assertEqual(len(errors), 3, errors)
        self.assertEqual(self.receivers(), ["alice"])

    def test_what_is_opened_at_the_start_is_not_changed(self):
        self.reload(lambda text: text.replace("database = jalon.db", "database = b.db")
                    .replace("alice", "bob"), "needs a restart")
        self.assertEqual(self.receivers(), ["alice"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
