"""No file above 500 lines, no function above 60: each is one thought.

The code is in clang-format's layout, where a function's body stands between a brace
alone in the first column and the next one."""

from tree import files, finish, read

FILE_LINES = 500
FUNCTION_LINES = 60


def functions(lines):
    """(first line, lines) of each function."""
    start = None
    for number, line in enumerate(lines, 1):
        if line == "{":
            start = number
            while start > 1 and lines[start - 2] and not lines[start - 2].endswith("*/"):
                start -= 1
        elif line == "}" and start:
            yield start, number - start + 1
            start = None


def complaints():
    for folder in ("daemon", "include", "tests"):
        for path in files(".c", ".h", under=folder):
            lines = read(path).split("\n")
            if len(lines) - 1 > FILE_LINES:
                yield f"{path}: {len(lines) - 1} lines: has it one reason to exist?"
            for start, length in functions(lines):
                if length > FUNCTION_LINES:
                    yield f"{path}:{start}: a function of {length} lines: is it one thought?"


finish(complaints())
