"""Pages and lists with ten thousand organizations: the time until the answer is whole, with
nobody else asking."""

import http.client
import os
import socket
import statistics
import time

from house import daemon, organizations, seconds

CONF = """
[receiver "owner7"]
email = alice@example.org
[route "all"]
owner = owner7
receivers = owner
delivery = digest
"""
PATHS = ["/", "/portfolio", "/organizations/o0000123", "/notices", "/channels",
         "/feeds", "/rules", "/import"]
API = ["organizations?limit=100", "organizations/o0000123", "milestones?limit=100",
       "milestones?owner=owner7&state=open", "organizations/o0000123/milestones", "notices",
       "status"]


def times(connection, path, count):
    """Seconds of each of COUNT requests, or None where there is no such page."""
    took = []
    for _ in range(count):
        start = time.monotonic()
        connection.request("GET", path)
        response = connection.getresponse()
        response.read()
        took.append(time.monotonic() - start)
        if response.status != 200:
            return None
    return took


def run(table, programs, scale):
    count, tries = (500, 5) if scale == "short" else (10000, 50)
    with daemon(programs, CONF) as jalon:
        jalon.import_organizations(organizations(count, 10))
        connection = SocketConnection(os.path.join(jalon.folder, "jalon.sock"))
        for path in PATHS + ["/api/v1/" + one for one in API]:
            took = times(connection, path, tries)
            if took:
                table.add(f"{count:,}: {path}", seconds(statistics.median(took)),
                          aim="< 50 ms")


class SocketConnection(http.client.HTTPConnection):
    """A connection to the daemon's socket, where nobody counts requests."""

    def __init__(self, path):
        super().__init__("localhost", timeout=60)
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect(self.path)
