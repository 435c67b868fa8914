"""Feeds beside nginx, which serves the same bytes as a file, and beside Radicale, which
has the same events."""

import http.client
import os
import re
import urllib.parse

from house import daemon, free_port, in_turns, nginx, organizations, rate, server, wrk

EVENTS_EACH = 8  # about so many has a client
TAGS = {10: "ten", 1000: "thousand"}


def clients(count):
    """Enough clients for a feed of COUNT events, those of the smaller feeds tagged."""
    for index, document in enumerate(organizations(count // EVENTS_EACH + 1)):
        document["tags"] = [tag for size, tag in TAGS.items()
                            if index < max(1, size // EVENTS_EACH)]
        yield document


def fetch(url, method="GET"):
    parts = urllib.parse.urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=300)
    connection.request(method, parts.path)
    response = connection.getresponse()
    return response.read(), response.getheader("ETag")


def headers(url, status):
    """wrk's arguments for URL to answer with STATUS."""
    return ["-H", f"If-None-Match: {fetch(url, 'HEAD')[1]}"] if status == 304 else []


def measure_beside_nginx(table, name, url, body, how, folder):
    path = os.path.join(folder, "feed.ics")
    with open(path, "wb") as file:
        file.write(body)
    with nginx(folder, sendfile="off" if how["huge"] else "on") as port:
        other = f"http://127.0.0.1:{port}/feed.ics"
        for status in (200, 304):
            # 32 answers of 63 MB on their way measure memory; one 304 at a time measures
            # how soon a process wakes up.
            connections = 1 if how["huge"] and status == 200 else 32
            arguments = [headers(one, status) for one in (url, other)]
            ours, theirs = in_turns(
                how["rounds"],
                lambda: wrk(url, connections, how["duration"], *arguments[0]),
                lambda: wrk(other, connections, how["duration"], *arguments[1]))
            aim = 0.8 if how["huge"] and status == 200 else 1.0
            table.add(f"feed of {name} events, {status}", rate(ours),
                      f"nginx {rate(theirs)}", ours / theirs, f">= {aim}")


def radicale_collection(folder, body):
    """A collection with each event of BODY as a file."""
    collection = os.path.join(folder, "collections/collection-root/bench/feed")
    os.makedirs(collection)
    with open(os.path.join(collection, ".Radicale.props"), "w", encoding="ascii") as file:
        file.write('{"tag": "VCALENDAR"}')
    events = re.findall(rb"BEGIN:VEVENT.*?END:VEVENT\r\n", body, re.DOTALL)
    for index, event in enumerate(events):
        with open(os.path.join(collection, f"{index}.ics"), "wb") as file:
            file.write(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Jalon//EN\r\n"
                       + event + b"END:VCALENDAR\r\n")


def measure_beside_radicale(table, name, url, body, how, folder):
    port = free_port()
    radicale_collection(folder, body)
    other = f"http://127.0.0.1:{port}/bench/feed/"
    with server("radicale", "--server-hosts", f"127.0.0.1:{port}", "--auth-type", "none",
                "--storage-filesystem-folder", os.path.join(folder, "collections"),
                "--rights-type", "authenticated", "--config", "", port=port):
        fetch(other)  # fills its cache
        ours, theirs = in_turns(1, lambda: wrk(url, 8, how["duration"]),
                                lambda: wrk(other, 8, max(3, how["duration"])))
    table.add(f"feed of {name} events, 200", rate(ours), f"Radicale {rate(theirs)}",
              ours / theirs if theirs else "", ">= 100")


def run(table, programs, scale):
    largest = {"short": 1000, "normal": 100000, "long": 100000}[scale]
    duration = 1 if scale == "short" else 4
    with daemon(programs) as jalon:
        jalon.import_organizations(clients(largest))
        for count in sorted({*TAGS, largest}):
            scope = ["--tag", TAGS[count]] if count in TAGS else []
            url = jalon.jalon("feed", "add", f"feed{count}", *scope).split()[-1]
            body, _ = fetch(url)
            events = f"{body.count(b'BEGIN:VEVENT'):,}"
            how = {"huge": count > 10000, "duration": duration,
                     "rounds": 1 if scale == "short" else 3}
            folder = os.path.join(jalon.folder, str(count))
            os.mkdir(folder)
            measure_beside_nginx(table, events, url, body, how, folder)
            if not how["huge"]:
                measure_beside_radicale(table, events, url, body, how, folder)
