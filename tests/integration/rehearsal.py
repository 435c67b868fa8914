#!/usr/bin/python3
"""A rehearsal at high speed sends exactly what `jalon simulate` foretold: the same
messages, to the same receivers, at the same times.

Usage: rehearsal.py PROGRAMS
"""

import json
import os
import subprocess
import sys
import tempfile
from datetime import datetime

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "tests/support"))

from daemon import Daemon, wait_for

FROM, TO = "2026-01-01", "2026-06-30"
START = "2026-01-01T00:00:00+01:00"
FAST = "3000000"  # half a year in five seconds, where the machine keeps up
CONF = """
[jalond]
rehearsal = yes
database = jalon.db
[http]
listen = 127.0.0.1:{port}
socket = jalon.sock
[mail]
transport = maildir:mail
from = Jalon <jalon@example.org>
[receiver "alice"]
email = alice@example.org
[receiver "partner"]
email = partner@example.org
[route "all"]
receivers = owner
delivery = digest
escalate = due-14d: partner
[route "law"]
force = law
receivers = contacts
"""


def organizations(programs):
    """Clients with random histories, some overseas, all of them alice's."""
    text = subprocess.run(
        [sys.executable, os.path.join(ROOT, "tests/oracle/generate.py"), "8", "3"],
        check=True, capture_output=True, text=True).stdout
    places = [("Métropole", "Europe/Paris"), ("La Réunion", "Indian/Reunion"),
              ("Nouvelle-Calédonie", "Pacific/Noumea")]
    for index, line in enumerate(text.splitlines()):
        zone, timezone = places[index % 3]
        yield {**json.loads(line), "owner": "alice", "zone": zone, "timezone": timezone,
               "contacts": [{"email": f"c{index}@example.org"}]}


def message(notice):
    """What counts of a message, its time as an instant."""
    items = sorted((i["organization"], i["milestone"], i["step"]) for i in notice["items"])
    at = datetime.fromisoformat(notice["at"].replace("Z", "+00:00")).timestamp()
    return at, notice["receiver"], notice["channel"], tuple(items)


def simulated(programs, folder, clients):
    result = subprocess.run(
        [os.path.join(programs, "jalon"), "simulate", "--config", "jalon.conf",
         "--from", FROM, "--to", TO, clients],
        cwd=folder, check=True, capture_output=True, text=True)
    return [message(json.loads(line)) for line in result.stdout.splitlines()]


def rehearsed(programs, folder, clients):
    """The clients are taken in at midnight of the first day; the time after is lived fast."""
    with Daemon(programs, folder, CONF, "--now", START) as slow:
        slow.jalon("import", clients)
    with Daemon(programs, folder, CONF, "--now", START, "--speed", FAST) as fast:
        def is_over():
            status, = fast.listing("status")
            waiting = status["notices"]["queued"] + status["notices"]["failed"]
            return status["next_wake"] > "2026-07-02" and waiting == 0
        if not wait_for(is_over, 90):
            raise RuntimeError("the time did not end: " + fast.jalon("status"))
        notices = fast.listing("notices")
        dead = [n for n in notices if n["state"] == "dead"]
        assert not dead, f"not sent: {dead[:3]}"
    return [message(n) for n in notices]


def main():
    programs = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        clients = os.path.join(folder, "clients.jsonl")
        with open(clients, "w", encoding="utf-8") as file:
            for organization in organizations(programs):
                file.write(json.dumps(organization) + "\n")
        got = rehearsed(programs, folder, clients)
        want = simulated(programs, folder, clients)
    end = datetime.fromisoformat(TO + "T23:59:59+01:00").timestamp()
    got = sorted(one for one in got if one[0] <= end)
    want = sorted(one for one in want if one[0] <= end)
    missing, extra = set(want) - set(got), set(got) - set(want)
    for name, ones in (("not sent", missing), ("not foretold", extra)):
        for one in sorted(ones)[:5]:
            print(f"{name}: {one}")
    assert len(got) == len(set(got)), "a message was sent twice"
    assert not missing and not extra
    assert len(got) > 100, f"only {len(got)} messages: the test shows nothing"
    print(f"{len(got)} messages, as foretold")


if __name__ == "__main__":
    main()
