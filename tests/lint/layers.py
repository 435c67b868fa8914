"""Each module includes its own headers and those of the layers below it, and each
library has one home."""

import re

from tree import code, files, finish, read

CORE = {"base", "core"}
SYS = CORE | {"sys"}
ENGINE = SYS | {"conf", "render", "feed", "store", "engine"}

MAY_INCLUDE = {
    "base": {"base"},
    "core": CORE,
    "sys": SYS,
    "conf": SYS | {"conf"},
    "render": SYS | {"conf", "render"},
    "feed": SYS | {"feed"},
    "store": SYS | {"store"},
    "engine": ENGINE,
    "courier": SYS | {"conf", "store", "courier"},
    "web": ENGINE | {"courier", "web"},
    "publish": ENGINE | {"courier", "web", "publish"},
    "jalond": ENGINE | {"courier", "web", "publish"},
    "jalon": SYS | {"conf", "store", "engine"},
}

# header: who may include it, as path prefixes
HOMES = {
    r"sqlite3\.h": ("daemon/store/",),
    r"curl/.*": ("daemon/courier/", "daemon/jalon/"),
    r"microhttpd\.h": ("daemon/publish/",),
    r"libical/.*": ("daemon/core/recurrence.c",),
    r"systemd/.*": ("daemon/sys/notify.c",),
    r"argon2\.h": ("daemon/sys/password.c",),
    r"openssl/.*": ("daemon/sys/secret.c",),
    r"ini\.h": ("daemon/core/ini.c",),
}


def module_of(path):
    """"store" for daemon/store/feeds.c and include/jalon/store/feeds.h."""
    parts = path.split("/")
    return parts[2] if parts[0] == "include" else parts[1]


def complaints():
    for folder in ("daemon", "include"):
        for path in files(".c", ".h", under=folder):
            module = module_of(path)
            for number, line in enumerate(read(path).split("\n"), 1):
                include = re.match(r'#include [<"](.+)[>"]', line)
                if include:
                    yield from judge(f"{path}:{number}", path, module, include[1])


def judge(where, path, module, header):
    ours = re.match(r"jalon/(\w+)/", header)
    if ours and ours[1] not in MAY_INCLUDE[module]:
        yield f"{where}: {module} may not know {ours[1]}, which is no layer below it"
    for pattern, homes in HOMES.items():
        if re.fullmatch(pattern, header) and not path.startswith(homes):
            yield f"{where}: <{header}> has its home in {' and '.join(homes)}"


finish(complaints())
