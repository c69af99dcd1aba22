"""A class: whether a group of it has still to play, and its name a year later."""

from __future__ import annotations

import re
from collections.abc import Collection

# Grades are numbered in Roman or in Arabic figures, and the class follows with or without a sign:
# VII-2, VII2, VIIc, 7.b, 7b.
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
GRADE = re.compile(
    r"(?<![^\W_])(?:(?:VI{0,3}|I[XV]|I{1,3})(?=\d{0,2}(?![^\W_])|[^\W\d_](?![^\W_]))"
    r"|\d{1,2}(?=[^\W\d_]?(?![^\W_])))"
)


def is_group(to_come: int, cards: int) -> bool:
    """Whether so many of a class are more than those who are ill: a third of it or more."""
    return to_come * 3 >= cards


def played_apart(played: int, *, most: int, cards: int, fewest: int) -> bool:
    """Whether those who played in one sitting are a few beside the class, and not a group of it.

    ``most``: who played in its largest sitting. ``fewest``: of how many public figures tell.
    """
    return played < min(most, fewest) and not is_group(played, cards)


def label_a_year_on(label: str, *, grade: str, grades: Collection[str]) -> str:
    """The name a class of a grade has a year later in the same school.

    Empty where its name tells no grade, and where none of the ``grades`` that take part follows in
    the same school: the ninth grade of a primary school goes on in another one.
    """
    later = next_label(label)
    return later if later != label and next_grade(grade) in grades else ""


def next_grade(code: str) -> str:
    """The grade of a year later, by its code; empty for those of secondary schools."""
    return str(int(code) + 1) if code.isdecimal() else ""


def next_label(label: str) -> str:
    """The name a class has a year later: VII-2 becomes VIII-2, 7b becomes 8b; else the same."""
    return GRADE.sub(lambda found: _raised(found.group()), label, count=1)


def _raised(figure: str) -> str:
    if figure.isdecimal():
        return str(int(figure) + 1)
    place = ROMAN.index(figure) if figure in ROMAN else len(ROMAN)
    return ROMAN[place + 1] if place + 1 < len(ROMAN) else figure
