"""Every text that the sources mark is in the French catalogues, and nothing else is."""

import os
import re
import subprocess
import tempfile

from tree import ROOT, files, finish, read

CONVERSION = r"%[-#0-9.*]*(?:hh|h|ll|l|j|z|t)?[a-zA-Z]|\\."
BARE_FRENCH = r"[^\W\d_]'(?:[^\W\d_]|[«%{])|« | »| [:;?!](?: |$|\\n)"
KEYWORDS = ("tr:2", "N_", "err_set:3", "err_wrap:2", "tr_count:2,3")


def template():
    """The text of a .pot file with all that the sources mark."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "all.pot")
        keywords = ["--keyword=" + keyword for keyword in KEYWORDS]
        subprocess.run(["xgettext", "--language=C", "--from-code=UTF-8", "--force-po",
                        "--keyword", *keywords, "-o", path,
                        *files(".c", under="daemon")], cwd=ROOT, check=True)
        with open(path, encoding="utf-8") as file:
            return file.read()


def entries(text):
    """(msgid, translation, the lines above) of each entry of the .po TEXT but its head."""
    for block in re.split(r"\n\s*\n", text):
        above = "\n".join(re.findall(r"^#.*$", block, re.MULTILINE))
        body = re.sub(r"^#.*\n?", "", block, flags=re.MULTILINE)
        body = re.sub(r'"\s*\n\s*"', "", body)
        found = dict(re.findall(r'^(msg\w+(?:\[\d\])?) "(.*)"$', body, re.MULTILINE))
        if found.get("msgid"):
            values = [found[key] for key in sorted(found) if key.startswith("msgstr")]
            yield found["msgid"], "" if "" in values else "\0".join(values), above


def complaints():
    wanted = {msgid: above for msgid, _, above in entries(template())}
    known = {}
    for path in files(".po", under="po/fr"):
        for msgid, translation, above in entries(read(path)):
            if "fuzzy" in above:
                yield f"{path}: nobody has looked at the translation of \"{msgid}\""
            if not translation:
                yield f"{path}: \"{msgid}\" is not translated"
            if re.search(BARE_FRENCH, translation):
                yield f"{path}: \"{translation}\" lacks ’ or a space that does not break"
            if msgid not in wanted:
                yield f"{path}: \"{msgid}\" is said nowhere any more"
            if known.setdefault(msgid, translation) != translation:
                yield f"{path}: \"{msgid}\" is translated otherwise elsewhere"
    for msgid, above in wanted.items():
        words = re.search(r"[A-Za-z]", re.sub(CONVERSION, "", msgid))
        if words and msgid not in known:
            place = re.search(r"^#: (\S+)", above, re.MULTILINE)
            yield f"{place[1]}: \"{msgid}\" is not in po/fr"


finish(complaints())
