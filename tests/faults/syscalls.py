#!/usr/bin/python3
"""SIGKILL on entry to the Nth write, sync, send or receive of a small run, for each N that
there is: no notice is lost, and one that comes twice is the same to the byte.

Usage: syscalls.py PROGRAMS [STEP]   (STEP 1 tries every N)
"""

import sys

from campaign import finish
from small_run import Sweep, small_run
from traced import Kill, skip_without_strace

SYSCALLS = ("fdatasync", "pwrite64", "sendto", "recvfrom", "ftruncate", "unlink")


def main(programs, step=17):
    skip_without_strace()
    with small_run(programs) as run:
        sweep = Sweep(run)
        for syscall in SYSCALLS:
            sweep.through(Kill(syscall), step)
    finish(f"{sweep.cases} kills at every {step}. of " + ", ".join(SYSCALLS) +
           f": {sweep.repeats} notices came more than once", sweep.complaints)


main(sys.argv[1], *map(int, sys.argv[2:]))
