#!/usr/bin/python3
"""Memory runs out at the Nth allocation of a small run, once or from then on: the daemon
goes on, or ends and says so, as a kill would end it; nothing is lost, and it never hangs.

Usage: memory.py PROGRAMS [CASES]   (so many of each kind; 0 tries every N)
"""

import contextlib
import http.client
import os
import signal
import sys
import urllib.request
from typing import NamedTuple

from campaign import finish
from daemon import wait_for
from small_run import HEALS_S, Sweep, small_run

# In whose allocations it runs out, and about how many of them a run makes.  Those of the
# daemon's own all end it alike, and are among those of all.
LIBRARIES = (
    ("", 20000), ("libsqlite3", 4700), ("libc.so", 430), ("libical", 400), ("libmicrohttpd", 60),
)
# Those that were told to take theirs from the daemon, and are to have none of their own.
OURS = ("libcurl", "libjansson", "libuv", "libcrypto")
LASTS_S = 1         # how long without any memory is lived
TOLD = "an allocation fails here\n"
# The sanitizer itself, which takes memory for each thread that starts; not its reports.
WITHOUT_MEMORY = "AddressSanitizer: CHECK failed"


class Exhaustion(NamedTuple):
    """An allocation by a library fails, or that one and all that follow."""
    faults: str     # the library that has them fail
    library: str
    for_good: bool

    @property
    def name(self):
        return f"{self.library or 'all'}{' for good' if self.for_good else ''}"

    def start(self, run, number):
        run.launch("env", f"LD_PRELOAD={self.faults}", f"JALON_FAIL_IN={self.library}",
                   f"JALON_FAIL_AT={number}",
                   *["JALON_FAIL_FOR_GOOD=1"] * self.for_good)
        wait_for(lambda: run.has_ended() or ask(run) and run.is_settled(),
                 LASTS_S if self.for_good else HEALS_S)

    def came(self, run, _code):
        return TOLD in run.daemon.log()

    def judge(self, run, code):
        log = run.daemon.log().replace(TOLD, "").strip()
        if code == -signal.SIGABRT and log and "Assertion" not in log:
            return ()
        if WITHOUT_MEMORY in log:
            return ()
        return run.judge_end(code, self.for_good)


def ask(run):
    """Has pages made while notices go out; their answers may be anything.  True."""
    house = f"http://127.0.0.1:{run.daemon.port}"
    for page in (house + "/healthz", house + "/sign-in", run.feed):
        with contextlib.suppress(OSError, http.client.HTTPException):
            urllib.request.urlopen(page, timeout=5).close()
    return True


def main(programs, cases=2):
    faults = os.path.abspath(os.path.join(programs, "tests/faults.memory.so"))
    with small_run(programs) as run:
        sweep = Sweep(run)
        for library, count in LIBRARIES:
            for for_good in (False, True):
                sweep.through(Exhaustion(faults, library, for_good),
                              max(1, count // cases) if cases else 1)
        for library in OURS:
            if sweep.try_at(Exhaustion(faults, library, False), 1):
                sweep.complaints.append(f"{library} allocates by itself")
    if not sweep.cases:
        sweep.complaints.append("memory never ran out")
    finish(f"memory ran out {sweep.cases} times: {sweep.settled} times all was sent all the "
           f"same, {sweep.repeats} notices came more than once", sweep.complaints)


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
