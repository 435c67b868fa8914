#!/usr/bin/python3
"""Other rules or another language while the daemon works: everything is planned anew, and it
says what moved.

Usage: rules_reload.py PROGRAMS
"""

import os
import re
import signal
import sqlite3
import unittest

from http_support import ROOT, House
from daemon import wait_for

with open(os.path.join(ROOT, "config/rules/qualiopi.ini"), encoding="utf-8") as file:
    RULES = file.read()
CLOSES = re.search(r'\[surveillance\.closes "2021"\][^\[]*?months = (\d+)', RULES)
EARLIER = RULES[:CLOSES.start(1)] + str(int(CLOSES[1]) - 1) + RULES[CLOSES.end(1):]
CONF = "[jalond]\nrules = rules.ini\n"


class Reload(unittest.TestCase):
    def setUp(self):
        self.house = House(CONF, {"rules.ini": RULES})
        self.addCleanup(self.house.close)
        self.house.put("moving", facts=[{"kind": "certificate.issued", "on": "2026-01-15"}])
        self.house.put("standing", facts=[{"kind": "target.set", "on": "2026-01-15",
                                           "target": "2027-06-30"}])

    def reload(self, rules):
        self.house.daemon.write("rules.ini", rules)
        self.house.daemon.process.send_signal(signal.SIGHUP)

    def changed(self):
        return self.house.ask("GET", "/api/v1/status").json()["rules_changed"]

    def due(self):
        item, = self.house.items("/api/v1/milestones?organization=moving"
                                 "&kind=surveillance.window")
        return item["due"]

    def test_the_dates_move_and_it_is_said_how_many(self):
        self.assertIsNone(self.changed())
        self.assertEqual(self.due(), "2027-11-15")
        self.reload(EARLIER)
        self.assertTrue(wait_for(self.changed))
        # acme of the house moves like the one here: each its due date and the day before.
        self.assertEqual({key: self.changed()[key] for key in ("organizations", "dates")},
                         {"organizations": 2, "dates": 4})
        self.assertEqual(self.due(), "2027-10-15")
        self.assertIn("other rules or settings organizations=2 dates=4", self.house.daemon.log())

    def test_feeds_follow(self):
        path = self.house.feed("all")
        before = self.house.tcp("GET", path)
        self.reload(EARLIER)
        self.assertTrue(wait_for(self.changed))
        after = self.house.tcp("GET", path)
        self.assertNotEqual(before.headers["etag"], after.headers["etag"])

    def test_another_language_moves_the_counters_of_all_events(self):
        path = self.house.feed("all")
        self.assertIn(b"SEQUENCE:0\r\n", self.house.tcp("GET", path).body)
        name = os.path.join(self.house.folder.name, "jalon.conf")
        with open(name, encoding="utf-8") as conf:
            words = conf.read().replace("[jalond]\n", "[jalond]\nlanguage = en\n", 1)
        self.house.daemon.write("jalon.conf", words)
        self.house.daemon.process.send_signal(signal.SIGHUP)
        self.assertTrue(wait_for(
            lambda: b"surveillance audit" in self.house.tcp("GET", path).body))
        self.assertNotIn(b"SEQUENCE:0\r\n", self.house.tcp("GET", path).body)

    def test_the_same_rules_again_move_nothing(self):
        self.reload(RULES + "\n")
        self.assertTrue(wait_for(lambda: "read again" in self.house.daemon.log()))
        self.assertIsNone(self.changed())

    def test_bad_rules_are_refused_and_the_old_ones_kept(self):
        self.reload(RULES.replace("months = ", "months = x", 1))
        self.assertTrue(wait_for(lambda: "rules.ini:" in self.house.daemon.log()))
        self.assertEqual(self.due(), "2027-11-15")
        self.assertIsNone(self.changed())

    def test_what_the_database_does_not_take_is_refused_and_the_old_ones_kept(self):
        database = sqlite3.connect(os.path.join(self.house.folder.name, "jalon.db"),
                                   isolation_level=None)
        self.addCleanup(database.close)
        database.execute("BEGIN IMMEDIATE")
        self.reload(EARLIER)
        self.assertTrue(wait_for(lambda: "configuration stays" in self.house.daemon.log()))
        database.execute("ROLLBACK")
        self.house.put("moving", name="Another", facts=[
            {"kind": "certificate.issued", "on": "2026-01-15"}])
        self.assertEqual(self.due(), "2027-11-15")
        self.assertIsNone(self.changed())


class Warnings(unittest.TestCase):
    def test_each_is_a_line_of_the_log(self):
        house = House(route="")
        self.addCleanup(house.close)
        house.daemon.process.send_signal(signal.SIGHUP)
        self.assertTrue(wait_for(lambda: "read again" in house.daemon.log()))
        lines = [line for line in house.daemon.log().splitlines() if "[route]" in line]
        self.assertEqual(len(lines), 2, house.daemon.log())
        for line in lines:
            self.assertRegex(line, r"^<4>.*jalon\.conf:\d+: ")
            self.assertNotIn("\\x0a", line)


if __name__ == "__main__":
    unittest.main()
