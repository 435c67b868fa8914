#!/usr/bin/python3
"""The disk fails at the Nth system call of a small run, once or from then on: the daemon
goes on by itself once the disk does, or ends with a sentence; nothing is lost.

Usage: errors.py PROGRAMS [STEP]   (STEP 1 tries every N)
"""

import sys

from campaign import finish
from small_run import Sweep, small_run
from traced import CallError, skip_without_strace

# What fails, with what; and whether once, or from the Nth on.
FAULTS = (
    ("pwrite64", "EIO", ""), ("pwrite64", "EIO", "+"),
    ("pwrite64", "ENOSPC", ""), ("pwrite64", "ENOSPC", "+"),
    ("fdatasync", "EIO", ""), ("fdatasync", "EIO", "+"),
    ("pread64", "EIO", ""), ("pread64", "EIO", "+"),
    ("ftruncate", "EIO", ""), ("openat", "EMFILE", ""), ("openat", "EMFILE", "+"),
    ("openat", "EROFS", "+"), ("unlink", "EIO", "+"), ("newfstatat", "EIO", "+"),
)


def main(programs, step=90):
    skip_without_strace()
    with small_run(programs) as run:
        sweep = Sweep(run)
        for fault in FAULTS:
            sweep.through(CallError(*fault), step)
    finish(f"{sweep.cases} faults of the disk: {sweep.settled} times all was sent all the "
           f"same, {sweep.repeats} notices came more than once", sweep.complaints)


main(sys.argv[1], *map(int, sys.argv[2:]))
