#!/usr/bin/python3
"""Another program locks the database while notices go out: the daemon answers all the same,
does not burn the processor, sends little that it cannot note, and catches up afterwards.

Usage: locked.py PROGRAMS [SECONDS]
"""

import concurrent.futures
import contextlib
import os
import sqlite3
import sys
import time
import urllib.request

from campaign import database_of, finish, house, judge, organization, repeats
from daemon import wait_for
from receivers import Inbox

NOTICES = 200
WRITERS = 8         # who want to write at the same moment
UNDER_WAY = 64      # what may have been started before the lock was noticed
ANSWER_S = 0.2      # machines are shared: the daemon itself waits for 0.08 s
PROCESSOR = 0.1     # of one, with sanitizers
CATCHES_UP_S = 60
TICKS = os.sysconf("SC_CLK_TCK")


@contextlib.contextmanager
def lock(path):
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def processor_s(daemon):
    with open(f"/proc/{daemon.process.pid}/stat", encoding="ascii") as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def answer_s(url):
    start = time.monotonic()
    with urllib.request.urlopen(url, timeout=30) as answer:
        answer.read()
    return time.monotonic() - start


def watch(daemon, url, seconds):
    """The slowest of the answers within SECONDS, asked for ten times a second."""
    slowest = 0
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        slowest = max(slowest, answer_s(url))
        time.sleep(0.1)
    return slowest


def hooked(number):
    """One of whom a webhook is told: libcurl waits for a mail server's last word with the
    loop stopped, and it is the lock that is timed here."""
    return organization(2 * number + 1)


def main(programs, seconds=12):
    inbox = Inbox(delay=0.05)
    complaints = []
    with house(programs, inbox) as daemon:
        daemon.start()
        feed = daemon.jalon("feed", "add", "all").strip()
        daemon.import_organizations(map(hooked, range(NOTICES)))
        answer_s(feed)  # the first takes longer: it is made
        wait_for(lambda: inbox.taken > NOTICES // 5)
        with lock(database_of(daemon)), \
                concurrent.futures.ThreadPoolExecutor(WRITERS) as writers:
            taken, used = inbox.taken, processor_s(daemon)
            imports = [writers.submit(daemon.run, "import", "import.jsonl")
                       for _ in range(WRITERS)]
            slowest = watch(daemon, feed, seconds)
            used = (processor_s(daemon) - used) / seconds
            if inbox.taken > taken + UNDER_WAY:
                complaints.append("notices were sent whose result could not be written")
            if any(one.result().returncode != 1 for one in imports):
                complaints.append("an import was taken")
        if not wait_for(lambda: len(inbox.messages) == NOTICES, CATCHES_UP_S):
            complaints.append(f"not all was sent {CATCHES_UP_S} s after the lock")
        wait_for(lambda: not daemon.listing("notices", "--state", "queued"), 30)
        if slowest > ANSWER_S:
            complaints.append(f"the daemon let others wait for {slowest:.2f} s")
        if used > PROCESSOR:
            complaints.append(f"the daemon used {used:.0%} of a processor for nothing")
        complaints += judge(daemon, inbox, NOTICES)
        if repeats(inbox):
            complaints.append(f"{repeats(inbox)} notices came again")
    finish(f"locked for {seconds} s: slowest answer {slowest * 1000:.0f} ms, "
           f"{used:.1%} of a processor", complaints)


main(sys.argv[1], *map(int, sys.argv[2:]))
