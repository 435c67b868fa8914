#!/usr/bin/python3
"""`jalon reconcile`: a real public list against clients of whom some have lost something.

Usage: reconcile.py PROGRAMS
"""

import csv
import io
import json
import os
import unittest

from http_support import ROOT, House

LIST = os.path.join(ROOT, "tests/data/liste-publique-of-2022-05-1000.csv")
CERTIFICATE = {"kind": "certificate.issued", "on": "2025-03-15"}


def listed():
    """Rows of the list that are certified for training alone, and rows that are not at all."""
    with open(LIST, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    certified = [[row[key] == "true" for key in row if key.startswith("certifications.")]
                 for row in rows]
    return ([row for row, of in zip(rows, certified) if of == [True, False, False, False]],
            [row for row, of in zip(rows, certified) if not any(of)])


def client(identifier, row, **keys):
    return {"id": identifier, "name": identifier.title(), "nda": row["numeroDeclarationActivite"],
            "siret": row["siretEtablissementDeclarant"], "facts": [CERTIFICATE], **keys}


class Reconcile(unittest.TestCase):
    def setUp(self):
        self.house = House()
        self.addCleanup(self.house.close)
        self.daemon = self.house.daemon
        (same, other, renamed, *_), (lost, *_) = listed()
        self.renamed, self.other = renamed, other
        self.daemon.jalon("org", "remove", "acme")
        self.daemon.import_organizations([
            client("same", same, categories=["AF"]), client("lost", lost, categories=["AF"]),
            client("other", other, categories=["AF", "CFA"]),
            client("renamed", {**renamed, "numeroDeclarationActivite": "11999999999"},
                   categories=["AF"]),
            {"id": "closed", "name": "Closed", "nda": "11999999998"},
            {"id": "future", "name": "Future"}])

    def test_each_finding_is_printed_in_every_form(self):
        wanted = [("closed", "closed", "11999999998", ""),
                  ("lost", "not_certified", "AF", ""), ("other", "categories", "AF, CFA", "AF"),
                  ("renamed", "nda", "11999999999", self.renamed["numeroDeclarationActivite"])]
        keys = ("organization", "finding", "ours", "listed")
        as_json = [json.loads(line)
                   for line in self.daemon.jalon("reconcile", LIST, "-o", "json").splitlines()]
        self.assertEqual([tuple(item[key] for key in keys) for item in as_json], wanted)
        as_csv = csv.DictReader(io.StringIO(self.daemon.jalon("reconcile", LIST, "-o", "csv")))
        self.assertEqual([tuple(row[key] for key in keys) for row in as_csv], wanted)
        table = self.daemon.run("reconcile", LIST)
        self.assertRegex(table.stdout, r"(?m)^lost +Lost +not_certified +AF ")
        self.assertIn("6 organismes comparés avec 1000 de la liste\u00a0: 4 constats",
                      table.stderr)

    def test_nothing_is_written(self):
        before = self.daemon.jalon("export")
        self.daemon.jalon("reconcile", LIST)
        self.assertEqual(self.daemon.jalon("export"), before)

    def test_what_is_no_public_list_is_refused(self):
        result = self.daemon.run("reconcile", self.daemon.write("wrong.csv", "siret;nom\n"))
        self.assertEqual((result.returncode, result.stdout), (1, ""))
        self.assertIn("ne sont pas celles de la liste publique", result.stderr)
        self.assertEqual(self.daemon.run("reconcile", "none.csv").returncode, 1)


if __name__ == "__main__":
    unittest.main()
