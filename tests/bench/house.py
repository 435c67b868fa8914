"""What all measurements share: clients to measure with, a daemon, other people's servers,
and the table of figures."""

import contextlib
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path[:0] = [os.path.join(ROOT, "tests/support")]

from daemon import Daemon, free_port, wait_for  # noqa: E402

NOW = "2026-11-24T10:00:00+01:00"
CONF = """
[jalond]
rehearsal = yes
uid_domain = jalon.example.org
[http]
listen = 127.0.0.1:{port}
socket = jalon.sock
public_url = http://127.0.0.1:{port}
sign_in = off
[mail]
transport = {transport}
from = Jalon <jalon@example.org>
"""


class Missing(Exception):
    """A program to compare with is not installed."""


class Table:
    """Figures with their aims, printed as they come."""

    def __init__(self):
        print(f"{'what':46} {'Jalon':>16} {'beside':>30} {'ratio':>9}  aim")

    def add(self, what, value, beside="", ratio="", aim=""):
        if isinstance(ratio, float):
            ratio = f"{ratio:.2f} x"
        print(f"{what:46} {value:>16} {beside:>30} {ratio:>9}  {aim}", flush=True)


def rate(value):
    return f"{value:,.0f}/s"


def seconds(value):
    return f"{value * 1000:.1f} ms" if value < 1 else f"{value:.2f} s"


def organizations(count, owners=1, **keys):
    """Clients whose certificates were issued over the last three years, some with a held
    audit and non-conformities: what a consultancy's portfolio is made of."""
    for index in range(count):
        issued = date(2023, 12, 1) + timedelta(index * 7 % 1080)
        facts = [fact("certificate.issued", issued)]
        audit = issued + timedelta(500)
        if index % 3 and audit < date(2026, 11, 1):
            facts.append(fact("audit.held", audit, audit="surveillance"))
            facts.append(fact("nc.notified", audit + timedelta(5), nc="NC1",
                              grade="minor", audit="surveillance"))
            facts.append(fact("nc.lifted", audit + timedelta(90), nc="NC1"))
        yield {"id": f"o{index:07}", "name": f"Organisme de formation n° {index}",
               "nda": "11788457578", "owner": f"owner{index % owners}", "facts": facts,
               **keys}


def fact(kind, on, **keys):
    return {"kind": kind, "on": on.isoformat(), **keys}


@contextlib.contextmanager
def daemon(programs, conf="", now=NOW, transport="maildir:mail"):
    """A jalond in a folder of its own, which goes with it."""
    with tempfile.TemporaryDirectory(prefix="jalon-bench-") as folder:
        os.chmod(folder, 0o755)  # for nginx's worker
        text = CONF.replace("{transport}", transport) + conf
        with Daemon(programs, folder, text, "--now", now) as one:
            yield one


@contextlib.contextmanager
def server(*command, port, **keys):
    """COMMAND, as long as it is needed."""
    if not shutil.which(command[0]):
        raise Missing(f"{command[0]} is not installed")
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **keys)
    try:
        if not wait_for(lambda: answers(port)):
            raise RuntimeError(f"{command[0]} does not answer on port {port}")
        yield process
    finally:
        process.terminate()
        process.wait()


def answers(port):
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
        return True
    return False


@contextlib.contextmanager
def nginx(folder, *location, sendfile="on"):
    """One nginx worker that serves FOLDER; yields its port."""
    port = free_port()
    path = os.path.join(folder, f"nginx-{port}.conf")
    with open(path, "w", encoding="ascii") as file:
        file.write(f"""daemon off; worker_processes 1; pid nginx-{port}.pid;
error_log stderr crit;
events {{ worker_connections 2048; }}
http {{ access_log off; sendfile {sendfile}; tcp_nopush on; keepalive_requests 10000000;
client_body_temp_path body; proxy_temp_path p; fastcgi_temp_path f; uwsgi_temp_path u;
scgi_temp_path s; types {{ text/calendar ics; }} default_type text/calendar;
server {{ listen 127.0.0.1:{port} backlog=1024; root {folder};
location / {{ {" ".join(location)} }} }} }}
""")
    with server("nginx", "-p", folder, "-c", path, port=port):
        yield port


def wrk(url, connections, duration, *arguments):
    """Requests a second of URL."""
    if not shutil.which("wrk"):
        raise Missing("wrk is not installed")
    output = subprocess.run(
        ["wrk", "-t1", f"-c{connections}", f"-d{duration}s", "--timeout", "60s",
         *arguments, url], check=True, capture_output=True, text=True).stdout
    if "Socket errors" in output:
        raise RuntimeError(output)
    return float(re.search(r"Requests/sec:\s+([\d.]+)", output).group(1))


def in_turns(rounds, *measures):
    """The medians of several measures, taken in turns: what slows the machine down for a
    while slows down all of them."""
    results = [[measure() for measure in measures] for _ in range(rounds)]
    return [statistics.median(column) for column in zip(*results)]


def memory(pid, name="VmRSS"):
    """MB that a process has in memory."""
    with open(f"/proc/{pid}/status", encoding="ascii") as file:
        return int(re.search(rf"{name}:\s+(\d+)", file.read()).group(1)) / 1024


def elapsed(action):
    start = time.monotonic()
    action()
    return time.monotonic() - start
