#!/usr/bin/python3
"""The disk dies under the database while notices go out: whatever is read, written or
deleted fails from then on.  The daemon says so, sends nothing that it cannot note, takes
nothing for lost or void, and goes on where it was once the disk is back.

Usage: dying.py PROGRAMS [DEATHS [SEED]]   (every other one finds nothing to do)
"""

import contextlib
import fcntl
import json
import os
import random
import struct
import subprocess
import sys
import urllib.error
import urllib.request

from campaign import SKIPPED, finish, house, judge, organization, repeats
from daemon import wait_for
from receivers import Inbox

NOTICES = 100       # at each death
UNDER_WAY = 64      # what may have been started before the disk died
NOTICED_S = 10
STILL_S = 2
ENDS_S = 20
ENDED = (0, 3)      # by SIGTERM; by what it read from a disk that was no more
# linux/fs/ext4/ext4.h: all that was not synced is gone.
EXT4_IOC_SHUTDOWN, NOLOGFLUSH = 0x8004587D, 2


class Disk:
    """An ext4 of its own, from the file IMAGE, at FOLDER."""

    def __init__(self, image, folder):
        self.image, self.folder = image, folder
        with open(image, "wb") as file:
            file.truncate(32 << 20)
        subprocess.run(["mkfs.ext4", "-q", "-F", image], check=True)

    def mount(self):
        return subprocess.run(["mount", "-o", "loop", self.image, self.folder],
                              stderr=subprocess.DEVNULL, check=False).returncode == 0

    def umount(self):
        subprocess.run(["umount", self.folder], check=True)

    def die(self):
        root = os.open(self.folder, os.O_RDONLY)
        fcntl.ioctl(root, EXT4_IOC_SHUTDOWN, struct.pack("I", NOLOGFLUSH))
        os.close(root)


@contextlib.contextmanager
def disk_at(folder):
    try:
        disk = Disk(folder + ".image", folder)
    except (OSError, subprocess.CalledProcessError):
        print("skipped: mkfs.ext4 is not there")
        sys.exit(SKIPPED)
    if not disk.mount():
        print("skipped: only root may mount a disk of its own")
        sys.exit(SKIPPED)
    try:
        yield disk
    finally:
        disk.umount()


def status_of(url):
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            answer.read()
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return None  # it may have ended meanwhile


def answer_link(inbox):
    """Where one may answer to a reminder that came by webhook."""
    for message_id, bodies in list(inbox.messages.items()):
        if message_id.startswith("msg_"):
            return json.loads(bodies[0])["data"]["items"][0]["answer_url"]
    return None


def has_ended(daemon):
    return daemon.process.poll() is not None


def is_ending(daemon):
    """By itself, which takes a moment for what is under way."""
    return has_ended(daemon) or "<5>stopping" in daemon.log()


def end(daemon):
    if not is_ending(daemon):
        return daemon.stop()
    if not wait_for(lambda: has_ended(daemon), ENDS_S):
        daemon.kill()
    return daemon.process.returncode


def judge_dead(daemon, inbox, pages):
    """Sentences about what should not be while the disk is dead."""
    health = f"http://127.0.0.1:{daemon.port}/healthz"
    if not wait_for(lambda: status_of(health) != 200, NOTICED_S):
        yield "/healthz is well on a dead disk"
    taken = inbox.taken
    if wait_for(lambda: inbox.taken > taken + UNDER_WAY, STILL_S):
        yield "notices are sent whose result cannot be written"
    for page in pages:
        status = status_of(page)
        if status not in (200, 500, 503) and not is_ending(daemon):
            yield f"{page} answers {status}"
    if "<3>" not in daemon.log():
        yield "the log does not say what is wrong"


def judge_start(daemon):
    """Sentences about a start on the dead disk."""
    os.truncate(daemon.log_path, 0)
    daemon.launch()
    if not wait_for(lambda: has_ended(daemon)):
        yield "a start on a dead disk goes on"
        daemon.kill()
    if "<3>" not in daemon.log():
        yield "a start on a dead disk does not say what is wrong"


def live_and_die(daemon, inbox, disk, first, chance, idle):
    """One death, of a daemon that is IDLE or sends from the notice FIRST on, and what comes
    after: sentences about what should not be."""
    daemon.start()
    feed = daemon.jalon("feed", "add", f"feed{first}").strip()
    daemon.import_organizations(map(organization, range(first, first + NOTICES)))
    status_of(feed)
    if idle:
        wait_for(lambda: len(inbox.messages) == first + NOTICES)
        wait_for(lambda: not daemon.listing("notices", "--state", "queued"))
    else:
        enough = inbox.taken + chance.randrange(10, NOTICES)
        wait_for(lambda: inbox.taken >= enough)
    disk.die()
    yield from judge_dead(daemon, inbox, (feed, answer_link(inbox)))
    code = end(daemon)
    if code not in ENDED:
        yield f"the daemon ended with {code}: {daemon.log()[-2000:]}"
    yield from judge_start(daemon)
    os.truncate(daemon.log_path, 0)
    disk.umount()
    disk.mount()


def main(programs, deaths=2, seed=1):
    inbox = Inbox(delay=0.02)
    chance = random.Random(seed)
    wanted = deaths * NOTICES
    complaints = []
    with house(programs, inbox) as daemon, \
            disk_at(os.path.join(daemon.folder, "data")) as disk:
        for death in range(deaths):
            complaints += live_and_die(daemon, inbox, disk, death * NOTICES, chance,
                                       idle=death % 2)
        daemon.start()
        wait_for(lambda: len(inbox.messages) >= wanted, 60)
        wait_for(lambda: not daemon.listing("notices", "--state", "queued"), 30)
        complaints += judge(daemon, inbox, wanted)
    if repeats(inbox) > deaths * UNDER_WAY:
        complaints.append("more came again than was under way")
    finish(f"{wanted} notices, {deaths} deaths of the disk (seed {seed}): "
           f"{len(inbox.messages)} arrived, {repeats(inbox)} more than once", complaints)


main(sys.argv[1], *map(int, sys.argv[2:]))
