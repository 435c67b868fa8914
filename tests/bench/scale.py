"""A hundred thousand organizations, and in the long run a million."""

import contextlib
import os
import socket
import time

from house import daemon, elapsed, memory, organizations, seconds

ROUTE = """
[receiver "alice"]
email = alice@example.org
[route "one"]
owner = owner7
receivers = alice
delivery = digest
"""
OTHER_POLICY = """
[certifier "certifopac"]
minor_plan_days = 15
"""
OWNERS = 100  # one of them is told, the others' dates are planned all the same


def connect(jalon):
    """A connection to the daemon, which is made as soon as it is ready."""
    while True:
        connection = socket.socket(socket.AF_UNIX)
        with contextlib.suppress(OSError):
            connection.connect(os.path.join(jalon.folder, "jalon.sock"))
            return connection
        connection.close()
        time.sleep(0.001)


def healthy(jalon):
    """Returns once the daemon answers, which it does between two turns of its work."""
    with connect(jalon) as connection:
        connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        connection.recv(100)


def settle(jalon):
    """Returns once nothing is left to be planned."""
    while "jalon_planned 1\n" not in metrics(jalon):
        time.sleep(0.02)


def metrics(jalon):
    with connect(jalon) as connection:
        connection.sendall(b"GET /metrics HTTP/1.1\r\nHost: localhost\r\n"
                           b"Connection: close\r\n\r\n")
        text = b""
        while piece := connection.recv(65536):
            text += piece
        return text.decode()


def start(jalon):
    jalon.launch()
    connect(jalon).close()


def switches(jalon):
    with open(f"/proc/{jalon.process.pid}/status", encoding="ascii") as file:
        return sum(int(line.split()[1]) for line in file if "ctxt_switches" in line)


def wake_ups(jalon, duration):
    time.sleep(1)
    before = switches(jalon)
    time.sleep(duration)
    return switches(jalon) - before


def measure_start(table, jalon, count):
    jalon.stop()
    table.add(f"{count:,}: until connections are taken",
              seconds(elapsed(lambda: start(jalon))), aim="< 1 s")
    settle(jalon)
    table.add(f"{count:,}: in memory", f"{memory(jalon.process.pid):.1f} MB", aim="< 32 MB")


def replanning(jalon):
    """Seconds for all organizations to be planned anew, under another policy."""
    jalon.stop()
    path = os.path.join(jalon.folder, "jalon.conf")
    with open(path, "a", encoding="utf-8") as file:
        file.write(OTHER_POLICY)
    start(jalon)
    return elapsed(lambda: settle(jalon))


def measure(table, programs, count):
    """Seconds that an organization costs to be planned anew."""
    with daemon(programs, ROUTE) as jalon:
        def take_in():
            jalon.import_organizations(organizations(count, OWNERS))
        table.add(f"{count:,}: import", seconds(elapsed(take_in)))
        settle(jalon)
        measure_start(table, jalon, count)
        took = replanning(jalon)
        table.add(f"{count:,}: planned anew", seconds(took),
                  aim="< 5 s" if count == 100000 else "")
        table.add(f"{count:,}: wake-ups in 5 s of idling", str(wake_ups(jalon, 5)),
                  aim="0")
        return took / count


def run(table, programs, scale):
    few = measure(table, programs, 500 if scale == "short" else 10000)
    if scale == "short":
        return
    measure(table, programs, 100000)
    if scale == "long":
        many = measure(table, programs, 1000000)
        table.add("1,000,000: cost of each", f"{many * 1e6:.0f} us",
                  f"of 10,000 {few * 1e6:.0f} us", many / few, "<= 1.5")
