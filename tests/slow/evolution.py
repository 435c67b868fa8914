#!/usr/bin/python3
"""GNOME's calendar engine as a subscriber: it shows the dates of the feed, follows a
change, and keeps what it has while the feed is as it was.

Usage: HOME=FOLDER dbus-run-session -- evolution.py PROGRAMS
"""

import os
import sys
import time
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../integration"))

from http_support import House  # noqa: E402

try:
    import gi
    gi.require_version("EDataServer", "1.2")
    gi.require_version("ECal", "2.0")
    gi.require_version("ICalGLib", "3.0")
    from gi.repository import ECal, EDataServer
except (ImportError, ValueError) as error:
    print(f"skipped: {error}")
    sys.exit(77)

SOURCE = "jalon-feed"
SETTLE_S = 2


def subscribe(port, path):
    """A calendar of the engine that reads the feed at PATH."""
    registry = EDataServer.SourceRegistry.new_sync(None)
    source = EDataServer.Source.new_with_uid(SOURCE, None)
    source.set_display_name("Jalon")
    source.set_parent("webcal-stub")
    source.get_extension("Calendar").set_backend_name("webcal")
    source.get_extension("Security").set_method("none")
    source.get_extension("WebDAV Backend").set_resource_path(path)
    source.get_extension("Refresh").set_enabled(False)
    authentication = source.get_extension("Authentication")
    authentication.set_host("127.0.0.1")
    authentication.set_port(port)
    registry.commit_source_sync(source, None)
    time.sleep(SETTLE_S)
    return ECal.Client.connect_sync(registry.ref_source(SOURCE), ECal.ClientSourceType.EVENTS,
                                    10, None)


class Evolution(unittest.TestCase):
    def setUp(self):
        self.house = House()
        self.addCleanup(self.house.close)
        self.path = self.house.feed("gnome")
        self.client = subscribe(self.house.daemon.port, self.path)

    def shown(self):
        """{uid: day} of what the engine has after a refresh."""
        self.client.refresh_sync(None)
        time.sleep(SETTLE_S)
        _, events = self.client.get_object_list_sync("#t", None)
        return {event.get_uid(): event.get_dtstart().as_ical_string() for event in events}

    def served(self):
        text = self.house.tcp("GET", self.path).body.decode().replace("\r\n ", "")
        uids = [line[4:] for line in text.split("\r\n") if line.startswith("UID:")]
        days = [line[-8:] for line in text.split("\r\n") if line.startswith("DTSTART")]
        return dict(zip(uids, days))

    def test_the_feed_is_shown_and_followed(self):
        first = self.shown()
        self.assertGreater(len(first), 3)
        self.assertEqual(first, self.served())
        self.house.ask("POST", "/api/v1/organizations/acme/facts",
                       {"kind": "audit.booked", "on": "2026-11-20", "audit": "surveillance",
                        "day": "2026-12-10", "mode": "remote"})
        second = self.shown()
        self.assertEqual(second, self.served())
        self.assertGreater(len(second), len(first))
        self.assertEqual(self.shown(), second)


unittest.main()
