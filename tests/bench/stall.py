"""How long others wait while a name server takes questions and never answers."""

import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time

from house import Missing, daemon, seconds

ADDRESS = "127.0.0.154"
CONF = """
[receiver "chat"]
webhook = https://hooks.nowhere.example/
"""


def in_a_house_of_its_own(*arguments):
    """Runs this file where the only name server is mute; only root may."""
    if os.geteuid() != 0 or subprocess.run(["unshare", "--mount", "true"]).returncode:
        raise Missing("only root may give a program a name server of its own")
    with tempfile.NamedTemporaryFile("w", suffix=".conf") as file:
        file.write(f"nameserver {ADDRESS}\n")
        file.flush()
        os.chmod(file.name, 0o644)
        script = 'mount --bind "$1" /etc/resolv.conf && shift && exec "$@"'
        return subprocess.run(
            ["unshare", "--mount", "sh", "-c", script, "sh", file.name, sys.executable,
             __file__, *arguments], check=True, capture_output=True, text=True).stdout


def longest_wait(path, duration):
    """The longest that one of many small requests waited, in seconds."""
    longest, end = 0, time.monotonic() + duration
    with contextlib.closing(socket.socket(socket.AF_UNIX)) as connection:
        connection.connect(path)
        while time.monotonic() < end:
            start = time.monotonic()
            connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
            connection.recv(1000)
            longest = max(longest, time.monotonic() - start)
            time.sleep(0.001)
    return longest


def waits(programs, duration):
    """The longest wait while nothing else is done, and during a message to a host whose
    address nobody tells."""
    with daemon(programs, CONF) as jalon, \
            contextlib.closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as mute:
        mute.bind((ADDRESS, 53))
        path = os.path.join(jalon.folder, "jalon.sock")
        calm = longest_wait(path, duration)
        message = threading.Thread(target=jalon.run, args=("test-notify", "chat"))
        message.start()
        stalled = longest_wait(path, duration)
        message.join()
        return calm, stalled


def run(table, programs, scale):
    calm, stalled = map(
        float, in_a_house_of_its_own(programs, "2" if scale == "short" else "12").split())
    table.add("longest wait, name server mute", seconds(stalled),
              f"otherwise {seconds(calm)}", aim="< 10 ms")


if __name__ == "__main__":
    print(*waits(sys.argv[1], float(sys.argv[2])))
