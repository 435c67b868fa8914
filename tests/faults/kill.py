#!/usr/bin/python3
"""SIGKILL at random while notices go out: none is lost, and one that comes twice comes
twice under the same id, byte for byte.

Usage: kill.py PROGRAMS [KILLS [NOTICES [SEED]]]
"""

import random
import sys
import time

from campaign import finish, house, judge, organization, repeats
from daemon import wait_for
from receivers import Inbox


def kill_while_working(daemon, kills, inbox, wanted, chance):
    """Kills and starts the daemon KILLS times, each time a moment after something more
    arrived; how often before all had."""
    in_time = 0
    for _ in range(kills):
        before = inbox.taken
        wait_for(lambda: inbox.taken > before or len(inbox.messages) == wanted)
        time.sleep(chance.uniform(0, 0.1))
        in_time += len(inbox.messages) < wanted
        daemon.kill()
        daemon.launch()
    return in_time


def main(programs, kills=20, notices=1000, seed=1):
    inbox = Inbox(delay=0.01)
    with house(programs, inbox) as daemon:
        daemon.start()
        daemon.import_organizations(map(organization, range(notices)))
        in_time = kill_while_working(daemon, kills, inbox, notices, random.Random(seed))
        wait_for(lambda: len(inbox.messages) >= notices and daemon.answers(), 60)
        wait_for(lambda: not daemon.listing("notices", "--state", "queued"), 30)
        complaints = list(judge(daemon, inbox, notices))
    if not in_time:
        complaints.append("all had arrived before the first kill")
    finish(f"{notices} notices, {kills} kills ({in_time} while they went out, seed {seed}): "
           f"{len(inbox.messages)} arrived, {repeats(inbox)} more than once", complaints)


main(sys.argv[1], *map(int, sys.argv[2:]))
