#!/usr/bin/python3
"""/metrics, the alerts and the board, by Prometheus' own tool.

Usage: promtool.py PROGRAMS
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import urllib.request

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "tests/support"))

from daemon import Daemon, wait_for  # noqa: E402

PROGRAMS = os.path.abspath(sys.argv.pop())
ALERTS = os.path.join(ROOT, "contrib/prometheus/alerts.yml")
BOARD = os.path.join(ROOT, "contrib/grafana/jalon.json")
CONF = """
[jalond]
rehearsal = yes
uid_domain = jalon.example.org
[http]
listen = 127.0.0.1:{port}
socket = jalon.sock
[mail]
transport = maildir:mail
from = Jalon <jalon@example.org>
[receiver "al\\ice"]
email = alice@cabinet.example
[route "all"]
kind = *
receivers = al\\ice, contacts
"""


def promtool(*arguments, text=None, cwd=None):
    return subprocess.run(["promtool", *arguments], input=text, cwd=cwd, text=True,
                          capture_output=True, check=False)


def setUpModule():
    global metrics
    with tempfile.TemporaryDirectory() as folder, Daemon(
            PROGRAMS, folder, CONF, "--now", "2026-11-24T09:00:00+01:00") as daemon:
        daemon.import_organizations([
            {"id": "acme", "name": "Acme", "nda": "11788457578",
             "contacts": [{"email": "zoe@acme.example"}],
             "facts": [{"kind": "certificate.issued", "on": "2025-02-15"}]}])
        wait_for(lambda: len(daemon.listing("notices", "--state", "sent")) >= 2)
        with urllib.request.urlopen(f"http://127.0.0.1:{daemon.port}/metrics") as answer:
            metrics = answer.read().decode()


class Metrics(unittest.TestCase):
    def test_they_are_well_formed_and_well_named(self):
        result = promtool("check", "metrics", text=metrics)
        self.assertEqual((result.returncode, result.stdout + result.stderr), (0, ""))

    def test_notices_are_told_by_receiver_and_contacts_are_one(self):
        self.assertIn('\njalon_notices{receiver="al\\\\ice",state="sent"} ', metrics)
        self.assertIn('\njalon_notices{receiver="contacts",state="sent"} ', metrics)
        self.assertNotIn("zoe", metrics)

    def test_the_turns_of_the_loop_are_counted(self):
        counts = [int(n) for n in re.findall(r"turn_seconds_bucket\{.*\} (\d+)", metrics)]
        self.assertEqual(counts, sorted(counts))
        self.assertGreater(counts[-1], 0)
        self.assertEqual(counts[-1], int(re.search(r"turn_seconds_count (\d+)", metrics)[1]))
        self.assertGreater(float(re.search(r"turn_seconds_sum (\S+)", metrics)[1]), 0)


class Alerts(unittest.TestCase):
    def test_prometheus_takes_them(self):
        result = promtool("check", "rules", ALERTS)
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)

    def test_they_sound_in_trouble_and_never_else(self):
        with tempfile.TemporaryDirectory() as folder:
            shutil.copy(ALERTS, folder)
            shutil.copy(os.path.join(ROOT, "tests/monitoring/alerts_test.yml"), folder)
            result = promtool("test", "rules", "alerts_test.yml", cwd=folder)
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)


class Names(unittest.TestCase):
    def test_what_alerts_and_board_ask_for_is_told(self):
        with open(ALERTS, encoding="utf-8") as alerts, open(BOARD, encoding="utf-8") as board:
            asked = set(re.findall(r"\bjalon_\w+", alerts.read() + board.read()))
        self.assertGreater(len(asked), 8)
        told = set(re.findall(r"^jalon_\w+", metrics, re.MULTILINE))
        self.assertEqual(asked - told, set())

    def test_each_query_of_the_board_is_one(self):
        with open(BOARD, encoding="utf-8") as file:
            queries = [target["expr"] for panel in json.load(file)["panels"]
                       for target in panel["targets"]]
        rules = [{"record": "board:query", "labels": {"panel": str(number)}, "expr": query}
                 for number, query in enumerate(queries)]
        with tempfile.NamedTemporaryFile("w", suffix=".yml") as file:
            json.dump({"groups": [{"name": "board", "rules": rules}]}, file)
            file.flush()
            result = promtool("check", "rules", file.name)
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)


if __name__ == "__main__":
    if not shutil.which("promtool"):
        print("skipped: there is no promtool")
        sys.exit(77)
    unittest.main()
