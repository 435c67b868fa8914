#!/usr/bin/python3
"""The disk is full, while notices go out and again at a start: nothing is sent whose result
could not be written, feeds are served, and all goes on by itself once there is room.

Usage: full.py PROGRAMS
"""

import contextlib
import os
import re
import subprocess
import sys
import urllib.request

from campaign import SKIPPED, finish, house, judge, organization, repeats
from daemon import wait_for
from receivers import Inbox

NOTICES = 200
UNDER_WAY = 64  # what may have been started before the disk was full
STILL_S = 3
RESUMES_S = 60
PASSWORD = "correct.horse.battery"


@contextlib.contextmanager
def small_disk(folder):
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", folder],
                      stderr=subprocess.DEVNULL, check=False).returncode != 0:
        print("skipped: only root may mount a small disk")
        sys.exit(SKIPPED)
    try:
        yield
    finally:
        subprocess.run(["umount", folder], check=True)


def fill(path):
    """Leaves not a byte."""
    with open(path, "wb", buffering=0) as ballast:
        for size in (65536, 4096, 1):
            with contextlib.suppress(OSError):
                while ballast.write(b"x" * size):
                    pass


def fetch(url):
    with urllib.request.urlopen(url, timeout=5) as answer:
        return answer.read()


def curl(daemon, path, *arguments):
    """What is answered over the socket, where everybody may do everything."""
    socket = os.path.join(daemon.folder, "jalon.sock")
    return subprocess.run(["curl", "-s", "--unix-socket", socket, "-H", "Accept-Language: en",
                           *arguments, "http://localhost" + path],
                          capture_output=True, text=True, check=True).stdout


def sign_in(daemon):
    """Where the right password leads."""
    url = f"http://127.0.0.1:{daemon.port}/sign-in"
    csrf = re.search(rb'name="csrf" value="([0-9a-f]+)"', fetch(url))[1].decode()
    return subprocess.run(["curl", "-s", "-o", os.devnull, "-w", "%{redirect_url}",
                           "-d", f"csrf={csrf}&name=alice&password={PASSWORD}", url],
                          capture_output=True, text=True, check=True).stdout


def check_says_full(daemon):
    check = daemon.run("check")
    return check.returncode == 2 and "full" in check.stdout


def judge_full(daemon, inbox, feed, calendar):
    """Sentences about what should not be while nothing can be written."""
    if not wait_for(lambda: "nothing is sent until" in daemon.log()):
        yield "the log does not say that nothing is sent"
    taken = inbox.taken
    if wait_for(lambda: inbox.taken > taken + UNDER_WAY, STILL_S):
        yield "notices are sent whose result cannot be written"
    if fetch(feed) != calendar:
        yield "the feed is not what it was"
    if not wait_for(lambda: check_says_full(daemon)):
        yield "jalon check does not say that the disk is full"
    if "takes no writes" not in curl(daemon, "/"):
        yield "the first page does not say that nothing is sent"
    if "said=wrong" in sign_in(daemon):
        yield "the right password is called wrong"
    if daemon.run("import", daemon.write("late.json", '{"id":"late","name":"Late"}')
                  ).returncode != 1:
        yield "an import was taken"


def main(programs):
    inbox = Inbox(delay=0.05)
    complaints = []
    with house(programs, inbox) as daemon, small_disk(os.path.join(daemon.folder, "data")):
        ballast = os.path.join(daemon.folder, "data/ballast")
        daemon.start()
        feed = daemon.jalon("feed", "add", "all").strip()
        daemon.import_organizations(map(organization, range(NOTICES)))
        calendar = fetch(feed)
        curl(daemon, "/api/v1/users", "-H", "Content-Type: application/json",
             "-d", f'{{"name":"alice","role":"read","password":"{PASSWORD}"}}')
        wait_for(lambda: inbox.taken > NOTICES // 5)
        fill(ballast)
        complaints += judge_full(daemon, inbox, feed, calendar)
        daemon.kill()
        os.truncate(daemon.log_path, 0)
        taken = inbox.taken
        daemon.start()
        complaints += judge_full(daemon, inbox, feed, calendar)
        if inbox.taken != taken:
            complaints.append("a start on a full disk sends")
        os.unlink(ballast)
        if not wait_for(lambda: len(inbox.messages) == NOTICES, RESUMES_S):
            complaints.append(f"not all was sent within {RESUMES_S} s of there being room")
        wait_for(lambda: not daemon.listing("notices", "--state", "queued"), 30)
        complaints += judge(daemon, inbox, NOTICES)
    finish(f"{NOTICES} notices on a disk that was full twice: {len(inbox.messages)} arrived, "
           f"{repeats(inbox)} more than once", complaints)


main(sys.argv[1])
