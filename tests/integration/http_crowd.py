#!/usr/bin/python3
"""Ten thousand connections that ask nothing, and people who ask something meanwhile.

Usage: http_crowd.py PROGRAMS
"""

import os
import resource
import select
import socket
import time
import unittest

from http_support import PROGRAMS, House
from daemon import wait_for

CROWD = 10_000
ENOUGH = 4_096
KEPT = 200  # descriptors that this test needs besides
BYTES_EACH = 8 * 1024
REQUEST = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"


def setUpModule():
    global house
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    house = House()


def tearDownModule():
    house.close()


def status_of(name):
    """A number of the daemon's /proc/PID/status."""
    with open(f"/proc/{house.daemon.process.pid}/status", encoding="ascii") as file:
        return next(int(line.split()[1]) for line in file if line.startswith(name))


def descriptors():
    return len(os.listdir(f"/proc/{house.daemon.process.pid}/fd"))


def is_sanitized():
    with open(os.path.join(PROGRAMS, "jalond"), "rb") as file:
        return b"__asan_init" in file.read()


def hung_up(crowd):
    """Those whose other end said or closed something."""
    poll = select.poll()
    for one in crowd:
        poll.register(one, select.POLLIN | select.POLLHUP)
    return poll.poll(0)


class Crowd(unittest.TestCase):
    def gather(self, data):
        """Many connections, each of which sent DATA and got what it asked for."""
        limit, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
        count = min(CROWD, limit - KEPT)
        if count < ENOUGH:
            self.skipTest(f"{limit} descriptors are too few")
        crowd = []
        for _ in range(count):
            one = socket.create_connection(("127.0.0.1", house.daemon.port))
            one.sendall(data)
            if data == REQUEST:
                self.assertIn(b" 200 ", one.recv(4096))
            crowd.append(one)
        return crowd

    def expect_service(self):
        for path in ("/healthz", house.feed(f"crowd-{time.monotonic_ns()}")):
            start = time.monotonic()
            self.assertEqual(house.tcp("GET", path).status, 200)
            self.assertLess(time.monotonic() - start, 1)

    def test_idle_connections_take_little_memory_and_hold_nobody_up(self):
        house.tcp("GET", house.feed("warm"))
        fewest, before = descriptors(), status_of("VmRSS:")
        crowd = self.gather(REQUEST)
        each = (status_of("VmRSS:") - before) * 1024 / len(crowd)
        print(f"{len(crowd)} idle connections, {each:.0f} bytes each")
        self.assertEqual(hung_up(crowd), [])
        self.expect_service()
        if not is_sanitized():
            self.assertLessEqual(each, BYTES_EACH)
        for one in crowd:
            one.close()
        self.assertTrue(wait_for(lambda: descriptors() <= fewest + 2))

    def test_connections_that_never_end_their_request_hold_nobody_up(self):
        crowd = self.gather(b"POST /api/v1/import HTTP/1.1\r\nHost: x\r\nContent-Le")
        self.expect_service()
        for one in crowd:
            one.close()


if __name__ == "__main__":
    unittest.main()
