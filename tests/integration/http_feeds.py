#!/usr/bin/python3
"""Feeds as calendar programs ask for them.

Usage: http_feeds.py PROGRAMS
"""

import os
import re
import sqlite3
import time
import unittest
import urllib.parse

from http_support import House


def setUpModule():
    global house
    house = House()


def tearDownModule():
    house.close()


def stamps(body):
    """{uid: (SEQUENCE, DTSTAMP)} of each event, whose LAST-MODIFIED is its DTSTAMP."""
    text = body.decode().replace("\r\n ", "")
    rows = re.findall(r"UID:(.*)\r\nDTSTAMP:(.*)\r\nLAST-MODIFIED:\2\r\nSEQUENCE:(.*)\r",
                      text)
    assert len(rows) == text.count("BEGIN:VEVENT")
    return {uid: (int(sequence), stamp) for uid, stamp, sequence in rows}


class Feeds(unittest.TestCase):
    def test_a_feed_is_a_calendar_with_the_headers_it_needs(self):
        path = house.feed("plain")
        answer = house.tcp("GET", path)
        self.assertEqual(answer.status, 200)
        self.assertTrue(answer.body.startswith(b"BEGIN:VCALENDAR\r\n"))
        self.assertIn(b"UID:due.surveillance.window/2025-03-15.acme@jalon.example.org",
                      answer.body.replace(b"\r\n ", b""))
        for name, value in (("content-type", "text/calendar; charset=utf-8"),
                            ("cache-control", "private, max-age=900"),
                            ("content-disposition", 'inline; filename="plain.ics"'),
                            ("x-robots-tag", "noindex"),
                            ("referrer-policy", "no-referrer")):
            self.assertEqual(answer.headers[name], value)
        self.assertNotIn("content-encoding", answer.headers)

    def test_a_title_says_nothing_twice(self):
        text = house.tcp("GET", house.feed("titles")).body.decode().replace("\r\n ", "")
        for title in re.findall("SUMMARY:(.*)\r", text):
            brackets = re.findall(r"\(.*?\)", title)
            self.assertEqual(len(brackets), len(set(brackets)), title)

    def test_head_tells_the_same_without_the_body(self):
        path = house.feed("head")
        get, head = house.tcp("GET", path), house.tcp("HEAD", path)
        get.headers.pop("date"), head.headers.pop("date")
        self.assertEqual((head.status, head.headers, head.body), (200, get.headers, b""))

    def test_what_a_client_has_is_not_sent_again(self):
        path = house.feed("conditional")
        first = house.tcp("GET", path)
        tag, date = first.headers["etag"], first.headers["last-modified"]
        old = "Sun, 06 Nov 1994 08:49:37 GMT"
        for headers, status in (
                ({"If_None_Match": tag}, 304), ({"If_None_Match": "W/" + tag}, 304),
                ({"If_None_Match": '"x", ' + tag}, 304), ({"If_None_Match": "*"}, 304),
                ({"If_None_Match": '"x"'}, 200), ({"If_Modified_Since": date}, 304),
                ({"If_Modified_Since": old}, 200), ({"If_Modified_Since": "soon"}, 200),
                ({"If_None_Match": '"x"', "If_Modified_Since": date}, 200),
                ({"If_None_Match": tag, "If_Modified_Since": old}, 304)):
            answer = house.tcp("GET", path, **headers)
            self.assertEqual(answer.status, status, headers)
            self.assertEqual(answer.headers["etag"], tag)
            if status == 304:
                self.assertEqual(answer.body, b"")

    def test_a_change_shows_at_once_and_only_then(self):
        path = house.feed("changing", organization="acme")
        first = house.tcp("GET", path)
        self.assertEqual(house.tcp("GET", path).body, first.body)
        house.ask("POST", "/api/v1/organizations/acme/facts",
                  {"id": "booking", "kind": "audit.booked", "on": "2026-11-20",
                   "audit": "surveillance", "day": "2026-12-10", "mode": "remote"})
        second = house.tcp("GET", path)
        self.assertIn(b"UID:booked.", second.body)
        self.assertNotEqual(first.headers["etag"], second.headers["etag"])
        house.ask("POST", "/api/v1/organizations/acme/facts/booking/retract")
        self.assertEqual(house.tcp("GET", path).body.count(b"BEGIN:VEVENT"),
                         first.body.count(b"BEGIN:VEVENT"))

    def test_what_is_shown_moves_with_its_three_stamps(self):
        house.put("moving", facts=[{"kind": "certificate.issued", "on": "2025-03-15"}])
        path = house.feed("moving", organization="moving")
        before = stamps(house.tcp("GET", path).body)
        for change in ({"name": "Renamed"}, {"language": "en"}, {"name": "Again"}):
            house.ask("PATCH", "/api/v1/organizations/moving", change)
            after = stamps(house.tcp("GET", path).body)
            for uid, (sequence, modified) in after.items():
                self.assertEqual(sequence, before[uid][0] + 1, change)
                self.assertGreater(modified, before[uid][1], change)
            before = after
        house.ask("PATCH", "/api/v1/organizations/moving", {"tags": ["not shown"]})
        self.assertEqual(stamps(house.tcp("GET", path).body), before)

    def test_two_versions_of_a_second_are_told_apart(self):
        house.put("quick")
        path = house.feed("quick", organization="quick")
        for start in ("2025-03-15", "2026-03-15"):
            date = house.tcp("GET", path).headers["last-modified"]
            house.ask("POST", "/api/v1/organizations/quick/facts",
                      {"kind": "certificate.issued", "on": start})
            self.assertEqual(house.tcp("GET", path, If_Modified_Since=date).status, 200)

    def test_both_tokens_of_a_rotated_feed_say_the_same(self):
        old = house.feed("shared")
        answer = house.ask("POST", "/api/v1/feeds/shared/rotate").json()
        new = answer["url"].split(str(house.daemon.port))[1]
        first, second = house.tcp("GET", old).headers, house.tcp("GET", new).headers
        for name in ("etag", "last-modified"):
            self.assertEqual(first[name], second[name])

    def test_an_empty_feed_has_a_placeholder(self):
        house.put("nothing")
        answer = house.tcp("GET", house.feed("empty", organization="nothing"))
        self.assertEqual(answer.body.count(b"BEGIN:VEVENT"), 1)

    def test_unknown_and_malformed_tokens_get_the_same_bytes(self):
        path = house.feed("secret")
        token = path.split("/")[2]
        other = token[:-1] + ("A" if token[-1] != "A" else "B")
        for accept in ("*/*", "text/html"):
            answers = [house.tcp("GET", where, Accept=accept) for where in (
                f"/feeds/{other}/secret.ics", "/feeds/x/secret.ics", "/feeds/x",
                "/feeds/%00/a.ics", f"/feeds/{token}", f"/feeds/{token}/secret.txt",
                f"/feeds/{token}/a/b.ics", "/feeds/", "/feeds//notices", "/feeds/%zz/a.ics",
                "/feeds/" + "x" * 3000 + "/a.ics")]
            self.assertEqual({(answer.status, answer.headers["content-type"], answer.body)
                              for answer in answers},
                             {(404, answers[0].headers["content-type"], answers[0].body)})

    def test_a_person_is_told_in_words_that_there_is_no_calendar(self):
        path = house.feed("taken")
        house.ask("DELETE", "/api/v1/feeds/taken")
        for where, status, words in (("/feeds/x/a.ics", 404, b"no calendar"),
                                     (path, 410, b"taken back")):
            page = house.tcp("GET", where, Accept="text/html,*/*;q=0.8")
            self.assertEqual(page.status, status)
            self.assertTrue(page.body.startswith(b"<!DOCTYPE html>"), page.body)
            self.assertIn(words, page.body)
            self.assertNotIn(b"/feeds/", page.body)
            head = house.tcp("HEAD", where, Accept="text/html")
            self.assertEqual((head.status, head.body), (status, b""))
            for accept in ("text/calendar", "*/*", "text/html;q=0.5, application/json"):
                answer = house.tcp("GET", where, Accept=accept)
                self.assertEqual((answer.status, answer.headers["content-type"]),
                                 (status, "application/problem+json"))

    def test_a_revoked_feed_is_gone(self):
        path = house.feed("revoked")
        self.assertEqual(house.tcp("GET", path).status, 200)
        house.ask("DELETE", "/api/v1/feeds/revoked")
        self.assertEqual(house.tcp("GET", path).status, 410)
        self.assertEqual(house.ask("DELETE", "/api/v1/feeds/revoked").status, 404)

    def test_a_rotated_feed_serves_by_both_urls_and_never_redirects(self):
        old = house.feed("rotated")
        answer = house.ask("POST", "/api/v1/feeds/rotated/rotate").json()
        new = answer["url"].split(str(house.daemon.port))[1]
        self.assertNotEqual(old, new)
        self.assertEqual([house.tcp("GET", path).status for path in (old, new)], [200, 200])

    def test_other_methods_are_refused(self):
        path = house.feed("methods")
        for method in ("PUT", "POST", "DELETE", "PROPFIND", "OPTIONS"):
            answer = house.tcp(method, path)
            self.assertEqual((answer.status, answer.headers["allow"]), (405, "GET, HEAD"))

    def test_the_last_fetch_is_on_record_and_the_token_is_not(self):
        path = house.feed("watched")
        for agent in ("Google-Calendar-Importer", "Thunderbird/153"):
            house.tcp("GET", path, User_Agent=agent)
            feed, = [one for one in house.items("/api/v1/feeds")
                     if one["name"] == "watched"]
            self.assertEqual(feed["agent"], agent)
            self.assertIsNotNone(feed["fetched"])
        self.assertNotIn(path.split("/")[2], house.daemon.log())

    def test_an_alarm_is_there_only_where_asked_for(self):
        plain = house.tcp("GET", house.feed("quiet")).body
        loud = house.tcp("GET", house.feed("loud", alarms="7d,1d")).body
        self.assertNotIn(b"BEGIN:VALARM", plain)
        self.assertIn(b"BEGIN:VALARM", loud)
        self.assertEqual(house.ask("POST", "/api/v1/feeds",
                                   {"name": "wrong", "alarms": "soon"}).status, 400)

    def test_an_alarm_rings_once(self):
        body = house.tcp("GET", house.feed("twice", alarms="7d,7d", organization="acme")).body
        self.assertEqual(body.count(b"BEGIN:VALARM"), body.count(b"BEGIN:VEVENT"))

    def test_a_scope_of_nothing_is_refused(self):
        for key in ("owner", "tag"):
            answer = house.ask("POST", "/api/v1/feeds", {"name": "void", key: ""})
            self.assertEqual((answer.status, answer.json()["key"]), (400, key))

    def test_a_feed_is_never_slowed_down(self):
        path = house.feed("eager")
        self.assertEqual({house.tcp("GET", path).status for _ in range(200)}, {200})

    def test_an_url_is_short_and_plain_whatever_the_name(self):
        for name, slug in (("x" * 64, "x" * 64), ("Équipe « Nord »", "equipe-nord"),
                           ("日本", "x"), ('a"/../b', "a-..-b")):
            path = house.feed(name)
            self.assertLessEqual(len(path), 200)
            self.assertTrue(path.endswith(f"/{slug}.ics"), path)
            answer = house.tcp("GET", path)
            self.assertEqual(answer.headers["content-disposition"],
                             f'inline; filename="{slug}.ics"')
            revoke = "/api/v1/feeds/" + urllib.parse.quote(name, safe="")
            self.assertEqual(house.ask("DELETE", revoke).status, 204)

    def test_a_feed_that_cannot_be_made_anew_goes_on_as_it_was(self):
        path = house.feed("lasting", organization="acme")
        unseen = house.feed("unseen")
        before = house.tcp("GET", path)
        database = sqlite3.connect(os.path.join(house.folder.name, "jalon.db"))
        database.execute("ALTER TABLE events RENAME TO hidden")
        house.ask("POST", "/api/v1/organizations/acme/acks",
                  {"milestone": "bpf/2027", "reason": "so that the feed is out of date"})
        after = house.tcp("GET", path)
        never = house.tcp("GET", unseen)
        database.execute("ALTER TABLE hidden RENAME TO events")
        database.close()
        self.assertEqual((after.status, after.body), (200, before.body))
        self.assertEqual(never.status, 404)
        self.assertEqual(house.tcp("GET", unseen).status, 200)
        self.assertIn("feed not made anew feed=lasting", house.daemon.log())

    def test_a_locked_database_keeps_no_feed_waiting(self):
        own = House(now="2026-11-22T10:00:00+01:00")  # a Sunday: nothing else is written
        self.addCleanup(own.close)
        path = own.feed("hurried")
        self.assertEqual(own.ask("GET", "/readyz").status, 200)
        database = sqlite3.connect(os.path.join(own.folder.name, "jalon.db"))
        self.addCleanup(database.close)
        database.execute("BEGIN IMMEDIATE")
        start = time.monotonic()
        self.assertEqual(own.tcp("GET", path).status, 200)
        self.assertLess(time.monotonic() - start, 1)

    def test_a_masked_feed_names_nobody(self):
        house.put("hush", name="Secret Society", owner="spy",
                  contacts=[{"name": "Agent", "email": "agent@secret.example"}],
                  facts=[{"kind": "certificate.issued", "on": "2025-06-01"}])
        path = house.feed("masked", organization="hush", masked=True, alarms="7d")
        text = house.tcp("GET", path).body.decode().replace("\r\n ", "")
        self.assertIn("BEGIN:VALARM", text)
        readable = re.sub("UID:.*", "", text)
        self.assertEqual(re.findall("secret|society|hush|spy|agent", readable.lower()), [])


if __name__ == "__main__":
    unittest.main()
