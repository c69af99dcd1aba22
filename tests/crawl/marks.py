"""What differs between two runs of one commit becomes a mark; the rest, a line for each tag."""

from __future__ import annotations

import io
import re
import zipfile

MONTHS = (
    r"January|February|March|April|May|June|July|August|September|October|November|December"
    r"|sije\w+|velja\w+|ožu\w+|trav\w+|svib\w+|lip(?:nja|anj)|srp(?:nja|anj)|kolov\w+|ruj(?:na|an)"
    r"|listop\w+|studeno\w*|prosin\w+|janu\w+|febr\w+|marta?|april\w*|maja?|jun[ai]?|jul[ai]?"
    r"|a[vu]gust\w*|(?:septem|oktob|novem|decem)\w+"
    r"|јану\w+|фебр\w+|марта?|април\w*|маја?|јуна?|јула?|август\w*|(?:септем|октоб|новем|децем)\w+"
)
CLOCK = r"\d{1,2}[:.]\d{2}(?::\d{2})?(?:\.\d+)?(?: ?[ap]\.?m\.?)?"
# Each sees what the ones before have left.
MARKS: tuple[tuple[str, str], ...] = (
    (r'(name="csrfmiddlewaretoken" value=")[^"]+', r"\1~token"),
    (r'(nonce=")[^"]+', r"\1~nonce"),
    (r"https?://127\.0\.0\.1:\d+", "~here"),
    (r"127\.0\.0\.1:\d+", "~here"),
    # files by their bare names: their folders and hashes are no content
    (r"/static/(?:[\w.@-]+/)*([\w-]+)(?:\.[0-9a-f]{8}(?:[0-9a-f]{4})?)?(\.\w+)", r"~static/\1\2"),
    (r"(/catalogs/[\w-]+\.)[0-9a-f]+", r"\1~hash"),
    (r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b", "~id"),
    # the salt of a password, as the admin shows it
    (r"[\w+/]+\*{8,}", "~salt"),
    # a process, by its number
    (r"\b\d+-[0-9a-f]{8}\b", "~process"),
    # a second factor to be; and every code to be read by a telephone, which names the port
    (r'(?<=class="qrline")([^>]* d=")[^"]+', r"\1~code"),
    (r"\b[A-Z2-7]{32}\b", "~secret"),
    (r'(?<="challenge": ")[\w-]+|(?<=&quot;challenge&quot;: &quot;)[\w-]+', "~challenge"),
    # the words of a choice say what it is; numbers of tables differ between commits
    (r'(?<=<option value=")\d+', "~id"),
    # of rules: made of the times of windows, too
    (r"((?:Version|Verzija|Верзија) )\d{6}\b", r"\1~version"),
    (r"\b[0-9a-f]{16,}\b", "~hex"),
    (r"[\w-]+:[\w-]+:[\w-]{20,}", "~signed"),
    (rf"\b\d{{4}}-\d\d-\d\d(?:[T ]{CLOCK})?(?:Z|[+-]\d\d:?\d\d)?", "~date"),
    (r"\b1[789]\d{8}(?:\d{3})?(?:\.\d+)?\b", "~moment"),
    (rf"(?:\b\w+, )?\b\d{{1,2}}\.? (?:{MONTHS})\b\.?(?: \d{{4}}\b\.?)?", "~date"),
    (r"(?<![\d.])\d{1,2}\. ?\d{1,2}\.(?: ?\d{4}\b\.?)?(?!\d)|\b\d{1,2}/\d{1,2}/\d{4}\b", "~date"),
    (r"(?<![\d.,])(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?: ?[ap]\.?m\.?)?(?!\d|:\d)", "~time"),
)
_MARKS = tuple((re.compile(pattern), mark) for pattern, mark in MARKS)


def marked(text: str) -> str:
    """The text without what belongs to this run alone."""
    for pattern, mark in _MARKS:
        text = pattern.sub(mark, text)
    return text


def normal(body: bytes, kind: str) -> str:
    """The body of a reply of this content type as lines to compare."""
    if body[:4] == b"PK\x03\x04":
        return marked(_unpacked(body))
    if not kind.startswith(("text/", "application/json", "image/svg", "application/javascript")):
        return f"~{kind}"
    text = body.decode(errors="replace")
    return marked(_lines(text) if kind.startswith(("text/html", "text/xml")) else text)


def _lines(html: str) -> str:
    """A line for each tag and text; how a template is indented is no content."""
    parted = re.sub(r"(<[^>]*>)", r"\n\1\n", re.sub(r"\s+", " ", html))
    return "\n".join(line for raw in parted.split("\n") if (line := raw.strip()))


def _unpacked(body: bytes) -> str:
    """What the members of a spreadsheet say."""
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        names = sorted(name for name in archive.namelist() if name.endswith((".xml", ".rels")))
        return "\n".join(f"{name}\n{_lines(archive.read(name).decode())}" for name in names)
