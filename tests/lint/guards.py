"""A header's include guard is its path: JALON_CORE_DATE_H for jalon/core/date.h.  The
inner header of a module that shares its name with an outer one says INSIDE."""

import os
import re

from tree import ROOT, files, finish, read


def guard_of(path):
    name = re.sub(r"^(include/jalon|daemon)/", "", path)
    if path.startswith("daemon/") and os.path.exists(
            os.path.join(ROOT, "include/jalon", name)):
        name = name.replace(".h", "_inside.h")
    return "JALON_" + re.sub(r"[^A-Z0-9]", "_", name.upper())


def complaints():
    for folder in ("include", "daemon"):
        for path in files(".h", under=folder):
            guard = guard_of(path)
            text = read(path)
            opened = f"#ifndef {guard}\n#define {guard}\n" in text
            if not opened or not text.endswith(f"#endif /* {guard} */\n"):
                yield f"{path}: the include guard should be {guard}, closed with its name"


finish(complaints())
