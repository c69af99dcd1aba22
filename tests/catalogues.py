"""The catalogues as they stand, and what a text is made of: words, placeholders, tags."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import polib

from deploy.compile_messages import in_latin

ROOT = Path(__file__).resolve().parents[1]
LOCALES = ("bs", "hr", "sr")
LATIN_LOCALES = ("bs", "hr", "sr_Latn")
DOMAINS = ("django", "djangojs")

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[a-z]|\{\w*\}|%%")
TAG = re.compile(r"</?[a-z][^>]*>")
LATIN = re.compile(r"[^\W\d_]*[A-Za-zÀ-ž][^\W\d_]*")
CYRILLIC = re.compile(r"[Ѐ-ӿ]+")
# In Latin letters also in Cyrillic text: brands, formats, keys, and what is typed as it is.
LATIN_IN_CYRILLIC = {
    *("PNG", "JPEG", "WebP", "GIF"),  # the formats of pictures
    *("AI", "QR"),  # as the questions write it
    *(
        "CSV",
        "Python",
        "SVG",
        "KB",
        "PDF",
        "USB",
        "cue",
        "key",  # a rule of the checks has its own name
        "JSON",
        "UTF",
        "XLSX",
        "JavaScript",
        "Firefox",
        "Chrome",
        "Edge",
        "LibreOffice",
        "Windows",
        "Linux",
        "Mac",
    ),
    *("XML", "XLIFF", "CDATA", "DOCTYPE"),  # what files of questions are made of
    "answers",  # how the name of a file of answers ends
    *("xlsx", "xlf", "csv"),
    *("Excel", "SHA", "VII", "id"),
    *("plavitelefon", "ba", "example"),  # addresses, as they are typed
    *("MB", "TLS", "LDAP", "IndexedDB", "Cache", "no", "store", "check", "URL", "UTC", "PIN"),
    *("P", "Ctrl", "Command", "Control"),  # keys
    *("A", "B", "C", "D", "a", "b", "c", "d"),  # answers, as they stand on pupils' screens
}
# Addresses, and the mark of a release.
ADDRESS = re.compile(
    r"https?://\S+|\b[\w.-]+@[\w.-]+|\b[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/\S*)?|\b[0-9a-f]{8}\b"
)

type Key = tuple[str, str, str]


@cache
def catalogue(locale: str, domain: str) -> polib.POFile:
    if locale == "sr_Latn":
        return in_latin(polib.pofile(str(source("sr", domain))))
    return polib.pofile(str(source(locale, domain)))


def source(locale: str, domain: str) -> Path:
    return ROOT / "locale" / locale / "LC_MESSAGES" / f"{domain}.po"


def texts_of(entry: polib.POEntry | polib.MOEntry) -> list[str]:
    """The translation, or every plural form of it."""
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def key_of(entry: polib.POEntry | polib.MOEntry) -> Key:
    return entry.msgctxt or "", entry.msgid, entry.msgid_plural


def bare(text: str) -> str:
    """A text without placeholders, tags and addresses."""
    for pattern in (PLACEHOLDER, TAG, ADDRESS):
        text = pattern.sub(" ", text)
    return text
