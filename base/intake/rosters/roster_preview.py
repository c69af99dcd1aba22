"""The preview of a class list as plain data, for commands and checks (docs/formats.md)."""

from __future__ import annotations

from typing import TypedDict

from base.intake.rosters.roster_lines import lines_of
from base.intake.rosters.roster_shapes import FoundClass, FoundRoster


class DescribedLine(TypedDict):
    """One pupil."""

    row: int
    number: int | None
    surname: str
    given: str
    name: str
    state: str
    doubts: list[str]


class DescribedClass(TypedDict):
    """One class of a file."""

    label: str
    sheet: str
    order: str
    columns: dict[str, str]
    dropped: dict[str, int]
    notices: list[str]
    lines: list[DescribedLine]


def described(roster: FoundRoster) -> list[DescribedClass]:
    """All classes of a file with their lines."""
    return [_described(one) for one in roster.classes]


def _described(found: FoundClass) -> DescribedClass:
    return {
        "label": found.label,
        "sheet": found.sheet,
        "order": found.order,
        "columns": {one.letter: one.role for one in found.columns},
        "dropped": {str(kind): count for kind, count in sorted(found.dropped.items())},
        "notices": found.notices,
        "lines": [
            {
                "row": line.row,
                "number": line.number or None,
                "surname": line.surname,
                "given": line.given,
                "name": line.name,
                "state": line.state,
                "doubts": line.doubts,
            }
            for line in lines_of(found)
        ],
    }
