"""What Python's mail and HTML parsers say of the sample mails."""

import glob
import os
import re
import sys
from email import message_from_bytes
from email.policy import default
from html.parser import HTMLParser

HEADERS = {
    "Date", "From", "To", "Subject", "Message-ID", "In-Reply-To", "References",
    "List-Unsubscribe", "Auto-Submitted", "X-Auto-Response-Suppress", "Content-Language", "MIME-Version",
    "Content-Type",
}
TAGS = {
    "html", "head", "meta", "title", "body", "table", "tr", "td", "th", "a", "b", "br",
}


class Page(HTMLParser):
    """The tags, links and text of a page."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.links, self.words, self.lang = set(), [], [], None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        attributes = dict(attrs)
        self.links += [attributes[key] for key in ("href", "src") if key in attributes]
        self.lang = attributes.get("lang", self.lang)

    def handle_data(self, data):
        self.words.append(data)


def squeezed(text):
    return re.sub(r"\s+", " ", text).strip()


def raw_complaints(raw):
    head = raw.split(b"\r\n\r\n", 1)[0]
    if not raw.endswith(b"\r\n"):
        yield "does not end with CR LF"
    if re.search(rb"(?<!\r)\n|\r(?!\n)", raw):
        yield "has a bare CR or LF"
    if re.search(rb"[^\r\n\x20-\x7e]", raw):
        yield "has a byte that is no printable ASCII"
    if max(len(line) for line in head.split(b"\r\n")
           if not line.startswith(b"List-Unsubscribe: ")) > 78:  # an address has no fold
        yield "has a header line above 78 columns"
    body = raw.split(b"\r\n\r\n", 1)[1]
    if max(map(len, body.split(b"\r\n"))) > 78:
        yield "has a body line above 76 columns"


def part_complaints(mail):
    for part in mail.walk():
        for defect in part.defects:
            yield f"defect: {defect!r}"
    for name in mail.keys():
        if name not in HEADERS:
            yield f"has a header {name}"
        if mail.get_all(name) != [mail[name]]:
            yield f"has {name} twice"
        for defect in mail[name].defects:
            yield f"{name}: defect: {defect!r}"
    if mail.get_content_type() != "multipart/alternative":
        yield f"is {mail.get_content_type()}"


def body_complaints(mail, language):
    text = mail.get_body(("plain",)).get_content()
    page = Page(mail.get_body(("html",)).get_content())
    words = squeezed(" ".join(page.words))
    title = squeezed(mail["Subject"])
    if page.tags - TAGS:
        yield f"has tags {page.tags - TAGS}"
    if page.lang != language:
        yield f"is in {page.lang}"
    if any(not link.startswith("https://jalon.example.org") for link in page.links):
        yield f"has links {page.links}"
    if not squeezed(text).startswith(title) or title not in words:
        yield f"has another subject than title: {title}"
    if re.search(r"[\x00-\x08\x0b-\x1f\x7f]", text.replace("\r", "")):
        yield "has a control character in its text"


def complaints(path):
    with open(path, "rb") as file:
        raw = file.read()
    mail = message_from_bytes(raw, policy=default)
    language = path.split(".")[-2]
    for complaint in (*raw_complaints(raw), *part_complaints(mail),
                      *body_complaints(mail, language)):
        yield f"{os.path.basename(path)}: {complaint}"


paths = glob.glob(os.path.join(sys.argv[1], "*.eml"))
found = [complaint for path in sorted(paths) for complaint in complaints(path)]
print("\n".join(found))
sys.exit(1 if found or len(paths) != 12 else 0)
