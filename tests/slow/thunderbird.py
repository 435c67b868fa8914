#!/usr/bin/python3
"""Thunderbird, without a screen, as a subscriber: its cache holds the dates of the feed,
follows a change over a restart, and the calendar stays enabled.

Usage: thunderbird.py PROGRAMS
"""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../integration"))

from http_support import House  # noqa: E402
from daemon import wait_for  # noqa: E402

CALENDAR = "calendar.registry.2f1ddbb0-0c3e-4a8e-9d3a-6f6e0f1d7a10"
PATIENCE_S = 90
PREFERENCES = """
user_pref("{calendar}.type", "ics");
user_pref("{calendar}.uri", "{url}");
user_pref("{calendar}.name", "Jalon");
user_pref("{calendar}.cache.enabled", true);
user_pref("{calendar}.refreshInterval", "1");
user_pref("app.update.enabled", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("mail.provider.suppress_dialog_on_startup", true);
user_pref("mailnews.start_page.enabled", false);
"""


class Thunderbird(unittest.TestCase):
    def setUp(self):
        self.house = House()
        self.addCleanup(self.house.close)
        self.path = self.house.feed("thunderbird")
        profile = tempfile.TemporaryDirectory()
        self.addCleanup(profile.cleanup)
        self.profile = profile.name
        url = f"http://127.0.0.1:{self.house.daemon.port}{self.path}"
        with open(os.path.join(self.profile, "user.js"), "w", encoding="ascii") as file:
            file.write(PREFERENCES.format(calendar=CALENDAR, url=url))

    def cached(self):
        """{uid: day} of what it keeps; days are microseconds since 1970 there.  Read from a
        copy: it is written meanwhile."""
        folder = os.path.join(self.profile, "calendar-data")
        with tempfile.TemporaryDirectory() as copy:
            try:
                shutil.copytree(folder, copy, dirs_exist_ok=True)
                database = sqlite3.connect(os.path.join(copy, "cache.sqlite"))
                rows = database.execute("SELECT id, event_start FROM cal_events").fetchall()
                database.close()
            except (OSError, shutil.Error, sqlite3.Error):
                return {}
        return {uid: time.strftime("%Y%m%d", time.gmtime(start / 1_000_000))
                for uid, start in rows}

    def served(self):
        text = self.house.tcp("GET", self.path).body.decode().replace("\r\n ", "")
        uids = [line[4:] for line in text.split("\r\n") if line.startswith("UID:")]
        days = [line[-8:] for line in text.split("\r\n") if line.startswith("DTSTART")]
        return dict(zip(uids, days))

    def run_until_followed(self):
        """Starts it, waits until it has what is served, and ends it."""
        wanted = self.served()
        environment = {**os.environ, "HOME": self.profile, "MOZ_HEADLESS": "1",
                       "TZ": "Europe/Paris"}
        process = subprocess.Popen(
            ["thunderbird", "--headless", "--no-remote", "--profile", self.profile],
            env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True)
        try:
            wait_for(lambda: self.cached() == wanted, PATIENCE_S)
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(30)
        self.assertEqual(self.cached(), wanted)

    def test_the_feed_is_kept_and_followed(self):
        self.run_until_followed()
        self.house.ask("POST", "/api/v1/organizations/acme/facts",
                       {"kind": "audit.booked", "on": "2026-11-20", "audit": "surveillance",
                        "day": "2026-12-10", "mode": "remote"})
        self.run_until_followed()
        with open(os.path.join(self.profile, "prefs.js"), encoding="utf-8") as file:
            self.assertNotIn(f'"{CALENDAR}.disabled", true', file.read())


if __name__ == "__main__":
    unittest.main()
