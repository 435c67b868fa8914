#!/usr/bin/python3
"""SIGKILL on entry to the Nth write, sync, send or receive of a small run, for each N that
there is: no notice is lost, and one that comes twice is the same to the byte.

Usage: syscalls.py PROGRAMS [STEP]   (STEP 1 tries every N)
"""

import signal
import sys

from campaign import finish, repeats
from daemon import wait_for
from traced import DONE_S, skip_without_strace, small_run

SYSCALLS = ("fdatasync", "pwrite64", "sendto", "recvfrom", "ftruncate", "unlink")


class Sweep:
    def __init__(self, run):
        self.run = run
        self.kills = 0
        self.repeats = 0
        self.complaints = []

    def kill_at(self, syscall, number):
        """Whether the run came as far as the call of that NUMBER."""
        run = self.run
        run.launch(syscall, f"signal=KILL:when={number}")
        wait_for(lambda: run.has_ended() or run.is_done(), DONE_S)
        code = run.end()
        if code == 0:
            return False
        if code != -signal.SIGKILL:
            self.complaints.append(f"{syscall} {number}: the daemon ended with {code}")
        self.kills += 1
        self.complaints += [f"{syscall} {number}: {complaint}" for complaint in run.judge()]
        self.repeats += repeats(run.inbox)
        return True


def main(programs, step=17):
    skip_without_strace()
    with small_run(programs) as run:
        sweep = Sweep(run)
        for syscall in SYSCALLS:
            number = 1
            while sweep.kill_at(syscall, number):
                number += step
    finish(f"{sweep.kills} kills at every {step}. of " + ", ".join(SYSCALLS) +
           f": {sweep.repeats} notices came more than once", sweep.complaints)


main(sys.argv[1], *map(int, sys.argv[2:]))
