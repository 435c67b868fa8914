"""Words that C offers and this project does without, or has one home for."""

import re

from tree import code, files, finish, read

# what, as a pattern over code without comments and strings: why, where it may stand
BANNED = {
    r"\b(strcpy|strcat|sprintf|vsprintf|strncpy|strtok|gets)\s*\(": (
        "does not know how much room there is: use a struct buf or snprintf", ()),
    r"\b(atoi|atol|atoll|atof|strto\w+|\w*scanf)\s*\(": (
        "takes what it should refuse: use text_number()", ()),
    r"\b(time|localtime|gmtime|localtime_r|gmtime_r|mktime|gettimeofday|clock_gettime)\s*\(": (
        "time enters through sys/clock and is passed down", ("daemon/sys/clock.c",)),
    r"\bgetenv\s*\(": (
        "the environment is read by file_environment()", ("daemon/sys/file.c",)),
    r"\bstrerror\w*\s*\(": (
        "speaks the process's language: use reason_of()", ("daemon/sys/reason.c",)),
    r"\b_?exit\s*\(": (
        "only main ends the program, by returning", ()),
    r"\b(malloc|calloc|realloc|strdup|strndup)\s*\(": (
        "may return NULL: use mem_new() and its kin", ("daemon/base/mem.c",)),
    r"\balloca\s*\(": (
        "has no limit: use an array or mem_new()", ()),
    r"\bsqlite3_\w*mprintf\s*\(": (
        "values are bound, never printed into SQL", ()),
    r"\bdefault\s*:": (
        "hides the case that was forgotten: name them all, or use a table", ()),
    r"//": (
        "comments are /* */", ()),
}


def complaints():
    for folder in ("daemon", "include"):
        for path in files(".c", ".h", under=folder):
            for number, line in enumerate(code(read(path)).split("\n"), 1):
                yield from judge(path, number, line)


def judge(path, number, line):
    for pattern, (why, homes) in BANNED.items():
        found = re.search(pattern, line)
        if found and path not in homes:
            yield f"{path}:{number}: {found[0].rstrip('( ')}: {why}"


finish(complaints())
