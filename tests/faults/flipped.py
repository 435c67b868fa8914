#!/usr/bin/python3
"""Bytes of the database or of its log are other than they were written: the daemon says so
and touches nothing, or runs; it never crashes, and never makes a new database.

Usage: flipped.py PROGRAMS [CASES [SEED]]
"""

import contextlib
import os
import random
import shutil
import sqlite3
import sys

from campaign import database_of, finish, house, organization
from daemon import wait_for
from receivers import Inbox

EXIT_DATABASE = 3
ENDINGS = ("", "-wal")
QUESTIONS = (("status",), ("export",), ("notices",), ("ledger", "verify"), ("milestones",))


def prepare(daemon, inbox):
    """A database that was backed up, with its log, as a crash leaves them; their bytes."""
    daemon.start()
    daemon.import_organizations(map(organization, range(40)))
    wait_for(lambda: len(inbox.messages) == 40)
    daemon.stop()
    daemon.start()
    daemon.jalon("backup", "copy.db")
    daemon.import_organizations(map(organization, range(40, 60)))
    wait_for(lambda: len(inbox.messages) == 60)
    daemon.kill()
    return [read(database_of(daemon) + ending) for ending in ENDINGS]


def read(path):
    if not os.path.exists(path):
        return None
    with open(path, "rb") as file:
        return file.read()


def flip(content, chance):
    """CONTENT with one to sixteen bytes that are others."""
    content = bytearray(content)
    for _ in range(chance.choice((1, 4, 16))):
        content[chance.randrange(len(content))] ^= chance.randrange(1, 256)
    return bytes(content)


def use(daemon):
    """Asks for all there is; whatever comes of it, the daemon ends in order."""
    for question in QUESTIONS:
        daemon.run(*question)
    if daemon.process.poll() is None:
        daemon.stop()
    return daemon.process.returncode


def judge(daemon, files):
    """One case; what it came to, and sentences about what should not be."""
    daemon.launch()
    wait_for(daemon.answers)
    if daemon.process.poll() is None:
        code = use(daemon)
        return "ran", [f"the daemon ended with {code}"] if code not in (0, EXIT_DATABASE) else []
    complaints = []
    code = daemon.process.returncode
    if code not in (1, EXIT_DATABASE):
        complaints.append(f"the daemon refused with {code}")
    if len([line for line in daemon.log().splitlines() if line.startswith("<3>")]) != 1:
        complaints.append("not one line of the log says why")
    if [read(database_of(daemon) + ending) for ending in ENDINGS] != files:
        complaints.append("a database that was refused was changed")
    return "refused" if code == EXIT_DATABASE else "refused for now", complaints


def put(daemon, files):
    """FILES in the place of the database's."""
    shutil.rmtree(os.path.dirname(database_of(daemon)))
    os.mkdir(os.path.dirname(database_of(daemon)))
    os.truncate(daemon.log_path, 0)
    for ending, content in zip(ENDINGS, files):
        with open(database_of(daemon) + ending, "wb") as file:
            file.write(content)


def wipe_page(path, table):
    """The page of the database where TABLE begins is nonsense."""
    with contextlib.closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        page, = database.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?",
                                 (table,)).fetchone()
    with open(path, "r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xa5" * 4096)


def judge_page(daemon):
    """A page is gone, and the table that knows of the backup is not."""
    wipe_page(database_of(daemon), "organizations")
    daemon.launch()
    wait_for(daemon.answers)
    if daemon.process.returncode != EXIT_DATABASE:
        yield f"a lost page: the daemon ended with {daemon.process.returncode}"
    if "last backed up at 2026-11-24" not in daemon.log():
        yield f"a lost page: the last backup is not named: {daemon.log()}"


def main(programs, cases=25, seed=1):
    inbox = Inbox()
    chance = random.Random(seed)
    outcomes, complaints = [], []
    with house(programs, inbox) as daemon:
        whole = prepare(daemon, inbox)
        for case in range(cases):
            files = list(whole)
            files[case % 4 == 3] = flip(files[case % 4 == 3], chance)
            put(daemon, files)
            outcome, found = judge(daemon, files)
            outcomes.append(outcome)
            complaints += [f"case {case}: {complaint}: {daemon.log()}" for complaint in found]
        put(daemon, whole)
        complaints += judge_page(daemon)
    finish(f"{cases} damaged databases (seed {seed}): " + ", ".join(
        f"{outcomes.count(outcome)} {outcome}" for outcome in sorted(set(outcomes))), complaints)


main(sys.argv[1], *map(int, sys.argv[2:]))
