"""The name of a class in a title, in the name of a sheet, or in a cell: "VII-2", "7.b"."""

from __future__ import annotations

import re

_GRADE = r"VI{0,3}|I[XV]|I{1,3}|X|[1-9]"
_UNIT = r"\d{1,2}|[a-hA-HšŠčČđĐžŽа-иА-И]"
_WORDS = r"(?:razred\w*|р?азред\w*|разред\w*|grade|class)"
_LONG = re.compile(
    rf"(?<![\w.])({_GRADE})\.?\s*{_WORDS}[\s,.–-]*(?:odjeljenj\w*|odeljenj\w*|одјељењ\w*|одељењ\w*|odjel\w*)?"
    rf"[\s:.]*({_UNIT})?(?!\w)",
)
_SHORT = re.compile(rf"(?<![\w./-])({_GRADE})(\s?[-–./_]\s?|\.\s|\s)?({_UNIT})(?![\w]|[./-]\s?\d)")
_GRADE_ONLY = re.compile(rf"(?<![\w.])({_GRADE})\.?\s*{_WORDS}")
_DATES = re.compile(r"\d{1,2}\.\s?\d{1,2}\.\s?\d{2,4}\.?|\b\d{4}\s?[/–-]\s?\d{2,4}\b|\b\d{4}\.?")
# Roman numerals are typed with Cyrillic letters of the same look too.
_LOOK = str.maketrans({"І": "I", "Х": "X"})
MOST_LABEL = 20


def class_label(text: str) -> str:
    """The class that a text names, as it is typed; empty where it names none."""
    clean = _DATES.sub(" ", text.translate(_LOOK))
    if found := _LONG.search(clean):
        return f"{found[1]}-{found[2]}" if found[2] else found[1]
    for found in _SHORT.finditer(clean):
        joint, unit = (found[2] or "").strip(), found[3]
        # "VII 2" and "7 b" are classes, "3 12" are numbers.
        if joint or not unit.isdecimal() or not found[1].isdecimal():
            return re.sub(r"\s", "", found[0]) if joint or not found[2] else f"{found[1]}-{unit}"
    return ""


def grade_of(label: str) -> str:
    """The grade of a class as its number, ``7`` of VII-2; empty where the name tells none."""
    found = re.match(rf"({_GRADE})(?![a-zIVX]{{2}})", label.strip().translate(_LOOK))
    if not found:
        return ""
    roman = {
        "I": 1,
        "II": 2,
        "III": 3,
        "IV": 4,
        "V": 5,
        "VI": 6,
        "VII": 7,
        "VIII": 8,
        "IX": 9,
        "X": 10,
    }
    return str(roman.get(found[1], found[1]))
