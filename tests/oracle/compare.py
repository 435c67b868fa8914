#!/usr/bin/python3
"""`jalon plan` says line for line what the plain reading of the rules says, for random
histories, on days chosen from their years, by the shipped rules and by others.

Usage: compare.py PROGRAMS [COUNT [SEED]]
"""

import itertools
import json
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
RULES = os.path.join(HERE, "../../config/rules/qualiopi.ini")
DAYS = ["2021-05-31", "2024-02-29", "2025-12-31", "2026-11-24", "2029-08-15"]


def output(*command, stdin=None):
    return subprocess.run(command, check=True, capture_output=True, text=True,
                          stdin=stdin).stdout.splitlines()


def other_rules(folder):
    """A rule file in FOLDER with other numbers, and other rows to be confirmed."""
    def moved(found):
        months = int(found[1])
        return f"months = {months + (months > 0) - (months < 0)}"

    with open(RULES, encoding="utf-8") as file:
        text = re.sub(r"months = (-?\d+)", moved, file.read())
    confirm = itertools.cycle(["confirm = yes", "confirm = no", "confirm = no"])
    path = os.path.join(folder, "rules.ini")
    with open(path, "w", encoding="utf-8") as file:
        file.write(re.sub(r"confirm = \w+", lambda _: next(confirm), text))
    return path


def compare(programs, histories, rules, today):
    """How many lines agree; ends the test at the first that does not, or at an id that
    two milestones have."""
    ids = set()
    got = output(os.path.join(programs, "jalon"), "plan", "--rules", rules, "--today", today,
                 histories)
    with open(histories, encoding="utf-8") as file:
        want = output(sys.executable, os.path.join(HERE, "plan.py"), rules, today,
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
        lines = sum(compare(programs, histories, rules, today)
                    for rules in (RULES, other_rules(folder)) for today in DAYS)
    assert lines > int(count), "too few lines to show anything"
    print(f"{lines} lines agree")


if __name__ == "__main__":
    main()
