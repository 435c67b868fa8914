"""Instructions for each event of a feed, counted by callgrind: the one figure that does not
depend on what else the machine is doing."""

import os
import re
import shutil
import subprocess

from house import Missing


def count(program, calendars):
    """Events written, and instructions for the whole program."""
    result = subprocess.run(
        ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", program,
         str(calendars)], check=True, capture_output=True, text=True)
    return int(result.stdout), int(re.search(r"Collected : (\d+)", result.stderr).group(1))


def run(table, programs, scale):
    program = os.path.join(programs, "tests/bench.feed_events")
    if not shutil.which("valgrind"):
        raise Missing("valgrind is not installed")
    (few, cheap), (many, dear) = count(program, 10), count(program, 110)
    table.add("instructions for each event of a feed",
              f"{(dear - cheap) / (many - few):,.0f}", aim="<= 6,300")
