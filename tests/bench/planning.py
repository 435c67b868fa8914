"""`jalon plan` beside a plain reading of the same rules in Python, tests/oracle/plan.py, by
the processor's time: both keep one core busy from beginning to end."""

import os
import shutil
import subprocess
import tempfile

from house import ROOT, rate

ORACLE = os.path.join(ROOT, "tests/oracle")
RULES = os.path.join(ROOT, "config/rules/qualiopi.ini")
TODAY = "2026-11-24"


def timed(command, path):
    """The processor's seconds that COMMAND takes for the file PATH, and its largest memory
    in MB."""
    with open(path, "rb") as file:
        process = subprocess.Popen(command, stdin=file, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(f"{command[0]} ended with {process.returncode}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def generate(path, count):
    with open(path, "wb") as file:
        subprocess.run(["/usr/bin/python3", os.path.join(ORACLE, "generate.py"), str(count),
                        "1"], stdout=file, check=True)


def repeat(path, times):
    """PATH, TIMES as long: a filter does not mind meeting a client again."""
    # By pieces: what this program holds when it starts another counts as the other's.
    with open(path + "-long", "wb") as file:
        for _ in range(times):
            with open(path, "rb") as source:
                shutil.copyfileobj(source, file)
    return path + "-long"


def run(table, programs, scale):
    count, times = {"short": (500, 2), "normal": (20000, 10), "long": (20000, 50)}[scale]
    plan = [os.path.join(programs, "jalon"), "plan", "--rules", RULES, "--today", TODAY]
    oracle = ["/usr/bin/python3", os.path.join(ORACLE, "plan.py"), RULES, TODAY]
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "organizations.jsonl")
        generate(path, count)
        theirs, _ = timed(oracle, path)
        ours, _ = timed(plan, path)
        table.add(f"plan of {count:,} organizations", rate(count / ours),
                  f"Python {rate(count / theirs)}", theirs / ours, ">= 20")
        _, used = timed(plan, repeat(path, times))
        table.add(f"plan of {count * times:,}, memory", f"{used:.0f} MB", aim="< 64 MB")
