#!/usr/bin/python3
"""SIGKILL in a small run, and then the disk fails at the Nth system call of the start that
follows: the log of the database that the kill left is no less safe than the rest.

Usage: recovery.py PROGRAMS [STEP]   (STEP 1 tries every N)
"""

import sys
from typing import NamedTuple

from campaign import finish
from small_run import Sweep, small_run
from traced import CallError, Kill, skip_without_strace

# In the middle of the commit that promises, and in one of results.
KILLS = ((Kill("pwrite64"), 9), (Kill("fdatasync"), 7))
# What fails, from which call on that is not the loader's.
ERRORS = (
    (CallError("pread64", "EIO", ""), 3), (CallError("pread64", "EIO", "+"), 3),
    (CallError("pwrite64", "EIO", ""), 1), (CallError("fdatasync", "EIO", "+"), 1),
)


class Recovery(NamedTuple):
    """A kill at one call of a run, and an error in the run after it."""
    kill: Kill
    at: int
    error: CallError

    @property
    def name(self):
        return f"{self.kill.name} {self.at} killed, {self.error.name}"

    def start(self, run, number):
        self.kill.start(run, self.at)
        if not self.kill.came(run, run.end()):
            raise RuntimeError(f"no {self.kill.name} {self.at} came")
        run.note_sent()
        self.error.start(run, number)

    def came(self, run, code):
        return self.error.came(run, code)

    def judge(self, run, code):
        return self.error.judge(run, code)


def main(programs, step=40):
    skip_without_strace()
    with small_run(programs) as run:
        sweep = Sweep(run)
        for kill, at in KILLS:
            for error, first in ERRORS:
                sweep.through(Recovery(kill, at, error), step, first)
    finish(f"{sweep.cases} faults of the disk after a kill: {sweep.settled} times all was "
           f"sent all the same, {sweep.repeats} notices came more than once",
           sweep.complaints)


main(sys.argv[1], *map(int, sys.argv[2:]))
