#!/usr/bin/python3
"""The database's files are taken away under the running daemon: it stops sending, says so,
ends with a code of its own that the unit does not restart on, and saves what it held.

Usage: replaced.py PROGRAMS
"""

import glob
import os
import shutil
import sqlite3
import subprocess
import sys

from campaign import database_of, finish, house, organization
from daemon import wait_for
from receivers import Inbox

NOTICED_S = 10
EXIT_DATABASE = 3


def unlink(path):
    os.unlink(path)


def rename(path):
    os.rename(path, path + ".old")


def replace(path):
    shutil.copy(path, path + ".new")
    os.rename(path + ".new", path)


def take_folder(path):
    os.rename(os.path.dirname(path), os.path.dirname(path) + ".old")


CASES = (
    ("", unlink), ("", rename), ("", replace), ("", take_folder),
    ("-wal", unlink), ("-wal", replace),
)


def rescued(daemon):
    """How many organizations the copy holds that the daemon made of what it held."""
    copies = glob.glob(database_of(daemon) + ".rescued-*")
    if len(copies) != 1:
        return 0
    with sqlite3.connect(copies[0]) as copy:
        return copy.execute("SELECT count(*) FROM organizations").fetchone()[0]


def judge(daemon, inbox, arrived, take):
    if not wait_for(lambda: daemon.process.poll() is not None, NOTICED_S):
        yield f"the daemon goes on after {NOTICED_S} s"
        return
    if daemon.process.returncode != EXIT_DATABASE:
        yield f"the daemon ended with {daemon.process.returncode}"
    if len([line for line in daemon.log().splitlines() if "moved, deleted or" in line]) != 1:
        yield "not one line of the log says why"
    if inbox.taken != arrived:
        yield "something was sent that no database will know of"
    if take is not take_folder and rescued(daemon) != 2:
        yield "what the daemon held was not saved"
    if daemon.run("check").returncode != 2:
        yield "jalon check is not critical"
    if not os.path.exists(database_of(daemon)) and take is not take_folder:
        yield from judge_next_start(daemon)


def judge_next_start(daemon):
    """As a boot or an upgrade of the package would do it, before a person has looked."""
    daemon.launch()
    if daemon.process.wait(10) != EXIT_DATABASE:
        yield f"the next start ended with {daemon.process.returncode}"
    if "it is gone, and jalon.db" not in daemon.log():
        yield "the next start does not say what is missing"
    if os.path.exists(database_of(daemon)):
        yield "the next start made an empty database"


def try_case(programs, ending, take):
    inbox = Inbox()
    with house(programs, inbox) as daemon:
        daemon.start()
        daemon.import_organizations(map(organization, range(2)))
        wait_for(lambda: inbox.taken == 2 and
                 len(daemon.listing("notices", "--state", "sent")) == 2)
        take(database_of(daemon) + ending)
        yield from judge(daemon, inbox, 2, take)


def unit_restarts():
    """Whether the shipped unit would start the daemon again, on a database that is new."""
    unit = os.path.join(os.path.dirname(os.path.abspath(__file__)),
                        "../../systemd/jalond.service")
    return subprocess.run(["grep", "-q", f"^RestartPreventExitStatus={EXIT_DATABASE}$", unit],
                          check=False).returncode != 0


def main(programs):
    complaints = [f"{take.__name__} jalon.db{ending}: {complaint}"
                  for ending, take in CASES
                  for complaint in try_case(programs, ending, take)]
    if unit_restarts():
        complaints.append("the unit starts the daemon again")
    finish(f"{len(CASES)} ways to take the database away", complaints)


main(sys.argv[1])
