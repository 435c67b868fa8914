#!/usr/bin/python3
"""The disk fails at the Nth system call of a small run, once or from then on: the daemon
goes on by itself once the disk does, or ends with a sentence; nothing is lost.

Usage: errors.py PROGRAMS [STEP]   (STEP 1 tries every N)
"""

import sys

from campaign import finish, repeats
from daemon import wait_for
from traced import skip_without_strace, small_run

HEALS_S = 40
BROKEN_S = 3        # how long a disk that stays broken is lived with
EXITS = (0, 1, 3)
LOADER = 127        # the program was not even loaded

# What fails, with what; and whether once, or from the Nth on.
FAULTS = (
    ("pwrite64", "EIO", ""), ("pwrite64", "EIO", "+"),
    ("pwrite64", "ENOSPC", ""), ("pwrite64", "ENOSPC", "+"),
    ("fdatasync", "EIO", ""), ("fdatasync", "EIO", "+"),
    ("pread64", "EIO", ""), ("pread64", "EIO", "+"),
    ("ftruncate", "EIO", ""), ("openat", "EMFILE", ""), ("openat", "EMFILE", "+"),
    ("openat", "EROFS", "+"), ("unlink", "EIO", "+"), ("newfstatat", "EIO", "+"),
)


class Campaign:
    def __init__(self, run):
        self.run = run
        self.cases = 0
        self.healed = 0
        self.repeats = 0
        self.complaints = []

    def judge(self, code, for_good):
        """Sentences about how the faulty run ended, and about what came after."""
        run = self.run
        log = run.daemon.log()
        if code == LOADER:
            return
        if code not in EXITS:
            yield f"the daemon ended with {code}: {log[-2000:]}"
        if code != 0 and "<3>" not in log:
            yield "the daemon does not say why it ended"
        if code == 0 and not for_good and not run.is_done():
            yield f"the daemon did not go on by itself: {log[-2000:]}"
        yield from run.judge()

    def fail_at(self, fault, number):
        """Whether the run came as far as the call of that NUMBER."""
        syscall, error, plus = fault
        run = self.run
        run.launch(syscall, f"error={error}:when={number}{plus}")
        wait_for(lambda: run.has_ended() or run.is_done(), BROKEN_S if plus else HEALS_S)
        code = run.end()
        if not run.was_injected():
            return False
        self.cases += 1
        self.healed += code == 0 and run.is_done()
        self.complaints += [f"{syscall} {error} {number}{plus}: {complaint}"
                            for complaint in self.judge(code, plus)]
        self.repeats += repeats(run.inbox)
        return True


def main(programs, step=90):
    skip_without_strace()
    with small_run(programs) as run:
        campaign = Campaign(run)
        for fault in FAULTS:
            number = 1
            while campaign.fail_at(fault, number):
                number += step
    finish(f"{campaign.cases} faults of the disk: {campaign.healed} times all was sent all "
           f"the same, {campaign.repeats} notices came more than once", campaign.complaints)


main(sys.argv[1], *map(int, sys.argv[2:]))
