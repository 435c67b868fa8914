#!/usr/bin/python3
"""What `jalon` asks a daemon for, and what it makes of the answers; a daemon of the
test's own plays the part.

Usage: tool.py PROGRAMS
"""

import csv
import http.server
import json
import os
import re
import resource
import socket
import socketserver
import subprocess
import sys
import tempfile
import threading
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TOOL = os.path.join(os.path.abspath(sys.argv.pop()), "jalon")
RULES = os.path.join(ROOT, "config/rules/qualiopi.ini")
ACME = {"id": "acme", "name": "Acme", "facts": [
    {"kind": "certificate.issued", "on": "2024-03-15"}]}


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers what the test laid ready, and keeps what was asked."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def body(self):
        if self.headers.get("Transfer-Encoding") != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length", 0)))
        data = b""
        while size := int(self.rfile.readline(), 16):
            data += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return data

    def answer(self):
        self.server.requests.append((self.command, self.path, self.body().decode(),
                                     dict(self.headers)))
        path = self.path.removeprefix("/api/v1")
        status, body = self.server.answers.get((self.command, path), (404, {
            "title": "Not found", "detail": f"nothing at {self.path}"}))
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        is_problem = status >= 400 and "title" in body
        self.send_header("Content-Type", "application/" + "problem+" * is_problem + "json")
        self.send_header("Content-Length", str(len(data) + self.server.missing))
        self.end_headers()
        if data:
            self.wfile.write(data)
        self.close_connection = self.server.missing > 0

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = answer


class UnixServer(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    daemon_threads = True

    def get_request(self):
        request, _ = super().get_request()
        return request, ("socket", 0)


class Case(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.serve(UnixServer(self.path("sock"), Handler))

    def serve(self, server):
        self.server = server
        server.requests, server.answers, server.missing = [], {}, 0
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, text):
        with open(self.path(name), "w", encoding="utf-8") as file:
            file.write(text)
        return self.path(name)

    def answers(self, method, path, body, status=200):
        self.server.answers[method, path] = status, body

    def run_bare(self, *arguments, lang="en_US.UTF-8", given=""):
        return subprocess.run(
            [TOOL, *arguments], cwd=self.folder, input=given, text=True, check=False,
            capture_output=True, timeout=60,
            env={**os.environ, "LC_ALL": lang, "NO_COLOR": "1"})

    def run_tool(self, *arguments, **options):
        return self.run_bare("--socket", self.path("sock"), *arguments, **options)

    def expect(self, result, code, out="", err=""):
        self.assertEqual(result.returncode, code, result.stderr)
        self.assertIn(out, result.stdout)
        self.assertIn(err, result.stderr)

    def asked(self):
        return [(method, path.removeprefix("/api/v1"))
                for method, path, _, _ in self.server.requests]

    def sent(self):
        return json.loads(self.server.requests[-1][2])


class Hanging:
    """`jalon check` at a socket that nobody answers on."""

    def __init__(self):
        folder = tempfile.TemporaryDirectory()
        unittest.addModuleCleanup(folder.cleanup)
        path = os.path.join(folder.name, "hangs")
        listener = socket.socket(socket.AF_UNIX)
        unittest.addModuleCleanup(listener.close)
        listener.bind(path)
        listener.listen()
        self.check = subprocess.Popen([TOOL, "--socket", path, "check"], text=True,
                                      stdout=subprocess.PIPE)
        unittest.addModuleCleanup(self.check.stdout.close)
        unittest.addModuleCleanup(self.check.wait)
        unittest.addModuleCleanup(self.check.kill)


hanging = None  # since setUpModule()


def setUpModule():
    global hanging
    hanging = Hanging()


class Calls(Case):
    def test_a_wrong_call_is_told_from_a_failed_one(self):
        for arguments in ((), ("nonsense",), ("org",), ("org", "show"), ("plan", "--wrong"),
                          ("plan", "a", "b"), ("plan", "--today"), ("status", "-o", "xml"),
                          ("plan", "--today", "2026-02-30"), ("ack", "acme", "bpf/2026"),
                          ("milestones", "--from", "1.2.26"), ("notices", "--state", "new"),
                          ("import", "a.csv", "--format=xml"), ("import", "a", "-list"),
                          ("simulate", "--config", "/dev/null", "--from", "2026-02-01",
                           "--to", "2026-01-01"),
                          ("simulate", "--from", "2026-01-01", "--to", "2026-02-01"),
                          ("record", "acme"), ("record", "acme", "target.set", "novalue"),
                          ("record", "acme", "bpf.filed", "year=2025", "year=2026"),
                          ("record", "acme", "bpf.filed", "kind=audit.held"),
                          ("record", "acme", "bpf.filed", "--on", "2026-01-01",
                           "on=2026-01-02"),
                          ("org", "set", "acme", "owner=a", "owner=b"),
                          ("notices", "retry"), ("notices", "retry", "3", "--dead"),
                          ("token", "add", "t", "--read-only", "--admin")):
            with self.subTest(arguments):
                self.expect(self.run_tool(*arguments), 2)
                self.assertEqual(self.server.requests, [])

    def test_global_options_stand_before_or_after(self):
        self.answers("GET", "/feeds", {"items": [{"name": "a"}]})
        for arguments in (("-o", "json", "feed", "list"), ("feed", "list", "-o", "json"),
                          ("feed", "list", "--output=json")):
            self.expect(self.run_tool(*arguments), 0, '{"name":"a"}\n')

    def test_half_a_command_is_told_its_other_half(self):
        for words in (("rules",), ("help", "rules")):
            self.expect(self.run_bare(*words), 2, err="show, diff")

    def test_help_and_version_are_data(self):
        self.expect(self.run_bare("--version"), 0, "jalon ")
        self.expect(self.run_bare("--help"), 0, "org remove")
        self.expect(self.run_bare("record", "--help"), 0, "--force")
        self.expect(self.run_bare("help", "record"), 0, "--force")

    def test_the_environment_chooses_between_french_and_english(self):
        for lang, words in (("C", "organismes"), ("", "organismes"),
                            ("fr_FR.UTF-8", "organismes"), ("en_GB", "organizations")):
            self.expect(self.run_bare("help", lang=lang), 0, words)

    def test_no_daemon_is_a_failure_that_says_so(self):
        self.expect(self.run_bare("--socket", self.path("none"), "status"), 1,
                    err="is jalond running?")

    def test_an_address_that_does_not_answer_is_told_in_the_readers_language(self):
        for url, words in (
                ("http://nobody.invalid", "cet hôte n’existe pas"),
                ("ftp://127.0.0.1", "ce n’est pas une adresse de l’API"),
                ("http://127.0.0.1:99999", "ce n’est pas une adresse de l’API")):
            with self.subTest(url):
                self.expect(self.run_bare("--url", url, "status", lang="fr"), 1,
                            err=f"{url}/api/v1\u00a0: {words}")

    def test_a_socket_that_cannot_be_used_is_told_from_a_daemon_that_is_down(self):
        self.expect(self.run_bare("--socket", "/" + "x" * 200, "status"), 1,
                    err="too long for the path of a socket")
        os.chmod(self.folder, 0o711)
        os.chmod(self.path("sock"), 0o600)
        if os.getuid() == 0:  # who may open anything
            for command, code, where in (("status", 1, "stderr"), ("check", 3, "stdout")):
                result = subprocess.run([TOOL, "--socket", self.path("sock"), command],
                                        capture_output=True, text=True, check=False, user=65534,
                                        timeout=60, env={"LC_ALL": "en"})
                self.assertEqual(result.returncode, code)
                self.assertIn("its group may use it", getattr(result, where))

    def test_an_error_of_the_configuration_is_a_sentence(self):
        config = self.write("j.conf", "[http]\nnonsense = 1\nmore = 2\n")
        result = self.run_bare("status", "--config", config)
        self.expect(result, 1, err="j.conf:2: ")
        self.assertRegex(result.stderr, r"^jalon: [^\n]*nonsense[^\n?]*\n$")

    def test_what_the_daemon_refuses_is_told_in_its_words(self):
        self.expect(self.run_tool("org", "show", "acme"), 1,
                    err="nothing at /api/v1/organizations/acme")

    def test_the_configuration_names_the_socket(self):
        self.answers("DELETE", "/feeds/a", b"", 204)
        config = self.write("j.conf", f"[http]\nsocket = {self.path('sock')}\n")
        self.expect(self.run_bare("feed", "revoke", "a", "--config", config), 0)


class Unreadable(Case):
    """What cannot be read or written is said in the reader's own words."""

    COMMANDS = (("plan",), ("import",), ("reconcile",), ("rules", "diff", RULES, RULES),
                ("simulate", "--config", "/dev/null", "--from", "2026-01-01",
                 "--to", "2026-01-02"))

    def test_a_file_that_is_not_there_or_no_file_is_named(self):
        for command in self.COMMANDS:
            for name, lang, words in (
                    ("none", "en", "cannot read none: there is no such file"),
                    ("none", "fr", "impossible de lire none\u00a0: ce fichier n’existe pas"),
                    (".", "en", "cannot read .: it is a directory"),
                    (".", "fr", "impossible de lire .\u00a0: c’est un répertoire")):
                with self.subTest(command=command, name=name, lang=lang):
                    result = self.run_tool(*command, name, lang=lang)
                    self.expect(result, 1, err=words)
                    self.assertEqual(result.stdout, "")

    def test_standard_input_that_is_no_file_is_no_empty_one(self):
        folder = os.open(self.folder, os.O_RDONLY)
        self.addCleanup(os.close, folder)
        for command in self.COMMANDS:
            with self.subTest(command):
                result = subprocess.run(
                    [TOOL, "--socket", self.path("sock"), *command, "-"], stdin=folder,
                    text=True, capture_output=True, check=False, timeout=60,
                    env={**os.environ, "LC_ALL": "fr"})
                self.expect(result, 1,
                            err="lire l’entrée standard\u00a0: c’est un répertoire")

    def test_a_backup_that_has_no_folder_is_told_so(self):
        self.expect(self.run_tool("backup", "none/copy.db", lang="fr"), 1,
                    err="none/copy.db\u00a0: ce dossier n’existe pas")

    def test_output_that_nobody_takes_is_told_so(self):
        self.write("many.jsonl", (json.dumps(ACME) + "\n") * 100)
        for command, words in (
                (("help",), "impossible d’écrire la sortie standard\u00a0: le disque est plein"),
                (("plan", "many.jsonl"), "impossible d’écrire la sortie standard\n")):
            with self.subTest(command), open("/dev/full", "w", encoding="utf-8") as full:
                result = subprocess.run(
                    [TOOL, *command], stdout=full, text=True, stderr=subprocess.PIPE,
                    cwd=self.folder, check=False, timeout=60,
                    env={**os.environ, "LC_ALL": "fr"})
                self.assertEqual(result.returncode, 1)
                self.assertIn(words, result.stderr)


class OverTcp(Case):
    def setUp(self):
        super().setUp()
        self.serve(http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler))
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def test_the_token_goes_along(self):
        self.answers("DELETE", "/feeds/a", b"", 204)
        token = self.write("token", "s3cret\n")
        self.expect(self.run_bare("--url", self.url + "/", "--token-file", token,
                                  "feed", "revoke", "a"), 0)
        self.assertEqual(self.server.requests[0][3]["Authorization"], "Bearer s3cret")


class Listings(Case):
    def setUp(self):
        super().setUp()
        one = {"organization": "é", "id": "bpf/2026", "due": "2026-04-30", "state": "open",
               "confirm": True}
        two = {"organization": "=a,b", "id": "bpf/2027", "due": None, "state": "done"}
        self.answers("GET", "/milestones?limit=500&state=open",
                     {"items": [one], "next": "a b"})
        self.answers("GET", "/milestones?limit=500&state=open&cursor=a%20b",
                     {"items": [two]})

    def listing(self, form):
        result = self.run_tool("milestones", "--state", "open", "-o", form)
        self.expect(result, 0)
        return result.stdout.splitlines()

    def test_json_is_what_the_daemon_said_page_after_page(self):
        lines = self.listing("json")
        self.assertEqual([json.loads(line)["id"] for line in lines],
                         ["bpf/2026", "bpf/2027"])

    def test_csv_is_safe_in_a_spreadsheet(self):
        self.assertEqual(self.listing("csv"), [
            "organization,id,opens,safe,due,booked,done,state,confirm",
            "é,bpf/2026,,,2026-04-30,,,open,true", "\"'=a,b\",bpf/2027,,,,,,done,"])

    def test_columns_stand_below_each_other(self):
        lines = self.listing("table")
        columns = {line.index(word) for line, word in
                   zip(lines, ("Milestone", "bpf/2026", "bpf/2027"))}
        self.assertEqual(len(columns), 1, lines)

    def test_wide_letters_and_loose_accents_move_no_column(self):
        names = "日本", "e\u0301t\u00e9", "abcd"
        self.answers("GET", "/organizations?limit=500",
                     {"items": [{"id": name, "owner": "alice"} for name in names]})
        heading, *rows = self.run_tool("org", "list", lang="C").stdout.splitlines()
        for row, extra in zip(rows, (-2, 1, 0)):
            self.assertEqual(row.index("alice") - extra, rows[2].index("alice"))

    def test_an_explanation_is_a_row_of_plain_cells(self):
        self.answers("GET", "/organizations/acme/explain", {"items": [{
            "milestone": {"organization": "acme", "id": "bpf/2026", "opens": None,
                          "due": "2026-04-30", "state": "open"},
            "steps": ["one", "two"], "rules": [{"rule": "bpf", "months": 4}]}]})
        text = self.run_tool("explain", "acme", "-o", "csv").stdout
        row, = csv.DictReader(text.splitlines())
        self.assertEqual((row["id"], row["opens"], row["due"], row["steps"], row["rules"]),
                         ("bpf/2026", "", "2026-04-30", "one, two", "bpf"))

    def test_what_servers_answered_does_not_steer_the_terminal(self):
        for control in ("\x1b[", "\x9b", "\x7f", "\n"):
            self.answers("GET", "/notices?limit=500",
                         {"items": [{"id": 1, "answer": f"250 {control}2Jok"}]})
            with self.subTest(control):
                result = self.run_tool("notices")
                self.expect(result, 0, "2Jok\n")
                self.assertNotIn(control, result.stdout.removesuffix("\n").split("\n", 1)[1])

    def test_a_fact_that_counts_for_nothing_is_marked(self):
        void = {"id": "f1", "kind": "bpf.filed", "on": "2026-04-01", "year": 2026,
                "retracted": True}
        self.answers("GET", "/organizations/acme", {"id": "acme", "facts": [
            void, {**void, "id": "f2", "retracted": False}]})
        _, _, heading, first, second = self.run_tool("org", "show",
                                                     "acme").stdout.splitlines()[-5:]
        at = heading.index("Retracted")
        self.assertEqual(first[at:at + 3], "yes")
        self.assertEqual(second[at:at + 3], "no ")

    def test_a_digest_is_cut_short_in_a_table_alone(self):
        items = [{"organization": f"o{i}", "milestone": "bpf/2026"} for i in range(5)]
        for count, shown in ((2, "o0 bpf/2026, o1 bpf/2026\n"),
                             (5, "o0 bpf/2026, o1 bpf/2026 +3\n")):
            self.answers("GET", "/notices?limit=500", {"items": [{"items": items[:count]}]})
            table = self.run_tool("notices", "-o", "table").stdout
            self.assertEqual(table.splitlines()[1].strip() + "\n", shown)
        for form in ("json", "csv"):
            self.assertIn("o4", self.run_tool("notices", "-o", form).stdout)

    def test_why_a_notice_was_withdrawn_is_said_in_the_readers_language(self):
        for state, lang, form, shown in (
                ("superseded", "fr", "table", "c’est fait"),
                ("superseded", "en", "table", "it was done"),
                ("superseded", "fr", "json", "it was done"),
                ("superseded", "fr", "csv", "it was done"),
                ("dead", "fr", "table", "it was done")):
            self.answers("GET", "/notices?limit=500",
                         {"items": [{"id": 1, "state": state, "answer": "it was done"}]})
            with self.subTest((state, lang, form)):
                self.assertIn(shown, self.run_tool("notices", "-o", form, lang=lang).stdout)

    def test_nothing_is_listed_as_nothing(self):
        self.answers("GET", "/tokens", {"items": []})
        self.assertEqual(self.run_tool("token", "list").stdout, "")

    def test_a_route_that_leads_to_nobody_is_told(self):
        self.answers("GET", "/routes/test?organization=acme&milestone=bpf%2F2026",
                     {"items": []})
        for form in ("table", "json"):
            result = self.run_tool("route", "test", "acme", "bpf/2026", "-o", form)
            self.expect(result, 0, err="nobody would be told\n")
            self.assertEqual(result.stdout, "")


class Facts(Case):
    MOVED = {"moved": [{"milestone": "bpf/2026", "field": "done", "before": None,
                        "after": "2026-04-02"}]}

    def test_values_are_sent_in_their_types(self):
        self.answers("POST", "/organizations/acme/facts?force=1", self.MOVED, 201)
        result = self.run_tool(
            "record", "acme", "nc.notified", "--on", "2026-04-02", "--force", "nc=1",
            "indicator=17", "plan_days=x", "categories=AF,CFA", "number=", "grade=a=b")
        self.expect(result, 0, "bpf/2026 done: – → 2026-04-02\n")
        self.assertEqual(self.sent(), {
            "kind": "nc.notified", "on": "2026-04-02", "nc": "1", "indicator": 17,
            "plan_days": "x", "categories": ["AF", "CFA"], "number": None, "grade": "a=b"})

    def test_a_fact_without_a_day_is_of_today_where_the_organization_lives(self):
        self.answers("POST", "/organizations/acme/facts", self.MOVED, 201)
        self.answers("GET", "/status", {"now": "2026-03-31T23:00:00Z",
                                        "timezone": "Europe/Paris"})
        for timezone, day in ((None, "2026-04-01"), ("America/Cayenne", "2026-03-31")):
            self.answers("GET", "/organizations/acme", {"id": "acme", "timezone": timezone})
            self.expect(self.run_tool("record", "acme", "preparation.started"), 0)
            self.assertEqual(self.sent()["on"], day)

    def test_the_day_of_a_fact_is_a_key_of_it_as_well(self):
        self.answers("POST", "/organizations/acme/facts", self.MOVED, 201)
        self.expect(self.run_tool("record", "acme", "bpf.filed", "on=2026-04-02"), 0)
        self.assertEqual(self.sent()["on"], "2026-04-02")

    def test_blanks_behind_commas_are_no_part_of_a_word(self):
        self.answers("PATCH", "/organizations/acme", {"moved": []})
        self.expect(self.run_tool("org", "set", "acme", "tags=nord , grand est"), 0)
        self.assertEqual(self.sent(), {"tags": ["nord", "grand est"]})

    def test_profiles_are_patched(self):
        self.answers("PATCH", "/organizations/acme", {"change": "updated", "moved": []})
        result = self.run_tool("org", "set", "acme", "owner=", "tags=a,b", "sites=2",
                               'contacts=[{"email":"a@b.example"}]')
        self.expect(result, 0)
        self.assertEqual(self.sent(), {"owner": None, "tags": ["a", "b"], "sites": 2,
                                       "contacts": [{"email": "a@b.example"}]})

    def test_an_id_of_dots_is_a_name_as_others_are(self):
        self.answers("DELETE", "/organizations/..", b"", 204)
        self.expect(self.run_tool("org", "remove", ".."), 0)

    def test_ids_of_milestones_are_one_segment_of_the_path(self):
        self.answers("DELETE", "/organizations/acme/acks/nc.fix%2FNC%20n%C2%B01%3F", b"",
                     204)
        self.expect(self.run_tool("unack", "acme", "nc.fix/NC n°1?"), 0)

    def test_an_acknowledgement_says_why(self):
        self.answers("POST", "/organizations/acme/acks", b"", 204)
        self.expect(self.run_tool("ack", "acme", "bpf/2026", "--reason", "-x", "--until",
                                  "2026-05-01"), 0)
        self.assertEqual(self.sent(), {"milestone": "bpf/2026", "reason": "-x",
                                       "until": "2026-05-01"})


class Exchange(Case):
    COUNTS = {"created": 1, "updated": 2, "unchanged": 3, "rejected": 0, "committed": True,
              "rejections": [], "warnings": []}

    def test_the_format_is_guessed_from_the_file(self):
        for name, text, wanted in (
                ("a.jsonl", "{}\n", "jsonl"), ("a.csv", "siret;nom\n", "csv"),
                ("A.CSV", "siret;nom\n", "csv"),
                ("b.csv", "numeroDeclarationActivite;denomination\n", "public-list")):
            self.answers("POST", f"/import?format={wanted}", self.COUNTS)
            result = self.run_tool("import", self.write(name, text), "-o", "json")
            self.expect(result, 0, '"updated":2')
            self.assertEqual(self.server.requests[-1][2], text)

    def test_standard_input_is_imported(self):
        self.answers("POST", "/import?format=csv&dry_run=1&keep_going=1", self.COUNTS)
        self.expect(self.run_tool("import", "-", "--format", "csv", "--dry-run",
                                  "--keep-going", given="siret\n1\n"), 0)
        self.assertEqual(self.server.requests[-1][2], "siret\n1\n")

    def test_what_is_left_of_a_file_is_imported(self):
        self.answers("POST", "/import?format=jsonl", {"created": 1})
        path = self.write("two.jsonl", "first\nsecond\n")
        with open(path, encoding="utf-8") as file:
            os.lseek(file.fileno(), len("first\n"), os.SEEK_SET)
            subprocess.run([TOOL, "--socket", self.path("sock"), "import", "-"], stdin=file,
                           check=True, capture_output=True, timeout=30)
        self.assertEqual(self.server.requests[-1][2], "second\n")

    def test_rejections_name_file_and_line(self):
        rejected = {**self.COUNTS, "rejected": 1, "committed": False,
                    "rejections": [{"line": 7, "reason": "no name"}]}
        self.answers("POST", "/import?format=jsonl", rejected, 422)
        self.write("a.jsonl", "x\n")
        self.expect(self.run_tool("import", "a.jsonl"), 1, "Rejected",
                    "a.jsonl:7: no name\n")

    def test_a_warning_is_no_failure(self):
        warned = {**self.COUNTS, "warnings": [{"line": 1, "column": "Ville",
                                               "reason": "\"Ville\" left aside"}]}
        self.answers("POST", "/import?format=csv", warned)
        self.write("a.csv", "siret;Ville\n")
        self.expect(self.run_tool("import", "a.csv"), 0, "Rejected",
                    'a.csv:1: warning: "Ville" left aside\n')

    def test_an_export_is_passed_on_byte_for_byte(self):
        self.answers("GET", "/export", b'{"id":"\xc3\xa9"}\n' * 100000)
        self.assertEqual(self.run_tool("export").stdout, '{"id":"é"}\n' * 100000)

    def test_an_export_cut_short_is_a_failure(self):
        self.answers("GET", "/export", b"{}\n")
        self.server.missing = 5
        self.expect(self.run_tool("export"), 1, err="its answer broke off")

    def test_a_backup_replaces_the_old_one_only_when_whole(self):
        self.answers("GET", "/backup", b"new")
        self.write("copy.db", "old")
        self.server.missing = 5
        self.expect(self.run_tool("backup", "copy.db"), 1)
        self.assertEqual(self.read("copy.db"), "old")
        self.server.missing = 0
        self.expect(self.run_tool("backup", "copy.db"), 0)
        self.assertEqual(self.read("copy.db"), "new")
        self.assertEqual(sorted(os.listdir(self.folder)), ["copy.db", "sock"])

    def test_a_backup_into_a_pipe_goes_through_it(self):
        self.answers("GET", "/backup", b"copy")
        os.symlink("/proc/self/fd/1", self.path("out"))
        for name in ("-", "out"):
            self.expect(self.run_tool("backup", name), 0)
            self.assertEqual(self.run_tool("backup", name).stdout, "copy")
        os.mkfifo(self.path("pipe"))
        with subprocess.Popen(["cat", "pipe"], cwd=self.folder, text=True,
                              stdout=subprocess.PIPE) as reader:
            self.expect(self.run_tool("backup", "pipe"), 0)
            self.assertEqual(reader.communicate(timeout=60)[0], "copy")
        self.server.missing = 5
        self.expect(self.run_tool("backup", "-"), 1, err="its answer broke off")
        self.assertEqual(sorted(os.listdir(self.folder)), ["out", "pipe", "sock"])

    def read(self, name):
        with open(self.path(name), encoding="utf-8") as file:
            return file.read()


class Secrets(Case):
    def test_only_the_secret_is_on_standard_output(self):
        self.answers("POST", "/feeds", {"name": "a", "url": "https://x/feeds/t/a.ics"}, 201)
        result = self.run_tool("feed", "add", "a", "--alarms", "7d,1d", "--masked")
        self.expect(result, 0)
        self.assertEqual(result.stdout, "https://x/feeds/t/a.ics\n")
        self.assertEqual(self.sent(), {"name": "a", "alarms": "7d,1d", "masked": True})

    def test_a_token_has_the_scope_asked_for(self):
        self.answers("POST", "/tokens", {"name": "t", "token": "abc"}, 201)
        for options, scope in (((), "write"), (("--read-only",), "read"),
                               (("--admin",), "admin")):
            self.expect(self.run_tool("token", "add", "t", *options), 0, "abc\n")
            self.assertEqual(self.sent()["scope"], scope)


    def test_a_password_that_cannot_be_sent_is_not_left_out(self):
        self.answers("POST", "/users/ann/password", {"name": "ann"})
        with open(self.path("secret"), "wb") as file:
            file.write("une clé assez longue".encode("latin-1"))
        os.chmod(self.path("secret"), 0o600)
        result = self.run_tool("user", "passwd", "ann", "--password-file", "secret")
        self.expect(result, 1, err="UTF-8")
        self.assertEqual(self.asked(), [])

    def test_a_password_ends_with_its_line(self):
        self.answers("POST", "/users/ann/password", {"name": "ann"})
        for end in ("", "\n", "\r\n", "\nmore"):
            with self.subTest(end):
                self.expect(self.run_tool("user", "passwd", "ann", "--password-file", "-",
                                          given="long enough" + end), 0)
                self.assertEqual(self.sent(), {"password": "long enough"})


class Health(Case):
    GOOD = {"now": "2026-11-24T10:00:00Z", "organizations": 12, "planned": True,
            "rehearsal": False, "notices": {"queued": 3, "failed": 0, "dead": 0},
            "channels": [{"receiver": "alice", "ok": True}]}

    def test_check_judges_what_the_status_says(self):
        failing = {"receiver": "chat", "ok": False, "answer": "HTTP 500 a|b"}
        for change, code, words in (
                ({}, 0, "JALON OK - organizations: 12"),
                ({"rehearsal": True}, 0, "JALON OK - this is a rehearsal, organizations"),
                ({"planned": False}, 1, "JALON WARNING"),
                ({"channels": [{**failing, "since": "2026-11-24T09:00:00Z"}]}, 1,
                 "receiver chat fails (HTTP 500 a/b) |"),
                ({"channels": [{**failing, "since": "2026-11-23T09:00:00Z"}]}, 2, "chat"),
                ({"notices": {"queued": 0, "failed": 0, "dead": 1}}, 2, "dead=1"),
                ({"oldest_queued": "2026-11-24T09:00:01Z"}, 0, "JALON OK"),
                ({"oldest_queued": "2026-11-24T08:58:00Z"}, 2,
                 "a notice has waited 62 minutes, and was not tried"),
                ({"oldest_queued": "2026-11-25T07:00:00Z"}, 0, "JALON OK"),
                ({"silent": {"contact": 3, "receiver": 0, "route": 0}}, 0, "JALON OK"),
                ({"silent": {"contact": 3, "receiver": 1, "route": 2}}, 1,
                 "organizations with dates of which nobody is told: 3 |")):
            with self.subTest(words):
                self.answers("GET", "/status", {**self.GOOD, **change})
                result = self.run_tool("check")
                self.expect(result, code, words)
                self.assertEqual(result.stdout.count("\n"), 1)

    def test_check_tells_a_dead_daemon_from_an_unknown_state(self):
        self.expect(self.run_bare("--socket", "none", "check"), 2, "JALON CRITICAL")
        self.expect(self.run_tool("check"), 3, "JALON UNKNOWN")

    def test_a_broken_ledger_fails(self):
        for reply, code in (({"ok": True, "entries": 3}, 0),
                            ({"ok": False, "broken": 2, "detail": "entry 2"}, 1)):
            self.answers("GET", "/ledger/verify", reply)
            self.expect(self.run_tool("ledger", "verify"), code)


class WithoutAnswer(unittest.TestCase):
    """A daemon that takes the call and hangs: the check was begun before all other tests,
    and waits while they run."""

    def test_check_does_not_wait_for_ever(self):
        out, _ = hanging.check.communicate(timeout=60)
        self.assertEqual(hanging.check.returncode, 2)
        self.assertIn("JALON CRITICAL - ", out)


class WithoutDaemon(Case):
    def plan(self, text, *arguments):
        return self.run_bare("plan", "--today", "2026-01-01", *arguments, given=text)

    def test_a_bad_line_is_named_and_stops_no_other(self):
        text = '{"id":"a b","name":"x"}\n\n \n{"id":"tz","name":"x","timezone":"Mars/X"}\n'
        result = self.plan(text + json.dumps(ACME))
        self.expect(result, 1, '"organization":"acme"', "-:1: ")
        self.assertIn("-:4: ", result.stderr)
        self.assertEqual(result.stderr.count("\n"), 2)

    def test_words_are_in_the_organizations_language(self):
        for own, lang, words in (
                ("fr", "en_GB", "début du certificat"), (None, "en_GB", "certificate starts"),
                ("en", "C", "certificate starts"), (None, "C", "début du certificat")):
            document = {**ACME, "language": own} if own else ACME
            result = self.run_bare("plan", "--today", "2026-01-01", lang=lang,
                                   given=json.dumps(document))
            self.expect(result, 0, words)

    def test_what_is_planned_is_a_listing_where_one_is_asked_for(self):
        document = json.dumps({**ACME, "facts": ACME["facts"] + [
            {"kind": "nc.lifted", "on": "2025-06-01", "nc": "x,y"}]})
        lines = self.plan(document).stdout.splitlines()
        self.assertEqual(self.plan(document, "-o", "json").stdout.splitlines(), lines)
        rows = list(csv.DictReader(self.plan(document, "-o", "csv").stdout.splitlines()))
        self.assertEqual([row["due"] for row in rows],
                         [json.loads(line).get("due") or "" for line in lines])
        self.assertEqual((rows[-1]["type"], rows[-1]["about"]), ("alert", "x,y"))
        table = self.plan(document, "-o", "table").stdout.splitlines()
        self.assertEqual(len(table), len(lines) + 1)
        self.assertIn("x,y", table[-1])

    def test_a_byte_order_mark_and_windows_newlines_are_no_matter(self):
        text = json.dumps(ACME)
        self.assertEqual(self.plan("\ufeff" + text + "\r\n").stdout, self.plan(text).stdout)
        self.expect(self.plan("\ufeff"), 0)

    def test_a_line_of_any_length_takes_no_memory(self):
        with open(self.path("long.jsonl"), "w", encoding="utf-8") as file:
            for _ in range(64):
                file.write("x" * (1 << 20))
            file.write("\n" + json.dumps(ACME))
        self.plan(json.dumps(ACME))
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        result = self.run_bare("plan", "--today", "2026-01-01", "long.jsonl")
        after = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        self.expect(result, 1, '"organization":"acme"', "long.jsonl:1: ")
        self.assertLess(after - before, 16 << 10)

    def test_a_full_disk_is_no_success(self):
        with open("/dev/full", "w", encoding="utf-8") as full:
            result = subprocess.run([TOOL, "plan", "--today", "2026-01-01"], stdout=full,
                                    input=json.dumps(ACME).encode(), check=False,
                                    stderr=subprocess.PIPE)
        self.assertEqual(result.returncode, 1, result.stderr)

    def test_rules_diff_shows_what_moves_and_nothing_else(self):
        with open(RULES, encoding="utf-8") as file:
            new = self.write("new.ini", file.read().replace("months = 22", "months = 21"))
        result = self.run_bare("rules", "diff", RULES, new, "-", "--today", "2026-01-01",
                               "-o", "json", given=json.dumps(ACME))
        self.expect(result, 0)
        self.assertEqual([json.loads(line) for line in result.stdout.splitlines()], [
            {"organization": "acme", "milestone": "surveillance.window/2024-03-15",
             "field": field, "before": before, "after": after}
            for field, before, after in (("safe", "2026-01-14", "2025-12-14"),
                                         ("due", "2026-01-15", "2025-12-15"))])


class Manuals(unittest.TestCase):
    """What the programs take is in their manuals."""

    def manual(self, name):
        with open(os.path.join(ROOT, "contrib/man", name), encoding="utf-8") as file:
            return file.read().replace("\\-", "-")

    def help(self, *words):
        return subprocess.run([TOOL, "help", *words], check=True, capture_output=True,
                              text=True).stdout

    def test_the_tools_manual_has_each_command_and_option(self):
        manual = self.manual("jalon.1")
        commands = re.findall(r"^  ([a-z-]+(?: [a-z-]+)?)  ", self.help(), re.MULTILINE)
        self.assertGreater(len(commands), 20)
        for command in commands:
            with self.subTest(command):
                self.assertRegex(manual, rf'\n\.BI? "?{command}"?[ \n]')
                usage = self.help(*command.split())
                self.assertNotRegex(usage.splitlines()[0], r"\s$")
                for option in re.findall(r"--[a-z-]+", usage):
                    self.assertIn(option, manual)

    def test_the_configurations_manual_has_each_key(self):
        with open(os.path.join(ROOT, "config/jalon.conf"), encoding="utf-8") as file:
            keys = set(re.findall(r"^(?:; )?([a-z_]+) = ", file.read(), re.MULTILINE))
        documented = re.findall(r"^\.TP\n\.B ([a-z_]+)$", self.manual("jalon.conf.5"),
                                re.MULTILINE)
        self.assertEqual(keys, set(documented))


COMPLETION = os.path.join(ROOT, "contrib/completions/jalon.bash")


class Completion(unittest.TestCase):
    """What the shell offers is what the tool takes there."""

    def offers(self, *words):
        script = """source "$0"; COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)); _jalon
                    echo "${COMPREPLY[@]}" """
        return subprocess.run(["bash", "-c", script, COMPLETION, TOOL, *words], check=True,
                              capture_output=True, text=True).stdout.split()

    def test_each_place_has_its_words(self):
        for words, offered in (
                (("impo",), ["import"]),
                (("feed", "r"), ["revoke", "rotate"]),
                (("import", "--k"), ["--keep-going"]),
                (("import", "a.csv", "--format", ""), ["jsonl", "csv", "public-list"]),
                (("ledger", "attest", "acme", "--format", ""), ["text", "html"]),
                (("notices", "--state", "d"), ["dead"]),
                (("user", "add", "bob", "--role", "e"), ["edit"]),
                (("org", "list", "-o", ""), ["table", "json", "csv"]),
                (("org", "list", "--output", "j"), ["json"]),
                (("import", "--dry-run", ""), []),
                (("plan", "--rules", ""), [])):
            with self.subTest(words):
                self.assertCountEqual(self.offers(*words), offered)


unittest.main()
