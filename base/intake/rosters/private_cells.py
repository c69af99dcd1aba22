"""Finds what a class list holds of children beside names: numbers of the state, dates, addresses.

Sources: JMBG has the check digit of the Slovenian EMŠO (both are the number of 1976), OIB is ISO
7064; both by python-stdnum. What only looks like one is dropped all the same.
"""

from __future__ import annotations

import re

from stdnum.hr import oib
from stdnum.si import emso

from base.intake.rosters.roster_shapes import Private

_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*")
_MONTH = (
    r"jan\w*|feb\w*|velja\w*|mar[ts]?\w*|ožuj\w*|apr\w*|trav\w*|maj\w*|svib\w*|jun\w*|lip\w*|jul\w*|"
    r"srp\w*|avg\w*|aug\w*|kolov\w*|sep\w*|ruj\w*|okt\w*|oct\w*|list\w*|nov\w*|stud\w*|dec\w*|pros\w*|"
    r"siječ\w*|may|јан\w*|феб\w*|мар\w*|апр\w*|мај\w*|јун\w*|јул\w*|авг\w*|сеп\w*|окт\w*|нов\w*|дец\w*"
)
_DATE = re.compile(
    r"(?<!\d)(?:\d{4}\s?[-./]\s?\d{1,2}\s?[-./]\s?\d{1,2}|\d{1,2}\s?[-./]\s?\d{1,2}\s?[-./]\s?(?:\d{4}|\d{2})"
    rf"|\d{{1,2}}\.?\s+(?:{_MONTH})\.?\s+\d{{4}}|(?:19[5-9]|20[0-4])\d)(?!\d)\.?(?:\s*(?:god\w*\.?|год\w*\.?|g\.|г\.))?",
    re.IGNORECASE,
)
# Digits with what people put between them.
_DIGITS = re.compile(r"(?<![\w])(?:\+|00)?\(?\d(?:[ ./()\-–]{0,2}\d){4,20}(?!\w)")
_STREET = (
    r"ul\.?|ulica|ulici|trg|bulevar|bul\.|naselje|sokak|adresa|"
    r"ул\.?|улица|трг|булевар|насеље|street|road"
)
_ADDRESS = re.compile(
    rf"(?<!\w)(?:{_STREET})(?!\w).*|.*\b(?:bb|бб|b\.b\.|б\.б\.)(?!\w).*", re.IGNORECASE
)
# Words and the number of a house; in a column of names that is a mistake to be shown.
_HOUSE = re.compile(
    r"^(?:[^\W\d_][\w.'’-]*\s+)+(?:br\.?\s*)?\d{1,3}\s?[a-zA-Zа-шА-Ш]?(?:\s*,.*|/\d+.*)?$"
)
_PATTERNS = (
    ("mail", _MAIL),
    ("digits", _DIGITS),
    ("birth", _DATE),
    ("address", _ADDRESS),
    ("address", _HOUSE),
)
NATIONAL = (11, 12, 13)


def without_private(text: str, *, is_name: bool = False) -> tuple[str, list[Private]]:
    """What is left of a cell, and the kinds of what was taken away."""
    found: list[Private] = []
    for kind, pattern in _PATTERNS:
        for part in [] if is_name and pattern is _HOUSE else list(pattern.finditer(text)):
            found.append(_kind(kind, part[0]))
            text = text.replace(part[0], " ", 1)
    return (" ".join(text.strip(" ,.;/-–()").split()) if found else text), found


def holds_private(text: str) -> bool:
    """Whether something would be taken away."""
    return bool(without_private(text, is_name=True)[1])


def _kind(kind: str, part: str) -> Private:
    if kind in ("mail", "address"):
        return "mail" if kind == "mail" else "address"
    if kind == "birth" or _DATE.fullmatch(part.strip()):
        return "birth"
    digits = "".join(one for one in part if one.isdecimal())
    is_called = part.startswith(("+", "00"))
    is_like_one = is_national(digits) or len(digits) in NATIONAL
    return "national" if is_like_one and not is_called else "phone"


def is_national(digits: str) -> bool:
    """Whether the check digit says that this is a JMBG or OIB; spreadsheets lose a first zero."""
    return oib.is_valid(digits) or any(
        emso.is_valid(one) for one in (digits, digits.zfill(13)) if len(digits) in (12, 13)
    )
