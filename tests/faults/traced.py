"""A small run of the daemon under strace, which kills it at a system call or has that fail:
the notices were not due when their organizations came, and are when it starts."""

import contextlib
import os
import shutil
import subprocess
import sys

from campaign import NOW, SKIPPED, house, judge, organization
from daemon import wait_for
from receivers import Inbox

NOTICES = 12
EARLY = "2026-11-02T09:00:00+01:00"
DONE_S = 30

# A sanitizer's search for leaks does not go with another tracer.
os.environ["ASAN_OPTIONS"] = "detect_leaks=0"


def skip_without_strace():
    try:
        subprocess.run(["strace", "-qqq", "-o", "/dev/null", "true"], check=True)
    except (OSError, subprocess.CalledProcessError):
        print("skipped: strace is not there, or may not trace")
        sys.exit(SKIPPED)


@contextlib.contextmanager
def small_run(programs):
    inbox = Inbox()
    with house(programs, inbox, EARLY) as daemon:
        daemon.start()
        daemon.import_organizations(map(organization, range(NOTICES)))
        daemon.stop()
        yield SmallRun(daemon, inbox)


class SmallRun:
    """DAEMON, which has ended, will have notices to send to INBOX at NOW."""

    def __init__(self, daemon, inbox):
        self.inbox = inbox
        self.daemon = daemon
        self.daemon.arguments = ("--now", NOW)
        self.data = os.path.join(daemon.folder, "data")
        shutil.copytree(self.data, self.data + ".before")

    def launch(self, syscall, injection):
        """Starts the run anew, with INJECTION (see strace) into SYSCALL."""
        shutil.rmtree(self.data)
        shutil.copytree(self.data + ".before", self.data)
        os.truncate(self.daemon.log_path, 0)
        self.inbox.messages.clear()
        # With -D the daemon is the one that was started, and strace its child.
        self.daemon.wrapper = ("strace", "-D", "-f", "-qqq", "-o", "strace.log",
                               "-e", f"trace={syscall}", "-e", f"inject={syscall}:{injection}")
        self.daemon.launch()

    def was_injected(self):
        """Whether the run came as far as the call that was to fail."""
        with open(os.path.join(self.daemon.folder, "strace.log"), encoding="utf-8") as log:
            return "(INJECTED)" in log.read()

    def has_ended(self):
        return self.daemon.process.poll() is not None

    def is_done(self):
        return self.daemon.log().count("delivered") >= NOTICES

    def end(self):
        """Ends the traced daemon if it still runs; its exit code."""
        return self.daemon.process.returncode if self.has_ended() else self.daemon.stop()

    def judge(self):
        """What a start without faults makes of it: sentences about what should not be."""
        self.daemon.wrapper = ()
        self.daemon.start()
        wait_for(lambda: len(self.inbox.messages) >= NOTICES and
                 len(self.daemon.listing("notices", "--state", "sent")) >= NOTICES, DONE_S)
        yield from judge(self.daemon, self.inbox, NOTICES)
