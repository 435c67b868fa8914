#!/usr/bin/python3
"""Names as people have them, read from a feed by other people's programs: each reads what
was written, and all the same.

Usage: feed_names.py PROGRAMS
"""

import json
import os
import subprocess
import unittest

from http_support import ROOT, House

try:
    import icalendar
    import vobject
except ImportError as error:
    print(f"skipped: {error}")
    raise SystemExit(77) from error

NODE_READER = os.path.join(ROOT, "tests/integration/read_feed.mjs")
NAMES = {
    "quotes": "L'école « \"Demain\" » d‘Anne",
    # A backslash before n or a comma is left out: icalendar reads "\\n" as a line break.
    "separators": "A, B; C: D\\E = F/G",
    "emoji": "Formation 👩🏽‍🏫🇫🇷 ✓ 🎓",
    "right-to-left": "مركز التكوين — שלום (Paris)",
    "combining": "E\u0301cole, Zürich, ﬁn, 漢字",
    "long": "Très long ‑ " + "été à la forêt " * 19 + "fin",
    "longest": "🎓" * 300,
    "markup": "<b>&amp; ^n ^' %0D%0A {{x}} </b>",
    "blanks": "trois   blancs\u00a0et\u202fdes fines",
}
FACTS = [{"kind": "certificate.issued", "on": "2025-06-15"}]


def by_icalendar(text):
    return {str(event["UID"]): str(event["SUMMARY"])
            for event in icalendar.Calendar.from_ical(text).walk("VEVENT")}


def by_vobject(text):
    return {event.uid.value: event.summary.value
            for event in vobject.readOne(text).vevent_list}


def by_node(library):
    def read(text):
        result = subprocess.run(["node", NODE_READER, library, "summary"], input=text,
                                text=True, capture_output=True, check=True)
        return json.loads(result.stdout)
    return read


READERS = {"icalendar": by_icalendar, "vobject": by_vobject, "ical.js": by_node("ical.js"),
           "node-ical": by_node("node-ical")}


class Names(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.house = House()
        for identifier, name in NAMES.items():
            answer = cls.house.ask("PUT", f"/api/v1/organizations/{identifier}",
                                   {"name": name, "facts": FACTS})
            assert answer.status == 201, answer.body
        cls.body = cls.house.tcp("GET", cls.house.feed("names")).body

    @classmethod
    def tearDownClass(cls):
        cls.house.close()

    def test_each_program_reads_each_name_whole(self):
        for program, read in READERS.items():
            titles = read(self.body.decode())
            for identifier, name in NAMES.items():
                own = [title for uid, title in titles.items() if f".{identifier}@" in uid]
                self.assertTrue(own, (program, identifier))
                for title in own:
                    self.assertTrue(title.startswith(name + " · "), (program, title))

    def test_all_programs_read_the_same(self):
        first, *others = (read(self.body.decode()) for read in READERS.values())
        for other in others:
            self.assertEqual(other, first)

    def test_the_bytes_are_those_of_the_standard(self):
        for line in self.body.split(b"\r\n"):
            self.assertLessEqual(len(line), 75)
            line.decode()  # no line ends in the middle of a character
        self.assertNotIn(b"\n", self.body.replace(b"\r\n", b""))

    def test_a_name_with_a_line_break_is_refused(self):
        for name in ("a\nb", "a\rb", "a\u0085b", "a\tb", "x" * 301, ""):
            answer = self.house.ask("PUT", "/api/v1/organizations/broken", {"name": name})
            self.assertEqual(answer.status, 400, name)


if __name__ == "__main__":
    unittest.main()
