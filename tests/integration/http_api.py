#!/usr/bin/python3
"""The API of contrib/doc/api.md, asked over the socket and over TCP.

Usage: http_api.py PROGRAMS
"""

import contextlib
import json
import os
import re
import sqlite3
import tempfile
import time
import unittest
import urllib.parse

from http_support import House

WINDOW = "surveillance.window/2025-03-15"


def setUpModule():
    global house
    house = House()


def tearDownModule():
    house.close()


class Organizations(unittest.TestCase):
    def test_what_was_put_is_what_is_got(self):
        self.assertEqual(house.put("beta", owner="alice").status, 201)
        answer = house.ask("GET", "/api/v1/organizations/beta")
        self.assertEqual(answer.json(), {"id": "beta", "name": "Beta", "owner": "alice"})

    def test_the_same_document_again_changes_nothing(self):
        house.put("same")
        answer = house.put("same")
        self.assertEqual((answer.status, answer.json()),
                         (200, {"change": "unchanged", "moved": []}))

    def test_a_change_tells_the_dates_that_moved(self):
        moved = house.put("moves", facts=[{"kind": "certificate.issued",
                                           "on": "2026-02-28"}]).json()["moved"]
        self.assertIn({"milestone": "surveillance.window/2026-02-28", "field": "due",
                       "before": None, "after": "2027-12-28"}, moved)

    def test_a_writer_who_read_an_old_state_is_stopped(self):
        house.put("edited")
        tag = house.ask("GET", "/api/v1/organizations/edited").headers["etag"]
        path = "/api/v1/organizations/edited"
        first = house.ask("PATCH", path, {"owner": "alice"}, If_Match=tag)
        second = house.ask("PATCH", path, {"owner": "bob"}, If_Match=tag)
        self.assertEqual((first.status, second.status), (200, 412))
        self.assertEqual(house.ask("GET", path).json()["owner"], "alice")
        self.assertEqual(house.ask("DELETE", path, If_Match=tag).status, 412)

    def test_an_organization_can_be_made_only_once_where_asked_so(self):
        path = "/api/v1/organizations/once"
        answers = [house.ask("PUT", path, {"name": "Once"}, If_None_Match="*").status
                   for _ in range(2)]
        self.assertEqual(answers, [201, 412])

    def test_a_patch_with_null_removes_a_key(self):
        house.put("patched", owner="alice", tags=["nord"])
        house.ask("PATCH", "/api/v1/organizations/patched", {"owner": None})
        self.assertEqual(house.ask("GET", "/api/v1/organizations/patched").json(),
                         {"id": "patched", "name": "Patched", "tags": ["nord"]})

    def test_a_patch_with_a_slip_of_the_pen_is_told(self):
        house.put("slipped", owner="alice")
        for value in (None, "bob"):
            answer = house.ask("PATCH", "/api/v1/organizations/slipped", {"ownr": value})
            self.assertEqual((answer.status, answer.json()["key"]), (400, "ownr"))

    def test_a_removed_organization_is_gone(self):
        house.put("brief")
        self.assertEqual(house.ask("DELETE", "/api/v1/organizations/brief").status, 204)
        self.assertEqual(house.ask("GET", "/api/v1/organizations/brief").status, 404)
        self.assertEqual(house.ask("DELETE", "/api/v1/organizations/brief").status, 404)

    def test_what_is_wrong_with_a_document_is_said_by_key(self):
        for document, key in (
                ({"name": "X", "colour": "red"}, None),
                ({"name": "X", "siret": "12345678901234"}, "siret"),
                ({"name": "X", "facts": [{"kind": "audit.held", "on": "2026-02-30",
                                          "audit": "initial"}]}, "facts[0].on"),
                ({"name": "X", "id": "other"}, "id")):
            answer = house.ask("PUT", "/api/v1/organizations/wrong", document)
            self.assertEqual((answer.status, answer.json().get("key")), (400, key))
            self.assertEqual(answer.headers["content-type"], "application/problem+json")

    def test_what_is_no_json_object_is_refused_with_its_place(self):
        for body in ("", "{", "[]", '{"name":"a","name":"b"}', '{"name":"\xff"}'.encode(
                "latin-1"), b'{"name":"a\0b"}', "[" * 5000):
            answer = house.ask("PUT", "/api/v1/organizations/wrong", body)
            self.assertEqual(answer.status, 400, body)

    def test_a_search_reads_a_number_as_it_is_printed(self):
        house.put("found", siret="89017665400014")
        for typed in ("890 176 654 00014", " 890\u202f176\u00a0654", "Found "):
            path = "/api/v1/organizations?search=" + urllib.parse.quote(typed)
            self.assertEqual([one["id"] for one in house.items(path)], ["found"], typed)

    def test_a_list_comes_page_by_page_without_a_gap(self):
        for number in range(7):
            house.put(f"page-{number}", tags=["paged"])
        ids = [one["id"] for one in house.items("/api/v1/organizations?tag=paged&limit=3")]
        self.assertEqual(ids, [f"page-{number}" for number in range(7)])
        exact = house.ask("GET", "/api/v1/organizations?tag=paged&limit=7").json()
        self.assertNotIn("next", exact)


class Facts(unittest.TestCase):
    def test_a_fact_is_recorded_and_taken_back(self):
        house.put("facts", facts=[{"kind": "certificate.issued", "on": "2025-03-15"}])
        path = "/api/v1/organizations/facts/facts"
        answer = house.ask("POST", path, {"kind": "audit.held", "on": "2026-10-01",
                                          "audit": "surveillance"}, X_Jalon_By="Zoé".encode())
        fact = answer.json()["fact"]
        self.assertEqual((answer.status, fact["by"]), (201, "Zoé"))
        self.assertIn({"milestone": WINDOW, "field": "done", "before": None,
                       "after": "2026-10-01"}, answer.json()["moved"])
        answer = house.ask("POST", f"{path}/{fact['id']}/retract")
        self.assertIn({"milestone": WINDOW, "field": "done", "before": "2026-10-01",
                       "after": None}, answer.json()["moved"])
        self.assertEqual(house.ask("POST", f"{path}/{fact['id']}/retract").status, 404)

    def test_a_booking_outside_its_window_needs_force(self):
        house.put("booked", facts=[{"kind": "certificate.issued", "on": "2026-03-15"}])
        fact = {"kind": "audit.booked", "on": "2026-11-20", "audit": "surveillance",
                "day": "2026-12-01", "mode": "onsite"}
        path = "/api/v1/organizations/booked/facts"
        self.assertEqual(house.ask("POST", path, fact).status, 422)
        self.assertEqual(house.ask("POST", path + "?force=1", fact).status, 201)
        alerts = house.items("/api/v1/alerts?organization=booked")
        self.assertEqual([one["kind"] for one in alerts], ["booking.outside_window"])

    def test_an_acknowledgement_needs_a_reason_and_can_be_taken_back(self):
        path = "/api/v1/organizations/acme/acks"
        for reason in ({}, {"reason": ""}, {"reason": "  "}, {"reason": "x" * 301}):
            wrong = house.ask("POST", path, {"milestone": WINDOW, **reason})
            self.assertEqual((wrong.status, wrong.json()["key"]), (400, "reason"), reason)
        for until in ("2026-11-24", "2026-02-30", 3):
            wrong = house.ask("POST", path, {"milestone": WINDOW, "reason": "ill", "until": until})
            self.assertEqual((wrong.status, wrong.json()["key"]), (400, "until"), until)
        body = {"milestone": WINDOW, "until": "2026-12-24", "reason": "holiday"}
        self.assertEqual(house.ask("POST", path, body).status, 204)
        for escaped in (WINDOW.replace("/", "%2F"), WINDOW):
            self.assertEqual(house.ask("DELETE", f"{path}/{escaped}").status, 204)
            self.assertEqual(house.ask("DELETE", f"{path}/{escaped}").status, 404)
            house.ask("POST", path, body)


class Milestones(unittest.TestCase):
    def test_they_can_be_sifted(self):
        path = "/api/v1/milestones?organization=acme"
        everything = house.items(path + "&limit=2")
        self.assertEqual([one["due"] or one["opens"] for one in everything],
                         sorted(one["due"] or one["opens"] for one in everything))
        kinds = [one["kind"] for one in house.items(path + "&kind=surveillance.window")]
        self.assertEqual(kinds, ["surveillance.window"])
        late = house.items(path + "&from=2028-01-01")
        self.assertEqual([one["id"] for one in late], ["certificate.expiry/2028-03-14"])
        self.assertEqual(house.items(path + "&state=done"), [])

    def test_wrong_filters_are_refused(self):
        for query in ("kind=x", "state=x", "from=2026-02-30", "limit=0", "limit=1001",
                      "cursor=zz", "organisation=acme", "limit=1&limit=2", "kind=%ff"):
            answer = house.ask("GET", "/api/v1/milestones?" + query)
            self.assertEqual(answer.status, 400, query)

    def test_an_explanation_names_steps_and_rules_in_the_readers_language(self):
        path = f"/api/v1/organizations/acme/explain?milestone={WINDOW}"
        item, = house.ask("GET", path, Accept_Language="fr").json()["items"]
        self.assertEqual(item["milestone"]["id"], WINDOW)
        self.assertIn("mois", item["steps"][0])
        self.assertEqual([rule["rule"] for rule in item["rules"]],
                         ["surveillance.opens", "surveillance.closes", "surveillance.safe"])
        self.assertEqual(house.ask("GET", path + "x").status, 404)

    def test_a_rule_stands_by_the_delay_that_a_certifier_set_in_its_place(self):
        house.put("settled", certifier="certifopac", facts=[
            {"kind": "certificate.issued", "on": "2025-03-15", "ends": "2028-03-14"}])
        self.addCleanup(house.ask, "DELETE", "/api/v1/organizations/settled")
        path = "/api/v1/organizations/settled/explain?milestone=renewal.audit/2028-03-14"
        item, = house.ask("GET", path, Accept_Language="en").json()["items"]
        self.assertIn("5 months (set by the certifier) = 2027-10-14", item["steps"][1])
        self.assertEqual([rule["rule"] for rule in item["rules"]],
                         ["renewal.audit.opens", "renewal.audit"])

    def test_who_would_be_told_is_told(self):
        path = "/api/v1/routes/test?organization=acme&milestone=" + WINDOW
        self.assertEqual(house.ask("GET", path + "&step=due-7d").json()["items"],
                         [{"receiver": "alice", "channel": "email", "route": "all",
                           "step": "due-7d"}])


class Import(unittest.TestCase):
    LINES = '{"id":"i1","name":"One"}\n\n{"id":"i2","name":"Two","owner":3}\n'

    def ask(self, query, body):
        answer = house.ask("POST", "/api/v1/import" + query, body)
        return answer.status, answer.json()

    def exists(self, name):
        return house.ask("GET", f"/api/v1/organizations/{name}").status == 200

    def test_one_bad_line_stops_all(self):
        status, report = self.ask("", self.LINES)
        self.assertEqual((status, report["rejected"], report["committed"]), (422, 1, False))
        self.assertEqual(report["rejections"][0]["line"], 3)
        self.assertFalse(self.exists("i1"))

    def test_keep_going_writes_what_is_good(self):
        status, report = self.ask("?keep_going=1", self.LINES.replace("i1", "k1"))
        self.assertEqual((status, report["created"], report["committed"]), (200, 1, True))
        self.assertTrue(self.exists("k1"))

    def test_nothing_is_written_of_a_line_that_is_rejected(self):
        house.put("half", facts=[{"id": "c", "kind": "certificate.issued", "on": "2025-06-01"}])
        before = house.ask("GET", "/api/v1/organizations/half").body
        line = {"id": "half", "name": "Changed", "facts": [
            {"id": "new", "kind": "application.filed", "on": "2025-01-01"},
            {"id": "c", "kind": "certificate.issued", "on": "2025-06-02"}]}
        status, report = self.ask("?keep_going=1", json.dumps(line))
        self.assertEqual((status, report["rejected"]), (200, 1), report)
        self.assertEqual(house.ask("GET", "/api/v1/organizations/half").body, before)

    def test_a_fact_that_is_voided_twice_is_voided(self):
        fact = {"kind": "application.filed", "on": "2025-01-01"}
        house.put("voided", facts=[fact])
        gone = {**fact, "retracted": True}
        self.assertEqual(house.put("voided", facts=[gone, gone]).json()["change"], "updated")
        self.assertEqual(house.put("voided", facts=[gone, gone]).json()["change"], "unchanged")
        fact, = house.ask("GET", "/api/v1/organizations/voided").json()["facts"]
        self.assertTrue(fact["retracted"])

    def test_a_dry_run_writes_nothing(self):
        status, report = self.ask("?dry_run=1", '{"id":"d1","name":"D"}')
        self.assertEqual((status, report["created"], report["committed"]), (200, 1, False))
        self.assertFalse(self.exists("d1"))

    def test_a_table_of_a_spreadsheet_is_read(self):
        table = "id;Raison sociale;owner\nt1;Écolé;alice\nt2;;\n".encode("latin-1")
        status, report = self.ask("?format=csv&keep_going=1", table)
        self.assertEqual((status, report["created"]), (200, 1), report)
        document = house.ask("GET", "/api/v1/organizations/t1").json()
        self.assertEqual((document["name"], document["owner"]), ("Écolé", "alice"))

    def test_a_column_that_is_not_known_is_a_warning(self):
        table = "id;Ville;nom\nw1;Lyon;Un\n"
        status, report = self.ask("?format=csv", table)
        self.assertEqual((status, report["created"], report["rejected"]), (200, 1, 0), report)
        warning, = report["warnings"]
        self.assertEqual((warning["line"], warning["column"]), (1, "Ville"))
        self.assertIn("Ville", warning["reason"])
        answer = house.ask("POST", "/api/v1/import?format=csv", table, **{"Accept-Language": "fr"})
        self.assertIn("laissée de côté", answer.json()["warnings"][0]["reason"])
        self.assertEqual(self.ask("?dry_run=1", self.LINES)[1]["warnings"], [])

    def test_a_line_without_an_id_is_about_the_client_with_its_siret(self):
        siret = "55208131766522"
        house.put("known", siret=siret)
        for query, text, name in (
                ("", json.dumps({"siret": siret, "name": "Par JSON"}), "Par JSON"),
                ("?format=csv", f"siret;nom\n{siret};Par tableau\n", "Par tableau")):
            status, report = self.ask(query, text)
            self.assertEqual((status, report["updated"], report["created"]), (200, 1, 0), report)
            self.assertEqual(house.ask("GET", "/api/v1/organizations/known").json()["name"], name)
            self.assertFalse(self.exists(siret))

        # Two have it: which one is meant?  Whoever names an id is not asked.
        house.put("second", siret=siret)
        line = {"siret": siret, "name": "Un des deux"}
        status, report = self.ask("", json.dumps(line))
        self.assertEqual((status, report["rejected"]), (422, 1))
        self.assertIn("known", report["rejections"][0]["reason"])
        self.assertIn("second", report["rejections"][0]["reason"])
        status, report = self.ask("", json.dumps({"id": siret, **line}))
        self.assertEqual((status, report["created"]), (200, 1), report)
        status, report = self.ask("", json.dumps(line))
        self.assertEqual((status, report["unchanged"]), (200, 1), report)

    def test_no_row_of_a_table_is_lost_in_silence(self):
        for table, created, rejected in (
                ("id;nom\rm1;Un\rm2;Deux\r", 2, []),
                ('id;nom\nq1;"Un\nq2;Deux\nq3;"Trois"\n', 2, [2])):
            status, report = self.ask("?format=csv&keep_going=1", table)
            self.assertEqual((status, report["created"]), (200, created), report)
            self.assertEqual([one["line"] for one in report["rejections"]], rejected)

    def test_export_and_import_give_the_same_export(self):
        house.put("tel", tags=["é", '"'], contacts=[{"email": "a@b.example"}])
        export = house.ask("GET", "/api/v1/export")
        self.assertEqual(export.headers["content-type"], "application/jsonl")
        status, report = self.ask("", export.body)
        self.assertEqual((status, report["created"], report["updated"]), (200, 0, 0))
        self.assertEqual(house.ask("GET", "/api/v1/export").body, export.body)


class Keys(unittest.TestCase):
    def test_a_token_does_what_its_scope_allows(self):
        read, write = house.token("reader", "read"), house.token("writer", "write")
        path = "/api/v1/organizations/acme"
        for token, method, where, status in (
                (None, "GET", path, 401), ("Bearer x", "GET", path, 401),
                (read + " \t", "GET", path, 200), (read + " x", "GET", path, 401),
                ("Basic x", "GET", path, 401), (read, "GET", path, 200),
                (read, "PATCH", path, 403), (write, "PATCH", path, 200),
                (write, "GET", "/api/v1/tokens", 403), (write, "GET", "/api/v1/backup", 403)):
            headers = {"Authorization": token} if token else {}
            body = {"owner": "alice"} if method == "PATCH" else None
            self.assertEqual(house.tcp(method, where, body, **headers).status, status,
                             (token, method, where))
        self.assertEqual(house.ask("DELETE", "/api/v1/tokens/reader").status, 204)
        self.assertEqual(house.tcp("GET", path, Authorization=read).status, 401)

    def test_a_token_that_cannot_be_looked_up_is_not_called_a_bad_one(self):
        token = house.token("unread", "read")
        path = os.path.join(house.folder.name, "jalon.db")
        with contextlib.closing(sqlite3.connect(path)) as database:
            database.execute("ALTER TABLE tokens RENAME TO gone")
            statuses = {house.tcp("GET", "/api/v1/status", Authorization=token).status
                        for _ in range(15)}
            database.execute("ALTER TABLE gone RENAME TO tokens")
        self.assertEqual(statuses, {500})
        self.assertEqual(house.tcp("GET", "/api/v1/status", Authorization=token).status, 200)

    def test_the_author_of_a_change_is_the_token(self):
        token = house.token("robot", "write")
        fact = {"kind": "bpf.filed", "on": "2026-05-01", "year": 2026}
        answer = house.tcp("POST", "/api/v1/organizations/acme/facts", fact,
                           Authorization=token, X_Jalon_By="somebody")
        self.assertEqual(answer.json()["fact"]["by"], "robot")

    def test_a_name_is_taken_once(self):
        for path in ("/api/v1/tokens", "/api/v1/feeds"):
            answers = [house.ask("POST", path, {"name": "twice"}).status for _ in range(2)]
            self.assertEqual(answers, [201, 409])
        for name in ("", "  ", "a\nb", "é" * 65, 3, None):
            self.assertEqual(house.ask("POST", "/api/v1/feeds", {"name": name}).status, 400)

    def test_what_is_wrong_with_an_account_is_said_by_key(self):
        for body, key in (({"name": "a b"}, "name"), ({"name": "a\u00a0"}, "name"),
                          ({"name": "ann", "password": "short"}, "password"),
                          ({"name": "ann", "password": "a\nb" * 9}, "password")):
            wrong = house.ask("POST", "/api/v1/users", body)
            self.assertEqual((wrong.status, wrong.json()["key"]), (400, key), body)

    def test_who_turns_pages_misses_and_repeats_nothing(self):
        def rest_after(path, change):
            page = house.ask("GET", path + "?limit=3").json()
            change()
            return [one["name"] for one in
                    page["items"] + house.items(f"{path}?cursor={page['next']}")]

        for name in "abcdef":
            house.token("0-" + name, "read")
            house.feed("0-" + name)
        house.ask("DELETE", "/api/v1/feeds/0-c")
        house.feed("0-c")
        tokens = rest_after("/api/v1/tokens",
                            lambda: house.ask("DELETE", "/api/v1/tokens/0-a"))
        feeds = rest_after("/api/v1/feeds", lambda: house.feed("0-aa"))
        self.assertEqual([name for name in tokens if name.startswith("0-")],
                         [f"0-{name}" for name in "abcdef"])
        self.assertEqual([name for name in feeds if name.startswith("0-")],
                         [f"0-{name}" for name in "abccdef"])

    def test_no_secret_is_listed(self):
        token = house.token("hidden", "read").split()[1]
        house.feed("hidden")
        listed = house.ask("GET", "/api/v1/tokens").body + house.ask("GET",
                                                                     "/api/v1/feeds").body
        self.assertNotIn(token.encode(), listed)

    def test_after_ten_bad_tokens_an_address_has_to_wait_and_a_good_one_is_heard(self):
        good = house.token("patient", "read")
        statuses = [house.tcp("GET", "/api/v1/status", Authorization="Bearer bad").status
                    for _ in range(25)]
        self.assertEqual(statuses[-1], 429)
        self.assertEqual(house.tcp("GET", "/api/v1/status", Authorization=good).status, 200)
        self.assertEqual(house.tcp("GET", "/healthz").status, 200)


class TheRest(unittest.TestCase):
    def test_health_readiness_and_metrics_need_no_token(self):
        self.assertEqual(house.tcp("GET", "/healthz").body, b"ok\n")
        self.assertEqual(house.tcp("GET", "/readyz").status, 200)
        metrics = house.tcp("GET", "/metrics").body.decode()
        self.assertIn("\njalon_organizations ", metrics)
        for line in metrics.splitlines():
            self.assertRegex(line, r'^(# (HELP|TYPE) \w+ .+|\w+(\{.*"\})? -?\d+(\.\d+)?)$')

    def test_the_ledger_holds(self):
        answer = house.ask("GET", "/api/v1/ledger/verify").json()
        self.assertTrue(answer["ok"])
        entries = house.items("/api/v1/ledger?limit=2")
        self.assertEqual([one["number"] for one in entries],
                         list(range(1, len(entries) + 1)))

    def test_notices_tell_what_was_sent(self):
        for _ in range(200):
            sent = house.items("/api/v1/notices?state=sent&organization=acme")
            if sent:
                break
            time.sleep(0.05)
        self.assertEqual(sorted(sent[0]), ["answer", "at", "attempts", "channel", "id",
                                           "items", "message_id", "receiver", "state"])
        self.assertRegex(sent[0]["at"], r"\+01:00$")
        path = f"/api/v1/notices/{sent[0]['id']}/retry"
        self.assertEqual(house.ask("POST", path).status, 422)
        self.assertEqual(house.ask("POST", "/api/v1/notices/99999/retry").status, 404)
        self.assertEqual(house.ask("POST", "/api/v1/notices/retry-dead").json(),
                         {"retried": 0})

    def test_a_test_message_waits_for_its_answer(self):
        answer = house.ask("POST", "/api/v1/receivers/alice/test")
        self.assertEqual((answer.status, answer.json()["ok"]), (200, True))
        self.assertEqual(house.ask("POST", "/api/v1/receivers/nobody/test").status, 404)

    def test_a_backup_is_a_whole_database(self):
        answer = house.ask("GET", "/api/v1/backup")
        self.assertEqual(answer.headers["content-type"], "application/vnd.sqlite3")
        with tempfile.NamedTemporaryFile() as file:
            file.write(answer.body)
            file.flush()
            database = sqlite3.connect(file.name)
            self.assertEqual(database.execute("PRAGMA integrity_check").fetchone(), ("ok",))
            database.close()
        self.assertEqual([name for name in os.listdir(house.folder.name) if "copy" in name],
                         [])

    def test_errors_speak_the_readers_language(self):
        for language, title in (("fr", "Introuvable"), ("en", "Not found"),
                                ("de, fr;q=0.4, en;q=0.3", "Introuvable"),
                                ("de", "Introuvable")):
            answer = house.ask("GET", "/api/v1/nothing", Accept_Language=language)
            self.assertEqual((answer.status, answer.json()["title"]), (404, title))

    def test_the_description_names_each_method_of_its_paths(self):
        paths = house.tcp("GET", "/api/v1/openapi.json").json()["paths"]
        for path, methods in paths.items():
            filled = re.sub(r"\{\w+\}", "x", path)
            answer = house.ask("BREW", "/api/v1" + filled)
            self.assertEqual(answer.status, 405, path)
            allowed = {one.lower() for one in answer.headers["allow"].split(", ")}
            self.assertEqual(allowed - {"head"}, methods.keys() - {"parameters"}, path)


if __name__ == "__main__":
    unittest.main()
