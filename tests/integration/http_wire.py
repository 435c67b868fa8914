#!/usr/bin/python3
"""HTTP as strangers speak it: slowly, at once, too much of it, or wrongly.

Usage: http_wire.py PROGRAMS
"""

import os
import re
import socket
import threading
import time
import unittest

from http_support import House

MUTE = """
[receiver "mute"]
webhook = http://127.0.0.1:{port}/
format = slack
allow_private = yes
"""


def setUpModule():
    global house
    house = House()


def tearDownModule():
    house.close()


def status_of(answer):
    return int(answer.split()[1]) if answer.startswith(b"HTTP/1.1 ") else None


class Wire(unittest.TestCase):
    def test_requests_sent_at_once_are_answered_in_order(self):
        path = house.feed("pipeline").encode()
        request = b"GET %s HTTP/1.1\r\nHost: x\r\n\r\n"
        answer = house.raw(request % b"/healthz" + request % path + request % b"/nothing" +
                           b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        self.assertEqual(re.findall(rb"HTTP/1\.1 (\d+)", answer),
                         [b"200", b"200", b"404", b"200"])

    def test_no_answer_to_head_has_a_body(self):
        token = house.token("head", "admin").encode()
        for path in (b"/healthz", b"/nothing", house.feed("head").encode(), b"/",
                     b"/api/v1/status", b"/api/v1/export", b"/api/v1/backup"):
            answer = house.raw(b"HEAD %s HTTP/1.1\r\nHost: x\r\nAuthorization: %s\r\n\r\n"
                               % (path, token), timeout=0.5)
            self.assertEqual(answer.partition(b"\r\n\r\n")[1:], (b"\r\n\r\n", b""), path)

    def test_a_slow_client_holds_nobody_up(self):
        with socket.create_connection(("127.0.0.1", house.daemon.port)) as slow:
            for byte in b"GET /healthz HTTP/1.1\r\nHost: x\r\n":
                slow.sendall(bytes([byte]))
                self.assertEqual(house.tcp("GET", "/healthz").status, 200)
            slow.sendall(b"\r\n")
            self.assertEqual(status_of(slow.recv(4096)), 200)

    def test_idle_connections_hold_nobody_up(self):
        crowd = [socket.create_connection(("127.0.0.1", house.daemon.port))
                 for _ in range(200)]
        for one in crowd:
            one.sendall(b"GET /he")
        start = time.monotonic()
        self.assertEqual(house.tcp("GET", "/healthz").status, 200)
        self.assertLess(time.monotonic() - start, 1)
        for one in crowd:
            one.close()

    def test_a_body_that_is_too_big_is_refused(self):
        path = "/api/v1/organizations/big"
        fits = house.ask("PUT", path, b'{"name":"' + b"x" * 300 + b'"}' + b" " * 900_000)
        self.assertEqual(fits.status, 201)
        for size in (1024 * 1024 + 1, 5 * 1024 * 1024):
            answer = house.ask("PUT", path, b" " * size)
            self.assertEqual(answer.status, 413)
        chunks = (b" " * 65536 for _ in range(40))
        self.assertEqual(house.ask("PUT", path, chunks).status, 413)

    def hold(self, count, head, size):
        """Sends all but the last byte of so many bodies; the memory that they cost, in MB."""
        def resident():
            with open(f"/proc/{house.daemon.process.pid}/status", encoding="ascii") as status:
                return int(re.search(r"VmRSS:\s+(\d+)", status.read())[1]) // 1024

        before = resident()
        crowd = [socket.create_connection(("127.0.0.1", house.daemon.port))
                 for _ in range(count)]
        for one in crowd:
            one.sendall(b"%s HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % (head, size))
            one.sendall(b"x" * (size - 1))
        self.assertEqual(house.tcp("GET", "/healthz").status, 200)
        after = resident()
        for one in crowd:
            one.close()
        return after - before

    def test_what_strangers_send_is_not_kept(self):
        self.assertLess(self.hold(20, b"POST /import", 8_000_000), 40)
        self.assertLess(self.hold(100, b"GET /healthz", 1_000_000), 40)
        self.assertLess(self.hold(500, b"POST /sign-in", 60_000), 20)

    def test_a_body_that_is_announced_far_too_big_is_refused_before_it_comes(self):
        token = house.token("import", "write").encode()
        answer = house.raw(b"POST /api/v1/import HTTP/1.1\r\nHost: x\r\nAuthorization: " +
                           token + b"\r\nContent-Length: 99999999999\r\n\r\n")
        self.assertEqual(status_of(answer), 413)

    def test_headers_that_are_too_big_are_refused(self):
        answer = house.raw(b"GET /healthz HTTP/1.1\r\nHost: x\r\nX: " + b"x" * 20000 +
                           b"\r\n\r\n")
        self.assertIn(status_of(answer), (413, 431))

    def test_no_answer_to_garbage_is_a_good_one(self):
        for seed in range(200):
            garbage = bytes((seed * 31 + i * i * 7) % 256 for i in range(seed * 3))
            status = status_of(house.raw(garbage + b"\r\n\r\n", timeout=0.05))
            self.assertIn(status, (None, 400, 404, 405, 505), garbage)
        self.assertEqual(house.tcp("GET", "/healthz").status, 200)

    def test_clients_that_leave_in_the_middle_hold_nobody_up(self):
        for _ in range(50):
            with socket.create_connection(("127.0.0.1", house.daemon.port)) as hasty:
                hasty.sendall(b"POST /api/v1/import HTTP/1.1\r\nHost: x\r\n"
                              b"Content-Length: 1000\r\n\r\n{")
        self.assertEqual(house.tcp("GET", "/healthz").status, 200)

    def test_the_socket_belongs_to_the_owner_and_the_group(self):
        mode = os.stat(os.path.join(house.folder.name, "jalon.sock")).st_mode
        self.assertEqual(mode & 0o777, 0o660)


class Writers(unittest.TestCase):
    """People who edit the same organization at the same time."""

    PATH = "/api/v1/organizations/acme"

    def edit(self, writer, won):
        """Adds one's tag to those there are, reading again as often as needed."""
        while True:
            answer = house.ask("GET", self.PATH)
            tags = answer.json().get("tags", [])
            written = house.ask("PATCH", self.PATH, {"tags": tags + [writer]},
                                If_Match=answer.headers["etag"])
            won.append(written.status)
            if written.status == 200:
                return

    def test_nobodys_change_is_lost(self):
        names, won = [f"writer-{number}" for number in range(12)], []
        writers = [threading.Thread(target=self.edit, args=(name, won)) for name in names]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()
        tags = house.ask("GET", self.PATH).json()["tags"]
        self.assertEqual(sorted(tags), sorted(names))
        self.assertEqual(won.count(200), len(names))
        self.assertLessEqual(set(won), {200, 412})

    def test_a_tag_for_two_writes_serves_once(self):
        tag = house.ask("GET", self.PATH).headers["etag"]
        statuses = [house.ask("PATCH", self.PATH, {"owner": owner}, If_Match=tag).status
                    for owner in ("first", "second")]
        self.assertEqual(statuses, [200, 412])


class Restart(unittest.TestCase):
    def test_a_socket_left_by_a_crash_is_replaced(self):
        own = House()
        own.daemon.kill()
        self.assertTrue(os.path.exists(os.path.join(own.folder.name, "jalon.sock")))
        own.daemon.start()
        self.assertEqual(own.ask("GET", "/healthz").status, 200)
        own.close()

    def test_a_test_message_under_way_does_not_hold_up_the_end(self):
        with socket.create_server(("127.0.0.1", 0)) as mute:
            own = House(conf=MUTE.format(port=mute.getsockname()[1]))
            asking = threading.Thread(target=self.ask_in_vain, args=(own,))
            asking.start()
            connection, _ = mute.accept()
            own.daemon.process.terminate()
            asking.join()
            connection.close()
            self.assertEqual(own.daemon.process.wait(20), 0)
            own.folder.cleanup()

    def ask_in_vain(self, own):
        with self.assertRaises(OSError):
            own.ask("POST", "/api/v1/receivers/mute/test")

    def test_feeds_keep_their_tag_and_date_over_a_restart(self):
        own = House(speed=1000)
        path = own.feed("stable")
        before = own.tcp("GET", path)
        own.daemon.stop()
        own.daemon.start()
        after = own.tcp("GET", path)
        self.assertEqual(before.body, after.body)
        for name in ("etag", "last-modified"):
            self.assertEqual(before.headers[name], after.headers[name])
        own.close()


if __name__ == "__main__":
    unittest.main()
