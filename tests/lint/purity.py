"""The core asks nothing of the outside: it calls no function that is not on the list.

Usage: purity.py LIBRARY...; the first is the core, the others those it may call."""

import fnmatch
import os
import subprocess
import sys

from tree import finish

LIST = os.path.join(os.path.dirname(os.path.abspath(__file__)), "core_calls.txt")


def symbols(library, *options):
    result = subprocess.run(["nm", "-A", *options, library], check=True, text=True,
                            capture_output=True)
    for line in result.stdout.splitlines():
        member, name = line.split(":")[-2], line.split()[-1]
        yield member, name


def complaints(core, *others):
    with open(LIST, encoding="utf-8") as file:
        allowed = [line for line in file.read().split("\n") if line and line[0] != "#"]
    known = {name for library in (core, *others)
             for _, name in symbols(library, "--defined-only")}
    for member, name in symbols(core, "--undefined-only"):
        if name in known or any(fnmatch.fnmatchcase(name, shape) for shape in allowed):
            continue
        yield (f"core: {member} calls {name}(), which is not on {os.path.basename(LIST)}: "
               "the core has no clock, no file and no environment")


finish(complaints(*sys.argv[1:]))
