#!/usr/bin/python3
"""A second daemon on the same database, by whatever name it knows it: it ends at once and
says why, and the first goes on as if nothing were.

Usage: two.py PROGRAMS
"""

import os
import subprocess
import sys
import time

from campaign import database_of, finish, house, judge, organization, repeats
from daemon import free_port, wait_for
from receivers import Inbox

NOTICES = 100
ENDS_S = 1


def link_file(path):
    os.symlink(path, path + ".link")
    return path + ".link"


def link_folder(path):
    folder = os.path.dirname(path)
    os.symlink(folder, folder + ".link")
    return os.path.join(folder + ".link", os.path.basename(path))


def link_hard(path):
    folder = os.path.dirname(path) + ".hard"
    os.mkdir(folder)
    os.link(path, os.path.join(folder, os.path.basename(path)))
    return os.path.join(folder, os.path.basename(path))


def same(path):
    return path


def roundabout(path):
    return os.path.join(os.path.dirname(path), ".", os.path.basename(path))


def start_second(daemon, path):
    """How a daemon of its own address on database PATH ended: seconds, code, log."""
    with open(os.path.join(daemon.folder, "jalon.conf"), encoding="utf-8") as file:
        conf = file.read()
    conf = conf.replace("data/jalon.db", path).replace("jalon.sock", "second.sock")
    conf = conf.replace(f":{daemon.port}\n", f":{free_port()}\n")
    second = daemon.write("second.conf", conf)
    start = time.monotonic()
    try:
        ended = subprocess.run(
            [os.path.join(daemon.programs, "jalond"), "--config", second, *daemon.arguments],
            cwd=daemon.folder, capture_output=True, text=True, timeout=15, check=False)
    except subprocess.TimeoutExpired:
        return 15, None, ""
    return time.monotonic() - start, ended.returncode, ended.stderr


def judge_second(daemon, path):
    seconds, code, log = start_second(daemon, path)
    if code != 1:
        yield f"the second ended with {code}"
    if seconds > ENDS_S:
        yield f"the second took {seconds:.1f} s"
    if "another daemon is using it" not in log:
        yield f"the second says {log}"


def main(programs):
    inbox = Inbox(delay=0.02)
    names = (same, roundabout, link_folder, link_file, link_hard)
    complaints = []
    with house(programs, inbox) as daemon:
        daemon.start()
        daemon.import_organizations(map(organization, range(NOTICES)))
        wait_for(lambda: inbox.taken > 0)
        for name in names:
            complaints += [f"{name.__name__}: {complaint}" for complaint
                           in judge_second(daemon, name(database_of(daemon)))]
        wait_for(lambda: len(inbox.messages) == NOTICES)
        wait_for(lambda: not daemon.listing("notices", "--state", "queued"))
        complaints += judge(daemon, inbox, NOTICES)
    if repeats(inbox):
        complaints.append(f"{repeats(inbox)} notices came again")
    finish(f"{len(names)} names for one database: {len(inbox.messages)} of {NOTICES} notices "
           f"arrived, {repeats(inbox)} more than once", complaints)


main(sys.argv[1])
