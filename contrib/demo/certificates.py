#!/usr/bin/env python3
"""Gives certified organizations of the public list a history, for the demonstration.

Reads organizations as `jalon export` writes them; writes those that have a category, with
an invented certificate added.  The dates depend on the order of the organizations and on
DAY alone.

Usage: certificates.py DAY < organizations.jsonl > demonstration.jsonl
"""

import datetime
import json
import sys

OWNERS = ("alice", "bruno")


def later(day, months):
    """DAY moved by MONTHS; demonstration days stop at the 28th, so no month lacks them."""
    month = day.year * 12 + day.month - 1 + months
    return datetime.date(month // 12, month % 12 + 1, day.day)


def surveillance(number, start, today):
    """The surveillance audit: most are held in the 17th month, some are late."""
    held = later(start, 17)
    late = number % 6 == 0 and today < later(start, 23)
    if held >= today or late:
        return
    yield {"kind": "audit.held", "on": held, "audit": "surveillance"}
    if number % 4 == 0:
        yield {"kind": "nc.notified", "on": held, "nc": "NC-1", "grade": "minor",
               "audit": "surveillance", "indicator": 17, "referential": "rnq-2019"}
        if later(held, 5) < today:
            yield {"kind": "nc.lifted", "on": later(held, 5), "nc": "NC-1"}


def renewal(number, start, today):
    """The renewal: mostly, the certifier is chosen and the audit held in time."""
    chosen, held = later(start, 27), later(start, 31)
    if chosen < today and number % 8:
        yield {"kind": "certifier.chosen", "on": chosen, "certifier": "demonstration"}
    if held < today and number % 12:
        yield {"kind": "audit.held", "on": held, "audit": "renewal"}


def facts(number, today):
    """What happened to certified organization NUMBER up to TODAY."""
    start = today - datetime.timedelta(days=20 + number * 83 % 1060)
    start = start.replace(day=min(start.day, 28))
    yield {"kind": "certificate.issued", "on": start, "number": f"DEMO-{number:04}"}
    yield from surveillance(number, start, today)
    yield from renewal(number, start, today)


def main():
    today = datetime.date.fromisoformat(sys.argv[1])
    number = 0
    for line in sys.stdin:
        organization = json.loads(line)
        if not organization.get("categories"):
            continue
        number += 1
        organization["owner"] = OWNERS[number % len(OWNERS)]
        organization["tags"] = ["demonstration"]
        organization["facts"] = list(facts(number, today))
        print(json.dumps(organization, ensure_ascii=False, default=str))


main()
