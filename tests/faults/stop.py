#!/usr/bin/python3
"""SIGTERM again and again while notices go out: each time the daemon ends soon and in
order, and nothing is lost or comes twice.

Usage: stop.py PROGRAMS [STOPS [SEED]]
"""

import random
import sys
import time

from campaign import finish, house, judge, organization, repeats
from daemon import wait_for
from receivers import Inbox

ENDS_S = 5
NOTICES_A_STOP = 60


def main(programs, stops=6, seed=1):
    inbox = Inbox(delay=0.02)
    chance = random.Random(seed)
    notices = stops * NOTICES_A_STOP
    slowest, complaints = 0, []
    with house(programs, inbox) as daemon:
        daemon.start()
        for i in range(stops):
            daemon.import_organizations(map(organization, range(i * NOTICES_A_STOP,
                                                                (i + 1) * NOTICES_A_STOP)))
            before = inbox.taken
            wait_for(lambda: inbox.taken > before)
            time.sleep(chance.uniform(0, 0.3))
            start = time.monotonic()
            code = daemon.stop()
            slowest = max(slowest, time.monotonic() - start)
            if code != 0:
                complaints.append(f"stop {i}: the daemon ended with {code}")
            daemon.start()
        wait_for(lambda: len(inbox.messages) >= notices, 60)
        wait_for(lambda: not daemon.listing("notices", "--state", "queued"), 30)
        complaints += judge(daemon, inbox, notices)
    if slowest > ENDS_S:
        complaints.append(f"a stop took {slowest:.1f} s")
    if repeats(inbox):
        complaints.append(f"{repeats(inbox)} notices came again")
    finish(f"{notices} notices, {stops} stops (seed {seed}): {len(inbox.messages)} arrived, "
           f"{repeats(inbox)} more than once, the slowest stop took {slowest:.1f} s", complaints)


main(sys.argv[1], *map(int, sys.argv[2:]))
