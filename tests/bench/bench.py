#!/usr/bin/python3
"""All measurements, one after the other, as a table.

Usage: bench.py [--short|--long] PROGRAMS [PART...]
"""

import os
import sys

import counting
import feeds
import pages
import planning
import scale
import sending
import stall
from house import Missing, Table

PARTS = {"feeds": feeds, "sending": sending, "planning": planning, "scale": scale,
         "pages": pages, "stall": stall, "counting": counting}


def main():
    arguments = [one for one in sys.argv[1:] if not one.startswith("--")]
    lengths = [one[2:] for one in sys.argv[1:] if one.startswith("--")] or ["normal"]
    programs, parts = os.path.abspath(arguments[0]), arguments[1:] or PARTS
    table = Table()
    for name in parts:
        try:
            PARTS[name].run(table, programs, lengths[0])
        except Missing as missing:
            table.add(name, f"skipped: {missing}")


if __name__ == "__main__":
    main()
