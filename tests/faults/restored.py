#!/usr/bin/python3
"""An older copy of the database is put back: what was sent after it was made is sent again
under the same ids, what was sent before is not, and a log of the newer database that was
left beside the copy is not written into it.

Usage: restored.py PROGRAMS [NOTICES]
"""

import os
import shutil
import sys

from campaign import NOW, database_of, finish, house, judge, organization, repeats
from daemon import wait_for
from receivers import Inbox

EARLY = "2026-11-02T09:00:00+01:00"
LATER = "2026-11-25T09:00:00+01:00"
EXIT_DATABASE = 3
ENDINGS = ("", "-wal", "-shm")


def due_early(number):
    """One that owes its notice at EARLY already."""
    return {**organization(number), "id": f"early{number}",
            "facts": [{"id": "c", "kind": "certificate.issued", "on": "2023-11-15"}]}


def run_until_sent(daemon, inbox, now, wanted):
    daemon.arguments = ("--now", now)
    daemon.start()
    wait_for(lambda: len(inbox.messages) >= wanted)
    wait_for(lambda: not daemon.listing("notices", "--state", "queued"))


def live(daemon, inbox, notices):
    """NOTICES are sent, a copy is made, and as many are sent after it; the ids of those
    before and after."""
    daemon.arguments = ("--now", EARLY)
    daemon.start()
    daemon.import_organizations([make(number) for number in range(notices)
                                 for make in (due_early, organization)])
    wait_for(lambda: len(inbox.messages) >= notices)
    wait_for(lambda: not daemon.listing("notices", "--state", "queued"))
    daemon.jalon("backup", "copy.db")
    before = set(inbox.messages)
    daemon.stop()
    run_until_sent(daemon, inbox, NOW, 2 * notices)
    return before, set(inbox.messages) - before


def put_copy(daemon, left):
    """The copy in the place of the database, of which the files with the endings LEFT
    stay."""
    path = database_of(daemon)
    for ending in ENDINGS:
        if ending not in left and os.path.exists(path + ending):
            os.unlink(path + ending)
    shutil.copy(os.path.join(daemon.folder, "copy.db"), path)


def contents(daemon):
    found = {}
    for ending in ("", "-wal"):
        with open(database_of(daemon) + ending, "rb") as file:
            found[ending] = file.read()
    return found


def judge_refusal(daemon):
    """Sentences about a start beside another database's log, which is then taken away."""
    files = contents(daemon)
    daemon.arguments = ("--now", LATER)
    os.truncate(daemon.log_path, 0)
    daemon.launch()
    wait_for(daemon.answers)
    if daemon.process.poll() != EXIT_DATABASE:
        yield f"a start beside another's log: {daemon.process.poll()}"
        daemon.kill()
    if "jalon.db-wal" not in daemon.log():
        yield f"the log does not name what is to be moved: {daemon.log()}"
    if contents(daemon) != files:
        yield "what was refused was changed"
    os.unlink(database_of(daemon) + "-wal")


def judge_again(daemon, inbox, before, after):
    """Sentences about what is sent from the copy on."""
    for message_id in after:
        del inbox.messages[message_id]
    run_until_sent(daemon, inbox, LATER, len(before | after))
    if set(inbox.messages) - before != after:
        yield "what was sent after the copy did not come again under the same ids"
    if repeats(inbox):
        yield f"{repeats(inbox)} notices came that the copy knows as sent"
    yield from judge(daemon, inbox, len(before | after))


def end_by_stop(daemon):
    daemon.stop()


def end_by_kill(daemon):
    daemon.kill()


# How the daemon ended, what was left beside the copy, and whether that is another's log.
CASES = (
    (end_by_stop, (), False), (end_by_kill, (), False), (end_by_kill, ("-shm",), False),
    (end_by_kill, ("-wal",), True), (end_by_kill, ("-wal", "-shm"), True),
)


def try_case(programs, notices, case):
    end, left, refused = case
    inbox = Inbox()
    with house(programs, inbox) as daemon:
        before, after = live(daemon, inbox, notices)
        end(daemon)
        put_copy(daemon, left)
        if refused:
            yield from judge_refusal(daemon)
        yield from judge_again(daemon, inbox, before, after)


def main(programs, notices=6):
    complaints = [f"{case[0].__name__}, left {case[1]}: {complaint}" for case in CASES
                  for complaint in try_case(programs, notices, case)]
    finish(f"{len(CASES)} times a copy was put back, after which {notices} notices had been "
           "sent", complaints)


main(sys.argv[1], *map(int, sys.argv[2:]))
