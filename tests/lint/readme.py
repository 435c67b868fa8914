"""What the documents point to is there: links, the scripts of the README, the functions
of the guided tour."""

import os
import re

from tree import ROOT, files, finish, read


def dead_links():
    for path in files(".md"):
        for target in re.findall(r"\]\(([^)#]+)[^)]*\)", read(path)):
            here = os.path.join(ROOT, os.path.dirname(path), target)
            if "://" not in target and not os.path.exists(here):
                yield f"{path}: there is no {target}"


def missing_commands():
    for block in re.findall(r"```sh\n(.*?)```", read("README.md"), re.DOTALL):
        for command in re.findall(r"^[\w.]+/\S+", block, re.MULTILINE):
            if not os.access(os.path.join(ROOT, command), os.X_OK):
                yield f"README.md: {command} is no program of this tree"


def missing_functions():
    sources = "".join(read(path) for path in files(".c", under="daemon"))
    for name in re.findall(r"`(\w+)\(\)`", read("daemon/README.md")):
        if not re.search(rf"^[a-z].*\b{name}\(", sources, re.MULTILINE):
            yield f"daemon/README.md: there is no {name}()"


finish([*dead_links(), *missing_commands(), *missing_functions()])
