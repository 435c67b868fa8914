#!/usr/bin/python3
"""A feed is the same bytes day after day, over a year and more of a rehearsal: it changes
when a fact, an organization or the rules do, and on 1 January, and at no other time.

Usage: feed_stable.py PROGRAMS
"""

import re
import unittest

from http_support import House

SPEED = 2_000_000  # a day in 43 ms
FROM, TO = "2026-03-01", "2027-03-20"
CLIENTS = [
    # In the year: a window opens, is overdue and missed; a certificate ends.
    {"id": "surveyed", "name": "Surveillé", "nda": "11788457578", "categories": ["AF", "CFA"],
     "facts": [{"kind": "certificate.issued", "on": "2025-02-10"}]},
    {"id": "ending", "name": "Fini", "facts": [
        {"kind": "certificate.issued", "on": "2023-09-01"},
        {"kind": "audit.held", "audit": "surveillance", "on": "2025-01-20"}]},
    # A target comes nearer and passes; a booked day comes and goes.
    {"id": "preparing", "name": "Prêt", "facts": [
        {"kind": "target.set", "on": "2026-02-01", "target": "2026-11-30"},
        {"kind": "audit.booked", "audit": "initial", "on": "2026-02-10", "day": "2026-06-15"}]},
    # Delays for non-conformities and a suspension run out.
    {"id": "doubtful", "name": "Douteux", "facts": [
        {"kind": "certificate.issued", "on": "2025-06-01"},
        {"kind": "nc.notified", "nc": "NC1", "grade": "major", "audit": "surveillance",
         "on": "2026-02-20"},
        {"kind": "nc.notified", "nc": "NC2", "grade": "minor", "audit": "surveillance",
         "on": "2026-02-20"},
        {"kind": "certificate.suspended", "on": "2026-02-25"}]},
    # Refused: it may come back one day.
    {"id": "refused", "name": "Refusé", "facts": [
        {"kind": "certification.refused", "on": "2026-02-15"}]},
    # Duties of its own, month by month.
    {"id": "dutiful", "name": "Assidu", "timezone": "Pacific/Noumea", "obligations": [
        {"id": "veille", "title": "Veille", "rrule": "FREQ=MONTHLY;BYMONTHDAY=1",
         "starts": "2026-01-01"}]},
]


def day_of(house):
    return house.ask("GET", "/api/v1/status").json()["now"][:10]


def events(body):
    """Each event's text by its UID."""
    text = body.decode().replace("\r\n ", "")
    return {re.search(r"UID:(.*)\r", one)[1]: one
            for one in re.findall(r"BEGIN:VEVENT.*?END:VEVENT", text, re.DOTALL)}


class Year(unittest.TestCase):
    """One life of a daemon, asked for its feed several times a day."""

    def setUp(self):
        self.house = House(now=f"{FROM}T07:00:00+01:00", speed=SPEED)
        self.addCleanup(self.house.close)
        for client in CLIENTS:
            identifier = client["id"]
            answer = self.house.ask("PUT", f"/api/v1/organizations/{identifier}", client)
            self.assertEqual(answer.status, 201, answer.body)
        self.path = self.house.feed("all")
        self.changes = []  # (day before, day after, body before, body after)

    def live_until(self, day):
        """Asks until DAY; notes each change.  Returns how many days were looked at."""
        seen = set()
        before, today = self.house.tcp("GET", self.path), day_of(self.house)
        while today < day:
            answer = self.house.tcp("GET", self.path)
            tomorrow = day_of(self.house)
            same_tag = answer.headers["etag"] == before.headers["etag"]
            self.assertEqual(answer.body == before.body, same_tag)
            if not same_tag:
                self.changes.append((today, tomorrow, before.body, answer.body))
            before, today = answer, tomorrow
            seen.add(today)
        return len(seen)

    def record(self, identifier, fact):
        """A fact must change the feed at once."""
        before = self.house.tcp("GET", self.path).headers["etag"]
        answer = self.house.ask("POST", f"/api/v1/organizations/{identifier}/facts", fact)
        self.assertEqual(answer.status, 201, answer.body)
        self.assertNotEqual(self.house.tcp("GET", self.path).headers["etag"], before)

    def test_the_passing_of_days_changes_nothing_but_the_first_of_january(self):
        days = self.live_until("2026-07-01")
        self.assertEqual(self.changes, [])
        self.record("doubtful", {"kind": "certificate.reinstated", "on": "2026-06-30"})
        days += self.live_until(TO)
        # A busy machine skips days; what had changed in them would still show.
        self.assertGreater(days, 100)
        self.check_new_year()

    def check_new_year(self):
        """Old events leave, new ones come, and those that stay are the same bytes; in
        Nouméa ten hours earlier."""
        self.assertIn(len(self.changes), (1, 2), [change[:2] for change in self.changes])
        for eve, day, before, after in self.changes:
            old, new = events(before), events(after)
            self.assertLessEqual("2026-12-31", day)
            self.assertLess(eve, "2027-02-01")  # a second late, on a busy machine
            self.assertNotEqual(old.keys(), new.keys())
            for uid in old.keys() & new.keys():
                self.assertEqual(old[uid], new[uid])


if __name__ == "__main__":
    unittest.main()
