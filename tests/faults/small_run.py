"""A small run of the daemon, again and again, with a fault at the Nth call of something: the
notices were not due when their organizations came, and are when it starts."""

import contextlib
import itertools
import os
import shutil
import sqlite3
import subprocess

from campaign import NOW, house, judge, organization, repeats
from daemon import wait_for
from receivers import Inbox

NOTICES = 12
EARLY = "2026-11-02T09:00:00+01:00"
LATER = "2026-11-24T09:10:00+01:00"  # what was put off after NOW is tried again
HEALS_S = 40        # how long the daemon may take to go on by itself
BROKEN_S = 3        # how long with what stays broken is lived
DONE_S = 30
ENDED = (0, 1, 3)   # the daemon's own ways to end

# A sanitizer's search for leaks does not go with another tracer.
os.environ["ASAN_OPTIONS"] = "detect_leaks=0:verify_asan_link_order=0"


@contextlib.contextmanager
def small_run(programs):
    inbox = Inbox()
    with house(programs, inbox, EARLY) as daemon:
        daemon.start()
        daemon.import_organizations(map(organization, range(NOTICES)))
        feed = daemon.jalon("feed", "add", "all").strip()
        daemon.stop()
        yield SmallRun(daemon, inbox, feed)


class SmallRun:
    """DAEMON, which has ended, will have notices to send to INBOX at NOW, and serves a
    calendar at the address FEED."""

    def __init__(self, daemon, inbox, feed):
        self.inbox = inbox
        self.feed = feed
        self.daemon = daemon
        self.data = os.path.join(daemon.folder, "data")
        self.left = NOTICES  # what the run has to say
        shutil.copytree(self.data, self.data + ".before")

    def reset(self):
        """All is as it was before anything was sent."""
        shutil.rmtree(self.data)
        shutil.copytree(self.data + ".before", self.data)
        self.inbox.messages.clear()
        self.left = NOTICES

    def launch(self, *wrapper):
        """Starts the daemon on what there is, with a log of its own, as WRAPPER's last
        arguments."""
        os.truncate(self.daemon.log_path, 0)
        self.daemon.wrapper = wrapper
        self.daemon.arguments = ("--now", NOW)
        self.daemon.launch()

    def has_ended(self):
        return self.daemon.process.poll() is not None

    def is_settled(self):
        """Whether each notice was sent, or put off."""
        log = self.daemon.log()
        return log.count("delivered ") + log.count("to be tried again ") >= self.left

    def wait(self, seconds):
        """Until the run came to an end, for SECONDS at most."""
        wait_for(lambda: self.has_ended() or self.is_settled(), seconds)

    def end(self):
        """Ends the daemon if it still runs; its exit code, None for one that had to be
        killed."""
        if self.has_ended():
            return self.daemon.process.returncode
        try:
            return self.daemon.stop()
        except subprocess.TimeoutExpired:
            return None

    def note_sent(self):
        """What the daemon that has ended left as sent is no more for the next to say."""
        look = self.data + ".look"
        shutil.copytree(self.data, look)  # who reads a database writes into its log
        with contextlib.closing(sqlite3.connect(os.path.join(look, "jalon.db"))) as database:
            sent, = database.execute(
                "SELECT count(*) FROM notices WHERE state = 'sent'").fetchone()
        shutil.rmtree(look)
        self.left = NOTICES - sent

    def judge_end(self, code, for_good):
        """Sentences about how the daemon took a fault that healed, or stayed FOR_GOOD."""
        log = self.daemon.log()
        if code not in ENDED:
            yield f"the daemon ended with {code}: {log[-2000:]}"
        if code != 0 and "<3>" not in log:
            yield "the daemon does not say why it ended"
        if code == 0 and not for_good and not self.is_settled():
            yield f"the daemon did not go on by itself: {log[-2000:]}"

    def judge(self):
        """What a start without faults makes of it: sentences about what should not be."""
        self.daemon.wrapper = ()
        self.daemon.arguments = ("--now", LATER)
        self.daemon.start()
        wait_for(lambda: len(self.inbox.messages) >= NOTICES and
                 len(self.daemon.listing("notices", "--state", "sent")) >= NOTICES, DONE_S)
        yield from judge(self.daemon, self.inbox, NOTICES)


class Sweep:
    """What came of faults in RUN.  A fault has start(run, number), which starts the daemon
    with the fault at the call of that number and waits; came(run, code), whether the run
    came as far; judge(run, code), sentences about how it ended; and a name."""

    def __init__(self, run):
        self.run = run
        self.cases = 0
        self.settled = 0
        self.repeats = 0
        self.complaints = []

    def through(self, fault, step, first=1):
        """Tries FAULT at every STEPth call that there is, from the FIRST on."""
        for number in itertools.count(first, step):
            if not self.try_at(fault, number):
                return

    def try_at(self, fault, number):
        """Whether the run came as far as the call of that NUMBER."""
        run = self.run
        run.reset()
        fault.start(run, number)
        code = run.end()
        if not fault.came(run, code):
            return False
        self.cases += 1
        self.settled += code == 0 and run.is_settled()
        self.complaints += [f"{fault.name} {number}: {complaint}" for complaint in
                            itertools.chain(fault.judge(run, code), run.judge())]
        self.repeats += repeats(run.inbox)
        return True
