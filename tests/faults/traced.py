"""Faults that strace injects into the system calls of a small run."""

import os
import signal
import subprocess
import sys
from typing import NamedTuple

from campaign import SKIPPED
from small_run import BROKEN_S, DONE_S, HEALS_S

LOADER = 127        # the program was not even loaded


def skip_without_strace():
    try:
        subprocess.run(["strace", "-qqq", "-o", "/dev/null", "true"], check=True)
    except (OSError, subprocess.CalledProcessError):
        print("skipped: strace is not there, or may not trace")
        sys.exit(SKIPPED)


def launch(run, syscall, injection):
    """Starts RUN's daemon, with INJECTION (see strace) into SYSCALL."""
    # With -D the daemon is the one that was started, and strace its child.
    run.launch("strace", "-D", "-f", "-qqq", "-o", "strace.log", "-e", f"trace={syscall}",
               "-e", f"inject={syscall}:{injection}")


class Kill(NamedTuple):
    """SIGKILL on entry to a system call."""
    name: str

    def start(self, run, number):
        launch(run, self.name, f"signal=KILL:when={number}")
        run.wait(DONE_S)

    def came(self, _run, code):
        return code != 0

    def judge(self, _run, code):
        if code != -signal.SIGKILL:
            yield f"the daemon ended with {code}"


class CallError(NamedTuple):
    """A system call fails, once or from then on: plus is "" or "+"."""
    syscall: str
    error: str
    plus: str

    @property
    def name(self):
        return f"{self.syscall} {self.error}{self.plus}"

    def start(self, run, number):
        launch(run, self.syscall, f"error={self.error}:when={number}{self.plus}")
        run.wait(BROKEN_S if self.plus else HEALS_S)

    def came(self, run, _code):
        with open(os.path.join(run.daemon.folder, "strace.log"), encoding="utf-8") as log:
            return "(INJECTED)" in log.read()

    def judge(self, run, code):
        return () if code == LOADER else run.judge_end(code, self.plus)
