#!/usr/bin/python3
"""Organizations with random histories, valid and odd: COUNT of them from SEED, one JSON
object a line.  Days cluster around month ends and leap days, where arithmetic goes wrong.

    generate.py COUNT SEED
"""

import json
import random
import sys
from datetime import date, timedelta

AUDITS = ["initial", "surveillance", "renewal", "complementary", "extension"]
CATEGORIES = ["AF", "BC", "VAE", "CFA"]


class Generator:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def day(self, first=date(2019, 6, 1), last=date(2031, 12, 31)):
        day = first + timedelta(self.random.randint(0, (last - first).days))
        if self.random.random() < 0.4:  # the last days of a month
            following = (day.replace(day=1) + timedelta(32)).replace(day=1)
            day = following - timedelta(self.random.randint(1, 3))
        return day.isoformat()

    def fact(self):
        pick = self.random.choice
        kind = pick(KINDS)
        fact = {"kind": kind, "on": self.day()}
        for key in FACTS[kind]:
            optional = key.endswith("?")
            if optional and self.random.random() < 0.5:
                continue
            fact[key.rstrip("?")] = self.value(key.rstrip("?"), fact)
        if self.random.random() < 0.05:
            fact["retracted"] = True
        return fact

    def value(self, key, fact):
        pick = self.random.choice
        if key == "starts":
            return self.near(fact["on"], -40, 60)
        if key == "ends":
            return self.near(fact.get("starts", fact["on"]), 700, 1200)
        if key in ("target", "day"):
            return self.near(fact["on"], -10, 700)
        if key == "categories":
            return [pick(CATEGORIES)]
        values = {"audit": AUDITS, "nc": ["NC1", "NC2", "é \"3\"", "NC4", "NC5", "NC6"],
                  "grade": ["minor", "minor", "major"], "mode": ["onsite", "remote"],
                  "indicator": range(1, 34), "referential": ["rnq-2019", "rnq-2026"],
                  "plan_days": [0, 15, 30], "certifier": ["certifopac", "alticert"],
                  "number": ["2024-1"], "year": range(2020, 2031)}
        return pick(list(values[key]))

    def near(self, day, low, high):
        return (date.fromisoformat(day)
                + timedelta(self.random.randint(low, high))).isoformat()

    def organization(self, index):
        document = {"id": f"o{index}", "name": f"Organisme {index}"}
        if self.random.random() < 0.8:
            document["nda"] = "11788457578"
        if self.random.random() < 0.7:
            document["categories"] = sorted(
                self.random.sample(CATEGORIES, self.random.randint(1, 3)))
        document["facts"] = [self.fact() for _ in range(self.random.randint(0, 14))]
        if self.random.random() < 0.2:
            document["facts"] += self.transfer()
        return document

    def transfer(self):
        """A certificate, and that of the certifier that takes it over."""
        starts, ends = self.day(), self.day(date(2024, 1, 1))
        later = self.near(starts, 1, 900)
        return [{"kind": "certificate.issued", "on": on, "ends": max(ends, on)}
                for on in (starts, later)]


FACTS = {
    "target.set": ["target"], "preparation.started": [], "application.filed": [],
    "certification.abandoned": [], "certifier.chosen": ["certifier"],
    "certifier.transferred": ["certifier"], "audit.booked": ["audit", "day", "mode?"],
    "audit.cancelled": ["audit"], "audit.held": ["audit"],
    "nc.notified": ["nc", "grade", "audit?", "indicator?", "referential?", "plan_days?"],
    "nc.plan_sent": ["nc"], "nc.fixed": ["nc"], "nc.lifted": ["nc"],
    "nc.requalified": ["nc"],
    "certificate.issued": ["starts?", "ends?", "number?", "certifier?"],
    "certificate.suspended": [], "certificate.reinstated": [],
    "certificate.withdrawn": [], "certification.refused": [],
    "scope.extended": ["categories"], "bpf.filed": ["year"], "accounts.filed": ["year"],
}
# What happens often comes often: certificates, audits, non-conformities.
OFTEN = ["certificate.issued"] * 6 + ["audit.booked"] * 4 + ["audit.held"] * 4 \
    + ["nc.notified"] * 8 + ["target.set"] * 2
KINDS = list(FACTS) + OFTEN


def main():
    generator = Generator(int(sys.argv[2]))
    for index in range(int(sys.argv[1])):
        print(json.dumps(generator.organization(index), ensure_ascii=False))


if __name__ == "__main__":
    main()
