#!/usr/bin/python3
"""What would go unheard is said on the first page, and a client's page says who hears next.

Usage: web_silence.py PROGRAMS"""

import re
import time
import unittest

from http_support import House

CONF = """
[receiver "hook"]
webhook = http://127.0.0.1:1/
format = slack
allow_private = yes
[route "nord"]
tag = nord
receivers = hook
"""
# Only clients with a consultant have a route.
ROUTE = """
[route "consultants"]
owner = *
receivers = owner, contacts
"""
CERTIFIED = [{"kind": "certificate.issued", "on": "2025-03-15"}]
CONTACT = [{"email": "c@client.example"}]
CALM = "Every date has somebody to be told of it"
house = None


def setUpModule():
    global house
    house = House(CONF, route=ROUTE)
    house.put("acme", owner="alice", contacts=CONTACT, facts=CERTIFIED)


def tearDownModule():
    house.close()


def text(path):
    """What a person reads at PATH, between single blanks."""
    page = house.ask("GET", path).body.decode()
    return " ".join(re.sub(r"<[^>]*>", " ", page.split("<main", 1)[1]).split())


class Silence(unittest.TestCase):
    def expect(self, words, path="/"):
        """WORDS will stand at PATH: the daemon looks at what changed in a moment."""
        end = time.monotonic() + 10
        while words not in text(path):
            self.assertLess(time.monotonic(), end, text(path)[:2000])
            time.sleep(0.05)

    def tearDown(self):
        house.ask("DELETE", "/api/v1/organizations/other")
        self.expect(CALM)

    def test_a_client_whom_no_route_speaks_of_is_counted_and_found(self):
        house.put("other", facts=CERTIFIED)
        self.expect("nobody is told, since no route speaks of them: 1 .")
        self.assertIn(b'jalon_silent_organizations{lacks="route"} 1\n',
                      house.ask("GET", "/metrics").body)
        check = house.daemon.run("check")
        self.assertEqual(check.returncode, 1)
        self.assertIn("personne n’est averti\u00a0: 1,", check.stdout)
        found = text("/portfolio?silence=route")
        self.assertIn("Other", found)
        self.assertNotIn("Acme", found)
        self.assertIn("no route speaks of it", text("/organizations/other"))

    def test_a_client_without_consultant_and_contact_is_counted(self):
        house.put("other", owner="nobody", facts=CERTIFIED)
        self.expect("neither a consultant whom Jalon can reach nor a contact: 1 .")
        self.assertIn("Other", text("/portfolio?silence=receiver"))

    def test_a_client_to_be_told_itself_needs_a_contact(self):
        house.put("other", owner="alice", facts=CERTIFIED)
        self.expect("should be told themselves, and have no contact: 1 .")
        house.put("other", owner="alice", contacts=CONTACT, facts=CERTIFIED)
        self.expect(CALM)

    def test_reminders_stopped_for_good_are_named_until_they_go_out_again(self):
        acks = "/api/v1/organizations/acme/acks"
        ack = {"milestone": "surveillance.window/2025-03-15", "reason": "gone quiet"}
        house.ask("POST", acks, {**ack, "until": "2027-01-01"})
        self.expect(CALM)
        house.ask("POST", acks, ack)
        self.expect("Acme , surveillance audit: not settled")
        house.ask("DELETE", f"{acks}/surveillance.window%2F2025-03-15")

    def test_a_channel_that_fails_is_named(self):
        house.put("other", owner="alice", contacts=CONTACT, tags=["nord"],
                  facts=[{"kind": "certificate.issued", "on": "2024-12-01"}])
        self.expect("hook has received nothing since")
        house.ask("DELETE", "/api/v1/organizations/other")


class Forecast(unittest.TestCase):
    def test_the_next_reminder_of_each_date_is_foreseen(self):
        page = text("/organizations/acme").split("Next reminders")[-1]
        self.assertRegex(page, r"16 December 2026 alice, c@client.example surveillance audit")


if __name__ == "__main__":
    unittest.main()
