#!/usr/bin/python3
"""Every byte of a feed is as RFC 5545 and the pickiest of calendar programs want it.

Usage: icscheck.py PROGRAMS
"""

import os
import re
import sys
import tempfile
import urllib.request

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "tests/support"))

from daemon import Daemon

ONCE_IN_EVENT = ("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "LAST-MODIFIED",
                 "SEQUENCE", "TRANSP")
ONCE_IN_CALENDAR = ("VERSION", "PRODID", "NAME", "X-WR-CALNAME", "REFRESH-INTERVAL",
                    "X-PUBLISHED-TTL", "COLOR", "CATEGORIES", "URL")
NEVER_IN_CALENDAR = ("METHOD", "UID")
TEXTS = ("SUMMARY", "DESCRIPTION", "NAME", "UID")
PARAMETER = rb'[A-Z0-9-]+=(?:"[^"]*"|[^";:,]*)'
CONTENT_LINE = re.compile(rb"([A-Z0-9-]+)((?:;" + PARAMETER + rb")*):(.*)", re.DOTALL)

CONF = """
[jalond]
rehearsal = yes
uid_domain = jalon.example.org
[http]
listen = 127.0.0.1:{port}
socket = jalon.sock
public_url = http://127.0.0.1:{port}
"""


def byte_complaints(data):
    """What is wrong with the lines as they stand in the file."""
    if re.search(rb"(?<!\r)\n|\r(?!\n)", data):
        yield "bare CR or LF"
    if not data.endswith(b"\r\n"):
        yield "no final line break"
    for number, line in enumerate(data.split(b"\r\n"), 1):
        if len(line) > 75:
            yield f"line {number}: {len(line)} octets"
        if re.search(rb"[\x00-\x08\x0b-\x1f\x7f]", line):
            yield f"line {number}: control character"
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            yield f"line {number}: not UTF-8 by itself"


class Component(dict):
    """{property: [(parameters, value), …]} and the components inside."""

    def __init__(self, name):
        super().__init__()
        self.name = name
        self.inside = []

    def value(self, name):
        return self.get(name, [("", "")])[0][1]

    def count_complaints(self, names, wanted):
        for name in names:
            if len(self.get(name, ())) != wanted:
                yield f"{self.name} {self.value('UID')}: {name} x{len(self.get(name, ()))}"


def parse(data):
    """The outermost component; ValueError says what is no such thing."""
    top = Component("")
    stack = [top]
    for line in re.sub(rb"\r\n[ \t]", b"", data).split(b"\r\n")[:-1]:
        match = CONTENT_LINE.fullmatch(line)
        if not match:
            raise ValueError(f"no content line: {line[:60]!r}")
        name, parameters, value = (part.decode("utf-8") for part in match.groups())
        if name == "BEGIN":
            stack[-1].inside.append(Component(value))
            stack.append(stack[-1].inside[-1])
        elif name == "END":
            if stack.pop().name != value:
                raise ValueError(f"END:{value} ends nothing")
        else:
            stack[-1].setdefault(name, []).append((parameters, value))
    if len(stack) != 1 or len(top.inside) != 1:
        raise ValueError("truncated, or more than one calendar")
    return top.inside[0]


def text_complaints(component):
    for name in TEXTS:
        if re.search(r"(?<!\\)(?:\\\\)*[,;]", component.value(name)):
            yield f"{name}: comma or semicolon without its backslash"


def event_complaints(event):
    yield from event.count_complaints(ONCE_IN_EVENT, 1)
    yield from event.count_complaints(("ATTACH", "ORGANIZER", "METHOD"), 0)
    yield from text_complaints(event)
    uid = event.value("UID")
    if {event.get(name, [("", "")])[0][0] for name in ("DTSTART", "DTEND")} != {";VALUE=DATE"}:
        yield f"{uid}: not all-day"
    if event.value("DTEND") <= event.value("DTSTART"):
        yield f"{uid}: ends before it is over"
    for name in ("DTSTAMP", "LAST-MODIFIED"):
        if not re.fullmatch(r"\d{8}T\d{6}Z", event.value(name)):
            yield f"{uid}: {name} is not in UTC"
    if event.value("DTSTAMP") != event.value("LAST-MODIFIED"):
        yield f"{uid}: DTSTAMP and LAST-MODIFIED moved apart"


def calendar_complaints(calendar):
    yield from calendar.count_complaints(ONCE_IN_CALENDAR, 1)
    yield from calendar.count_complaints(NEVER_IN_CALENDAR, 0)
    yield from text_complaints(calendar)
    if re.search(r"[,;\\]", calendar.value("X-WR-CALNAME")):
        yield "X-WR-CALNAME: a character that some programs unescape and others do not"
    uids = [event.value("UID") for event in calendar.inside]
    if not uids:
        yield "no event: some programs take that for a failure"
    if len(set(uids)) != len(uids):
        yield "one UID twice"
    order = [(event.value("DTSTART"), event.value("UID")) for event in calendar.inside]
    if order != sorted(order):
        yield "not in order of day and UID"
    for event in calendar.inside:
        if event.name != "VEVENT":
            yield f"{event.name}: only events are read by all"
        yield from event_complaints(event)


def complaints(data):
    found = list(byte_complaints(data))
    try:
        found += calendar_complaints(parse(data))
    except (ValueError, UnicodeDecodeError) as error:
        found.append(str(error))
    return found


# What must be complained of, when a good feed is broken by replacing one thing.
BREAKS = (
    (b"\r\n", b"\n", "bare CR or LF"),
    (b"END:VCALENDAR\r\n", b"", "truncated"),
    (b"\r\n ", b"", "octets"),
    (b"SUMMARY:", b"SUMMARY:\x07", "control character"),
    (b"SUMMARY:", b"SUMMARY:\xe9", "not UTF-8"),
    (b"SUMMARY:", b"SUMMARY:a,b ", "comma"),
    (b"X-WR-CALNAME:", b"X-WR-CALNAME:\\", "X-WR-CALNAME"),
    (b"DTEND;VALUE=DATE:2", b"DTEND;VALUE=DATE:1", "ends before"),
    (b"DTSTART;VALUE=DATE:", b"DTSTART:", "not all-day"),
    (b"DTSTAMP:2", b"DTSTAMP:1", "moved apart"),
    (b"VERSION:2.0", b"METHOD:PUBLISH\r\nVERSION:2.0", "METHOD"),
    (b"TRANSP:", b"X-TRANSP:", "TRANSP"),
    (b"VEVENT", b"VTODO", "VTODO"),
    (b"UID:due.", b"X-UID:due.", "UID x0"),
)


def blind_spots(good):
    """The breaks of GOOD that nothing complains of: then the checks above are worth
    nothing."""
    for old, new, word in BREAKS:
        if not any(word in complaint for complaint in complaints(good.replace(old, new))):
            yield f"nothing complained of {old!r} becoming {new!r}"


def organizations():
    name = "Écolé « à, l'œuvre » ; formation \\ conseil d'été 日本語 🎓 et bien au-delà encore"
    facts = [{"id": "c", "kind": "certificate.issued", "on": "2025-06-15"},
             {"id": "b", "kind": "audit.booked", "on": "2026-01-05", "day": "2026-12-10",
              "audit": "surveillance"},
             {"id": "n", "kind": "nc.notified", "on": "2026-08-31", "nc": "NC, 1; \\ « é »",
              "grade": "major", "indicator": 17, "audit": "surveillance"}]
    return [{"id": "acme", "name": name, "tags": ["nord"], "nda": "11788457578",
             "categories": ["AF", "CFA"], "facts": facts}]


def fetch(daemon, name, *options):
    url = daemon.jalon("feed", "add", name, *options).strip()
    with urllib.request.urlopen(url) as answer:
        return answer.read()


def main():
    with tempfile.TemporaryDirectory() as folder, Daemon(
            sys.argv[1], folder, CONF, "--now", "2026-11-24T10:00:00+01:00") as daemon:
        daemon.import_organizations(organizations())
        feeds = {"all": fetch(daemon, "all"),
                 "masked": fetch(daemon, "masked", "--masked", "--tag", "nord"),
                 "alarms": fetch(daemon, "alarms", "--alarms", "7d,1d"),
                 "empty": fetch(daemon, "empty", "--owner", "nobody")}
    found = [f"{name}: {complaint}" for name, data in feeds.items()
             for complaint in complaints(data)]
    found += blind_spots(feeds["all"])
    if "acme" in re.sub("UID:.*", "", feeds["masked"].decode().replace("\r\n ", "")):
        found.append("masked: names the organization outside its UIDs")
    print(*found, sep="\n", end="\n" if found else "")
    print(f"{len(feeds)} feeds, {len(BREAKS)} ways to break one")
    sys.exit(1 if found else 0)


main()
