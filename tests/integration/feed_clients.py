#!/usr/bin/python3
"""Other people's calendar programs read from a feed exactly the dates that `jalon plan`
computes, before and after a change.

Usage: feed_clients.py PROGRAMS
"""

import json
import os
import subprocess
import sys
import tempfile
import urllib.request

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "tests/support"))

try:
    import icalendar
    import vobject
except ImportError as error:
    print(f"skipped: {error}")
    sys.exit(77)

from daemon import Daemon

NODE_READER = os.path.join(ROOT, "tests/integration/read_feed.mjs")
TODAY = "2026-11-24"
FEED_BEGINS = "2025-01-01"
UID_DOMAIN = "jalon.example.org"
CONF = f"""
[jalond]
rehearsal = yes
uid_domain = {UID_DOMAIN}
[http]
listen = 127.0.0.1:{{port}}
socket = jalon.sock
public_url = http://127.0.0.1:{{port}}
"""


def certified(name, start, *facts):
    issued = {"id": "c", "kind": "certificate.issued", "on": start}
    return {"id": name, "name": f"Écolé « {name} » ; formation, conseil \\ audit",
            "facts": [issued, *facts]}


def organizations():
    """The worked examples of the rules, and non-conformities beside them."""
    for start in ("2023-08-31", "2023-12-31", "2024-02-29", "2024-04-30", "2026-01-29"):
        yield certified("s-" + start, start)
    for day in ("2026-08-31", "2026-11-30"):
        yield certified("nc-" + day, "2026-01-29", *(
            {"id": grade, "kind": "nc.notified", "on": day, "nc": grade, "grade": grade,
             "audit": "surveillance", "indicator": 17, "referential": "rnq-2019"}
            for grade in ("minor", "major")))
    yield certified("booked", "2025-06-15", {
        "id": "b", "kind": "audit.booked", "on": "2026-01-05", "audit": "surveillance",
        "day": "2026-12-10", "mode": "onsite"})


def planned(daemon):
    """{uid: day} of the events that the feed should hold, from `jalon plan`."""
    path = daemon.write("plan.jsonl", daemon.jalon("export"))
    events = {}
    for line in daemon.jalon("plan", "--today", TODAY, path).splitlines():
        milestone = json.loads(line)
        if milestone["type"] != "milestone" or milestone["state"] == "moot":
            continue
        opens = milestone["kind"] in ("surveillance.window", "reapply.allowed")
        days = {"opens": milestone["opens"] if opens else None,
                "due": milestone["safe"] or milestone["due"],
                "booked": milestone["booked"]}
        for part, day in days.items():
            if day and day >= FEED_BEGINS:
                uid = f"{part}.{milestone['id']}.{milestone['organization']}@{UID_DOMAIN}"
                events[uid] = day
    return events


def by_icalendar(text):
    return {str(event["UID"]): event["DTSTART"].dt.isoformat()
            for event in icalendar.Calendar.from_ical(text).walk("VEVENT")}


def by_vobject(text):
    return {event.uid.value: event.dtstart.value.isoformat()
            for event in vobject.readOne(text).vevent_list}


def by_node(library):
    def read(text):
        result = subprocess.run(["node", NODE_READER, library], input=text, text=True,
                                capture_output=True, check=True)
        return json.loads(result.stdout)
    return read


class Khal:
    """A subscription of vdirsyncer's, read with khal."""

    def __init__(self, folder, url):
        self.folder = folder
        self.environment = {**os.environ, "HOME": folder, "XDG_CONFIG_HOME": folder,
                            "XDG_DATA_HOME": folder, "XDG_CACHE_HOME": folder,
                            "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
        self.write("vdirsyncer.conf", f"""
[general]
status_path = "{folder}/status"
[pair jalon]
a = "here"
b = "there"
collections = null
[storage here]
type = "filesystem"
path = "{folder}/calendar"
fileext = ".ics"
[storage there]
type = "http"
url = "{url}"
""")
        self.write("khal.conf", f"""
[calendars]
[[jalon]]
path = {folder}/calendar
[locale]
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
timeformat = %H:%M
""")
        os.mkdir(os.path.join(folder, "calendar"))
        self.run("vdirsyncer", "-c", f"{folder}/vdirsyncer.conf", "discover")

    def write(self, name, text):
        with open(os.path.join(self.folder, name), "w", encoding="utf-8") as file:
            file.write(text)

    def run(self, *command):
        result = subprocess.run(command, env=self.environment, text=True, check=False,
                                stdin=subprocess.DEVNULL, capture_output=True)
        if result.returncode != 0:
            raise RuntimeError(f"{command}: {result.stderr}")
        return result.stdout

    def __call__(self, text):
        """vdirsyncer gives events UIDs of its own: they are told apart by their titles."""
        uids = {str(event["SUMMARY"]): str(event["UID"])
                for event in icalendar.Calendar.from_ical(text).walk("VEVENT")}
        self.run("vdirsyncer", "-c", f"{self.folder}/vdirsyncer.conf", "sync")
        listing = self.run("khal", "-c", f"{self.folder}/khal.conf", "list",
                           "--format", "{start-date} {title}", "--day-format", "",
                           "2025-01-01", "2035-01-01")
        lines = (line.split(" ", 1) for line in listing.splitlines() if line)
        return {uids.get(title, title): day for day, title in lines}


def compare(name, found, wanted):
    complaints = [f"{name}: {uid} on {found.get(uid)} instead of {wanted.get(uid)}"
                  for uid in sorted(found.keys() | wanted.keys())
                  if found.get(uid) != wanted.get(uid)]
    for complaint in complaints:
        print(complaint)
    return not complaints


def main():
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as home, \
            Daemon(sys.argv[1], folder, CONF, "--now", TODAY + "T10:00:00+01:00") as daemon:
        daemon.import_organizations(organizations())
        url = daemon.jalon("feed", "add", "all").split()[-1]
        readers = {"icalendar": by_icalendar, "vobject": by_vobject,
                   "ical.js": by_node("ical.js"), "node-ical": by_node("node-ical"),
                   "khal": Khal(home, url)}
        good = read_with_all(readers, url, planned(daemon))
        daemon.jalon("record", "s-2026-01-29", "audit.held", "--on", "2026-11-20",
                     "audit=surveillance")
        daemon.jalon("record", "booked", "audit.booked", "--on", "2026-11-20",
                     "audit=surveillance", "day=2027-01-12", "mode=remote")
        good &= read_with_all(readers, url, planned(daemon))
    sys.exit(0 if good else 1)


def read_with_all(readers, url, wanted):
    with urllib.request.urlopen(url) as answer:
        text = answer.read().decode()
    results = [compare(name, read(text), wanted) for name, read in readers.items()]
    print(f"{len(wanted)} events, read alike by {sum(results)} of {len(results)} programs")
    return all(results) and len(wanted) > 0


main()
