#!/usr/bin/python3
"""The web page as a browser's requests see it: accounts, sessions, forms, roles.

Usage: web.py PROGRAMS"""

import contextlib
import os
import re
import sqlite3
import unittest
from urllib.parse import urlencode

from http_support import House
from daemon import wait_for

house = None
PASSWORD = "correct horse battery"


def setUpModule():
    global house
    house = House("")


def tearDownModule():
    house.close()


class Browser:
    """Keeps its cookie; sends forms with the token of the page they are on.  Each has an
    address of its own, as behind a proxy, unless it is given one."""

    count = 0

    def __init__(self, address=None):
        Browser.count += 1
        self.cookie = ""
        self.headers = {"X_Forwarded_For": address or f"192.0.2.{Browser.count}"}

    def ask(self, method, path, body=None, **headers):
        sent = {**self.headers, **headers}
        if self.cookie:
            sent["Cookie"] = self.cookie
        if body is not None:
            sent["Content_Type"] = "application/x-www-form-urlencoded"
        answer = house.tcp(method, path, body, **sent)
        if "set-cookie" in answer.headers:
            self.cookie = answer.headers["set-cookie"].split(";")[0]
        return answer

    def csrf(self, page):
        return re.search(rb'name="csrf" value="([0-9a-f]+)"', self.ask("GET", page).body)[1]

    def send(self, page, path=None, **fields):
        fields = {"csrf": self.csrf(page).decode(), **fields}
        return self.ask("POST", path or page, urlencode(fields))

    def sign_in(self, name, password=PASSWORD):
        return self.send("/sign-in", name=name, password=password, next="/feeds")


def account(name, role):
    house.ask("POST", "/api/v1/users", {"name": name, "role": role, "password": PASSWORD})
    browser = Browser()
    browser.sign_in(name)
    return browser


class Door(unittest.TestCase):
    def test_a_stranger_is_shown_the_door_and_nothing_else(self):
        for path in ("/", "/portfolio", "/notices", "/channels", "/feeds", "/rules",
                     "/accounts", "/organizations/acme/statement"):
            answer = house.tcp("GET", path)
            self.assertEqual(answer.status, 303, path)
            self.assertTrue(answer.headers["location"].startswith("/sign-in?next="), path)

    def test_the_right_password_opens_it(self):
        house.ask("POST", "/api/v1/users", {"name": "ines", "password": PASSWORD})
        browser = Browser()
        answer = browser.sign_in("ines")
        self.assertEqual((answer.status, answer.headers["location"]), (303, "/feeds"))
        self.assertIn("HttpOnly; SameSite=Strict", answer.headers["set-cookie"])
        self.assertEqual(browser.ask("GET", "/").status, 200)

    def test_a_wrong_password_and_a_name_that_is_none_are_told_alike(self):
        house.ask("POST", "/api/v1/users", {"name": "tom", "password": PASSWORD})
        for name in ("tom", "nobody-at-all"):
            answer = Browser().sign_in(name, "wrong horse battery")
            self.assertEqual(answer.headers["location"], "/sign-in?said=wrong&next=%2Ffeeds")
            self.assertNotIn("set-cookie", answer.headers)

    def test_the_sixth_attempt_waits(self):
        house.ask("POST", "/api/v1/users", {"name": "max", "password": PASSWORD})
        places = [Browser().sign_in("max", f"wrong {i}").headers["location"] for i in range(6)]
        self.assertIn("said=wrong", places[4])
        self.assertIn("said=too-many", places[5])
        self.assertIn("said=too-many", Browser().sign_in("max").headers["location"])

    def test_an_address_that_tries_many_names_waits(self):
        places = [Browser("203.0.113.6").sign_in(f"name{i}").headers["location"]
                  for i in range(6)]
        self.assertIn("said=too-many", places[5])

    def test_the_address_that_counts_is_the_one_that_the_proxy_added(self):
        places = []
        for i in range(6):
            browser = Browser()
            form = urlencode({"csrf": browser.csrf("/sign-in"), "name": f"two{i}",
                              "password": PASSWORD, "next": "/"}).encode()
            answer = house.raw(
                b"POST /sign-in HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                b"X-Forwarded-For: 198.51.100.%d\r\nX-Forwarded-For: 203.0.113.7\r\n"
                b"Content-Type: application/x-www-form-urlencoded\r\n"
                b"Content-Length: %d\r\n\r\n%s" % (i, len(form), form))
            places.append(re.search(rb"Location: (\S+)", answer)[1])
        self.assertIn(b"said=wrong", places[4])
        self.assertIn(b"said=too-many", places[5])

    def test_addresses_of_one_network_wait_together(self):
        places = [Browser(f"2001:db8::{i:x}").sign_in(f"host{i}").headers["location"]
                  for i in range(6)]
        self.assertIn("said=too-many", places[5])
        self.assertIn("said=wrong",
                      Browser("2001:db8:0:1::1").sign_in("host6").headers["location"])

    def test_those_who_get_in_never_wait(self):
        house.ask("POST", "/api/v1/users", {"name": "sam", "password": PASSWORD})
        for _ in range(7):
            self.assertEqual(Browser("203.0.113.9").sign_in("sam").headers["location"], "/feeds")

    def test_signing_out_ends_the_session(self):
        browser = account("lea", "read")
        cookie = browser.cookie
        self.assertEqual(browser.send("/", "/sign-out").status, 303)
        self.assertEqual(house.tcp("GET", "/", Cookie=cookie).status, 303)

    def test_no_link_leads_from_the_door_to_elsewhere(self):
        browser = account("nina", "read")
        for path in ("//evil.example/", "https://evil.example/", "/nothing"):
            answer = browser.ask("GET", "/sign-in?" + urlencode({"next": path}))
            self.assertEqual(answer.headers["location"], "/")

    def test_a_link_from_elsewhere_comes_again_with_its_cookie(self):
        answer = house.tcp("GET", "/rules", Sec_Fetch_Site="cross-site")
        self.assertEqual((answer.status, answer.headers["refresh"]), (200, "0"))


class Forms(unittest.TestCase):
    def test_a_form_from_elsewhere_changes_nothing(self):
        browser = account("zoe", "admin")
        good = browser.csrf("/feeds").decode()
        for csrf, site in (("", "same-origin"), ("0" * 64, "same-origin"),
                           (good, "cross-site"), (good, "same-site")):
            body = urlencode({"csrf": csrf, "action": "add", "name": "stolen"})
            answer = browser.ask("POST", "/feeds", body, Sec_Fetch_Site=site)
            self.assertEqual(answer.status, 403, (csrf, site))
        self.assertNotIn(b"stolen", browser.ask("GET", "/feeds").body)

    def test_what_is_no_form_is_refused(self):
        browser = account("ugo", "admin")
        for body in ("csrf=%zz", "csrf=%00", "&".join(f"a{i}=1" for i in range(65))):
            self.assertEqual(browser.ask("POST", "/feeds", body).status, 400, body)


class Roles(unittest.TestCase):
    def test_each_role_does_what_it_may(self):
        for role, ledger, accounts in (("read", 403, 403), ("edit", 303, 403),
                                       ("admin", 303, 200)):
            browser = account("role-" + role, role)
            for path, status in (("/ledger", ledger), ("/accounts", accounts)):
                answer = browser.send("/", path, name="made-by-" + role, action="add", role="read")
                self.assertEqual(answer.status, status, (role, path))

    def test_a_new_password_ends_the_sessions(self):
        browser = account("eva", "read")
        self.assertEqual(browser.ask("GET", "/").status, 200)
        house.ask("POST", "/api/v1/users/eva/password", {"password": PASSWORD + "!"})
        self.assertEqual(browser.ask("GET", "/").status, 303)

    def test_an_invitation_serves_once(self):
        link = house.ask("POST", "/api/v1/users", {"name": "guest"}).json()["url"]
        path = "/" + link.split("/", 3)[3]
        answer = Browser().send(path, password=PASSWORD, again=PASSWORD)
        self.assertEqual(answer.headers["location"], "/sign-in?said=welcome")
        self.assertEqual(Browser().ask("GET", path).status, 404)
        self.assertEqual(Browser().sign_in("guest").headers["location"], "/feeds")


class Ledger(unittest.TestCase):
    def setUp(self):
        self.house = House()
        self.addCleanup(self.house.close)
        self.assertTrue(wait_for(lambda: self.house.daemon.listing("notices")))

    def page(self, path):
        return self.house.ask("GET", path)

    def check(self):
        form = self.page("/channels").body.decode()
        csrf = re.search(r'name="csrf" value="([^"]+)"', form)[1]
        answer = self.house.ask("POST", "/ledger", urlencode({"csrf": csrf}),
                                Content_Type="application/x-www-form-urlencoded")
        self.assertEqual((answer.status, answer.headers["location"]), (303, "/channels#ledger"))
        return self.page("/channels").body.decode()

    def test_the_page_of_channels_keeps_what_the_last_check_found(self):
        self.assertNotIn("The ledger holds", self.page("/channels").body.decode())
        self.assertRegex(self.check(), r"The ledger holds\. Entries checked: <strong>[1-9]")
        self.tamper()
        self.assertRegex(self.check(), "The first broken entry: <strong>1</strong>")

    def test_a_statement_has_the_ledger_read_first_and_says_what_is_wrong(self):
        path = "/organizations/acme/statement"
        answer = self.page(path)
        self.assertEqual((answer.status, answer.headers["location"]), (303, path + "?read=yes"))
        for proven in (path + "?read=yes", path, path + "?format=text"):
            self.assertIn(b"Acme", self.page(proven).body)
        self.tamper()
        self.assertEqual(self.page(path).status, 303)
        answer = self.page(path + "?read=yes")
        self.assertEqual(answer.status, 409)
        self.assertIn(b"no statement can be drawn up", answer.body)

    def tamper(self):
        path = os.path.join(self.house.folder.name, "jalon.db")
        with contextlib.closing(sqlite3.connect(path)) as db, db:
            db.execute("DROP TRIGGER notices_keep_their_word")
            db.execute("UPDATE notices SET receiver = 'eve' WHERE id = 1")


class Pages(unittest.TestCase):
    def test_names_are_text_on_each_page(self):
        house.put("evil", name="<script>alert(1)</script>", owner="<b>o</b>", tags=["<i>t</i>"],
                  nda="11788457578", facts=[{"kind": "certificate.issued", "on": "2024-12-01"}])
        browser = account("ida", "admin")
        for path in ("/", "/portfolio", "/notices", "/organizations/evil/statement?read=yes"):
            page = browser.ask("GET", path).body
            for mark in (b"<script>", b"<b>", b"<i>"):
                self.assertNotIn(mark, page, path)
        self.assertIn(b"&lt;script&gt;", browser.ask("GET", "/portfolio").body)

    def test_the_policy_lets_nothing_in_from_elsewhere(self):
        headers = account("pia", "read").ask("GET", "/").headers
        policy = headers["content-security-policy"]
        self.assertIn("default-src 'none'", policy)
        self.assertNotIn("unsafe-inline", policy)
        self.assertEqual(headers["x-content-type-options"], "nosniff")

    def test_a_person_is_told_in_words_that_there_is_no_page(self):
        for path, accept, kind in (("/nothing", "text/html,*/*", "text/html"),
                                   ("/nothing", "*/*", "application/problem+json"),
                                   ("/api/v1/nothing", "text/html", "application/problem+json")):
            answer = house.tcp("GET", path, Accept=accept)
            self.assertEqual(answer.status, 404, path)
            self.assertTrue(answer.headers["content-type"].startswith(kind), (path, accept))

    def test_a_person_is_told_in_words_what_an_address_is_not_for(self):
        for language, words in (("fr", "n’est pas une page"), ("en", "is no page")):
            answer = house.tcp("POST", "/metrics", "x", Accept="text/html",
                               Accept_Language=language)
            self.assertEqual((answer.status, answer.headers["allow"]), (405, "GET, HEAD"))
            self.assertIn(words, answer.body.decode())
        for path, accept in (("/metrics", "*/*"), ("/api/v1/status", "text/html")):
            answer = house.tcp("POST", path, "x", Accept=accept)
            self.assertEqual(answer.status, 405, path)
            self.assertEqual(answer.headers["content-type"], "application/problem+json")
        lost = house.tcp("POST", "/nothing", "x", Accept="text/html")
        self.assertEqual(lost.status, 404)
        self.assertTrue(lost.body.startswith(b"<!DOCTYPE html>"))

    def test_files_are_kept_for_good_and_change_their_name(self):
        page = house.tcp("GET", "/sign-in").body.decode()
        for path in re.findall(r'"(/assets/[^"]+)"', page):
            answer = house.tcp("GET", path)
            self.assertEqual(answer.status, 200, path)
            self.assertIn("immutable", answer.headers["cache-control"])
        self.assertEqual(house.tcp("GET", "/assets/style-000000000000.css").status, 404)


class Proxy(unittest.TestCase):
    def setUp(self):
        self.house = House("[http]\nuser_header = X-Remote-User\n")
        self.addCleanup(self.house.close)

    def test_its_word_is_taken_for_accounts_that_there_are(self):
        self.house.ask("POST", "/api/v1/users", {"name": "alice", "role": "read"})
        for name, status in (("alice", 200), ("mallory", 403)):
            self.assertEqual(self.house.tcp("GET", "/", X_Remote_User=name).status, status, name)
        self.assertEqual(self.house.tcp("GET", "/").status, 303)


if __name__ == "__main__":
    unittest.main()
