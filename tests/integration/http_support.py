"""Requests to a daemon of the test's own, over its socket and over TCP."""

import http.client
import json
import os
import socket
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "tests/support"))

from daemon import Daemon  # noqa: E402

PROGRAMS = os.path.abspath(sys.argv.pop())
TODAY = "2026-11-24"
CONF = """
[jalond]
rehearsal = yes
uid_domain = jalon.example.org
[http]
listen = 127.0.0.1:{port}
socket = jalon.sock
public_url = http://127.0.0.1:{port}
[mail]
transport = maildir:mail
from = Jalon <jalon@example.org>
[receiver "alice"]
email = alice@cabinet.example
[certifier "certifopac"]
renewal_audit_months = 5
"""
ROUTE = """
[route "all"]
kind = *
receivers = alice
delivery = digest
"""


class Answer:
    """A status, headers by lower-case name, and a body."""

    def __init__(self, response):
        self.status = response.status
        self.headers = {name.lower(): value for name, value in response.getheaders()}
        self.body = response.read()

    def json(self):
        return json.loads(self.body)


class SocketConnection(http.client.HTTPConnection):
    def __init__(self, path):
        super().__init__("localhost", timeout=30)
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.path)


def send(connection, method, path, body, headers):
    data = json.dumps(body) if isinstance(body, (dict, list)) else body
    connection.request(method, path, data, {"Accept-Language": "en", **headers})
    answer = Answer(connection.getresponse())
    connection.close()
    return answer


class House:
    """A daemon with one client, Acme, certified on 15 March 2025; CONF is added to its
    configuration, beside which lie FILES, their texts by name."""

    def __init__(self, conf="", files=(), now=TODAY + "T10:00:00+01:00", speed=1,
                 route=ROUTE):
        self.folder = tempfile.TemporaryDirectory()
        self.daemon = Daemon(PROGRAMS, self.folder.name, CONF + route + conf,
                             "--now", now, "--speed", str(speed))
        for name, text in dict(files).items():
            self.daemon.write(name, text)
        self.daemon.start()
        self.put("acme", nda="11788457578",
                 facts=[{"id": "c", "kind": "certificate.issued", "on": "2025-03-15"}])

    def close(self):
        code = self.daemon.stop()
        log = self.daemon.log()
        self.folder.cleanup()
        if code != 0 or "ERROR:" in log or "runtime error" in log:
            raise RuntimeError(f"jalond ended with {code}:\n{log}")

    def ask(self, method, path, body=None, **headers):
        """By the socket.  Headers as keywords: If_Match="…"."""
        connection = SocketConnection(os.path.join(self.folder.name, "jalon.sock"))
        return send(connection, method, path, body,
                    {name.replace("_", "-"): value for name, value in headers.items()})

    def tcp(self, method, path, body=None, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.daemon.port, timeout=30)
        return send(connection, method, path, body,
                    {name.replace("_", "-"): value for name, value in headers.items()})

    def raw(self, data, timeout=5):
        """The same of DATA in one piece."""
        return self.raw_pieces([data], timeout)

    def raw_pieces(self, pieces, timeout=5):
        """What the TCP address answers to the bytes of PIECES, sent one by one, before it
        closes or falls silent."""
        with socket.create_connection(("127.0.0.1", self.daemon.port)) as connection:
            connection.settimeout(timeout)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            for piece in pieces:
                connection.sendall(piece)
            answer = b""
            try:
                while piece := connection.recv(65536):
                    answer += piece
            except (TimeoutError, ConnectionResetError):
                pass
            return answer

    def put(self, identifier, **keys):
        return self.ask("PUT", f"/api/v1/organizations/{identifier}",
                        {"name": identifier.title(), **keys})

    def items(self, path):
        """All items of a list, page after page."""
        mark = "&" if "?" in path else "?"
        page = self.ask("GET", path).json()
        items = page["items"]
        while "next" in page:
            page = self.ask("GET", f"{path}{mark}cursor={page['next']}").json()
            items += page["items"]
        return items

    def token(self, name, scope):
        answer = self.ask("POST", "/api/v1/tokens", {"name": name, "scope": scope})
        return "Bearer " + answer.json()["token"]

    def feed(self, name, **keys):
        """The path of a new feed."""
        url = self.ask("POST", "/api/v1/feeds", {"name": name, **keys}).json()["url"]
        return url.split(str(self.daemon.port))[1]
