#!/usr/bin/python3
"""`jalon plan` says line for line what the plain reading of the rules says, for random
histories, on days chosen from their years.

Usage: compare.py PROGRAMS [COUNT [SEED]]
"""

import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
RULES = os.path.join(HERE, "../../config/rules/qualiopi.ini")
DAYS = ["2021-05-31", "2024-02-29", "2025-12-31", "2026-11-24", "2029-08-15"]


def output(*command, stdin=None):
    return subprocess.run(command, check=True, capture_output=True, text=True,
                          stdin=stdin).stdout.splitlines()


def compare(programs, histories, today):
    """How many lines agree; ends the test at the first that does not, or at an id that
    two milestones have."""
    ids = set()
    got = output(os.path.join(programs, "jalon"), "plan", "--today", today, histories)
    with open(histories, encoding="utf-8") as file:
        want = output(sys.executable, os.path.join(HERE, "plan.py"), RULES, today,
                      stdin=file)
    for ours, theirs in zip(got, want):
        line = json.loads(ours)
        assert line.pop("why"), f"no reason is given: {ours}"
        assert list(line.items()) == list(json.loads(theirs).items()), \
            f"on {today}\n{ours}\n{theirs}"
        name = line["organization"], line.get("id", ours)
        assert name not in ids, f"on {today} twice: {name}"
        ids.add(name)
    assert len(got) == len(want), f"on {today}: {len(got)} lines, and not {len(want)}"
    return len(got)


def main():
    programs = sys.argv[1]
    count = sys.argv[2] if len(sys.argv) > 2 else "400"
    seed = sys.argv[3] if len(sys.argv) > 3 else "1"
    with tempfile.TemporaryDirectory() as folder:
        histories = os.path.join(folder, "histories.jsonl")
        with open(histories, "w", encoding="utf-8") as file:
            file.write("\n".join(output(sys.executable, os.path.join(HERE, "generate.py"),
                                        count, seed)) + "\n")
        lines = sum(compare(programs, histories, today) for today in DAYS)
    assert lines > int(count), "too few lines to show anything"
    print(f"{lines} lines agree")


if __name__ == "__main__":
    main()
