#!/usr/bin/python3
"""Requests that a proxy in front might read otherwise than the daemon: each is refused and
its connection closed, so that nothing hidden in one is ever answered.

Usage: http_smuggling.py PROGRAMS
"""

import re
import unittest

from http_support import House

GET, POST = b"GET /healthz HTTP/1.1", b"POST /api/v1/import HTTP/1.1"
HOST, END = b"Host: x", b"\r\n\r\n"
HIDDEN = b"GET /healthz HTTP/1.1\r\nHost: hidden\r\n\r\n"
CONTROLS = [bytes([code]) for code in [*range(32), 127] if code not in (9, 10)]

LENGTHS = [b"Content-Length:" + value for value in (
    b"", b" +5", b" -5", b" 0x5", b" 5a", b" 5 6", b" 5.0", b" 1e1", b' "5"', b" 5, 5", b" 5, 6",
    b" \x0b5", b" 5;x", b" 99999999999999999999", b" 5\r\nContent-Length: 6",
    b" 5\r\nContent-Length: 5", b" 5\r\nTransfer-Encoding: chunked", b"5\0", b" 0\r\n 5")]
ENCODINGS = [b"Transfer-Encoding" + rest for rest in (
    b":", b": xchunked", b": identity", b": gzip", b": gzip, chunked", b": chunked, gzip",
    b": chunked, chunked", b': "chunked"', b": chunked;x=y", b": \x0bchunked", b": chunked\0",
    b" : chunked", b"\t: chunked", b"\0: chunked", b":\r\n chunked",
    b": chunked\r\nTransfer-Encoding: chunked", b": chunked\r\nTransfer-Encoding: identity",
    b": chunked\r\nContent-Length: 5")]
HOSTS = [b"", b"Host: x\r\nHost: x", b"Host: x\r\nHost: y", b"Host : x", b"Host: a, b",
         b"Host: a b", b"Host: a/b", b"Host: a\\b", b"Host: user@b", b"Host: x\r\n y",
         b"Host: x\0y"]
HEADERS = [b"no colon", b": no name", b"a b: c", b" a: b", b"a(b): c", b"a\xe9: b",
           b"a: b\r\n c", b"a: b\r\n\tc", b"a: b\r\n ", b"a: b\nc: d", b"a: b\rc: d",
           *(b"a: b" + code + b"c" for code in CONTROLS),
           *(b"a" + code + b"b: c" for code in CONTROLS)]
FIRST_LINES = [b"GET  /healthz HTTP/1.1", b"GET /heal thz HTTP/1.1", b"GET /healthz  HTTP/1.1",
               b"GET\t/healthz\tHTTP/1.1", b"G(T /healthz HTTP/1.1", b"G\0T /healthz HTTP/1.1",
               b"GET /\x01 HTTP/1.1", b"GET /healthz", b"GET /healthz HTTP/1.1 ",
               b"GET /healthz HTTP/1.1 x", b"GET /healthz HTTP/1.10", b"GET /healthz http/1.1",
               b"GET /healthz HTTP/0.9", b"GET /healthz HTTP/2.0", b"PRI * HTTP/2.0",
               b"GET /healthz HTTP/1.1\n" + HOST, b"GET /healthz HTTP/1.1\r" + HOST]
CHUNKS = [b"zz\r\n", b"-1\r\n", b"0x3\r\nabc\r\n", b"+3\r\nabc\r\n", b" 3\r\nabc\r\n",
          b"2\r\nabc\r\n", b"3\r\nabc", b"3\rXabc\r\n", b"ffffffffffffffffff\r\n"]


def corpus():
    for header in LENGTHS + ENCODINGS:
        yield b"\r\n".join([POST, HOST, header]) + END + b"0" + END
    for header in HOSTS:
        yield GET + b"\r\n" + header + (END if header else b"\r\n")
    for header in HEADERS:
        yield b"\r\n".join([GET, HOST, header]) + END
        yield b"\r\n".join([GET, header, HOST]) + END
    for line in FIRST_LINES:
        yield line + b"\r\n" + HOST + END
    for chunk in CHUNKS:
        yield POST + b"\r\n" + HOST + b"\r\nTransfer-Encoding: chunked" + END + chunk + \
            b"0" + END
    yield (GET + END).replace(b"1.1", b"1.0").replace(END, b"\r\nTransfer-Encoding: chunked") \
        + END + b"0" + END
    for end in (b"\n\n", b"\r\n\n", b"\n\r\n"):
        yield GET + b"\r\n" + HOST + end


class Smuggling(unittest.TestCase):
    def setUp(self):
        self.house = House()
        self.addCleanup(self.house.close)

    def test_what_can_be_read_in_two_ways_is_refused_and_hides_nothing(self):
        requests = list(corpus())
        self.assertGreater(len(requests), 200)
        for request in requests:
            answer = self.house.raw(request + HIDDEN)
            self.assertNotIn(b" 200 ", answer, request)
            status = answer.split(b" ")[1] if answer else b"closed without a word"
            self.assertIn(status, (b"400", b"413", b"505", b"closed without a word"), request)

    def test_a_refusal_is_one_answer_that_says_why(self):
        for request in (GET + END, GET + b"\n" + HOST + END, GET + b"\r\n" + HOST * 2 + END):
            answer = self.house.raw(request.replace(HOST * 2, HOST + b"\r\n" + HOST) + HIDDEN)
            self.assertEqual(answer.count(b"HTTP/1.1 "), 1, answer)
            self.assertIn(b"application/problem+json", answer)
            self.assertIn(b"Connection: close", answer)

    def test_an_honest_request_is_answered_in_whatever_pieces_it_comes(self):
        honest = b"\r\n".join([GET, b"Host: [::1]:8420 \t", b"Accept:", b"Accept-Language:fr \t",
                               b'Cookie: a="b"; c=d', b"If-None-Match: \"a\", W/\"b\"",
                               "X-Jalon-By: Zoé".encode(), b"X-Long: " + b"y" * 3000]) + END
        old = b"GET /healthz HTTP/1.0" + END
        for size in (1, 2, 7, 1000, 3100, len(honest)):
            requests = honest * 3 + old
            pieces = [requests[at:at + size] for at in range(0, len(requests), size)]
            answer = self.house.raw_pieces(pieces)
            self.assertEqual(re.findall(rb"HTTP/1\.[01] (\d+)", answer), [b"200"] * 4, size)


if __name__ == "__main__":
    unittest.main()
