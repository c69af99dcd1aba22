"""What is counted of a country's pupils, and what is published of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypedDict


class Came(NamedTuple):
    """Pupils of a school who finished, by division."""

    place: str
    school: int
    division: str
    pupils: int


class SchoolScore(NamedTuple):
    """Pupils of a school with so many of the points possible."""

    place: str
    school: int
    division: str
    language: str
    points: int
    most: int
    pupils: int


class Answered(NamedTuple):
    """How pupils of a school answered each question; the last two are in its order."""

    place: str
    school: int
    division: str
    language: str
    pupils: int
    right: Sequence[int]
    left_open: Sequence[int]


class RegisterFacts(NamedTuple):
    """What the register says of a place, and how many schools and classes took part; ``unknown``:
    schools whose number of pupils the register does not have."""

    schools: int
    pupils: int
    took_part: int
    classes: int
    unknown: int = 0

    @property
    def known_pupils(self) -> int | None:
        """In all schools of the place; none where one has no number, for a sum without it would
        make the share of those who came larger than it is."""
        return None if self.unknown else self.pupils


type Cells = list[list[str | int]]


class ScoreRow(TypedDict):
    """Scores in per cent; ``questions``: right and left open in per cent, in the paper's order.

    Mean and questions with ``EXACT`` decimals, to be told with one or none (with one decimal in
    bodies of earlier releases).
    """

    pupils: int
    schools: int
    mean: float
    median: int
    questions: list[list[float]]


class InsightArea(TypedDict):
    """One group, with how many came."""

    key: str
    parent: str
    merged: list[str]
    known: RegisterFacts
    pupils: int


class Depth(TypedDict):
    """One group with what tells more than how many came. Keys: ``division[/language]``."""

    key: str
    parent: str
    merged: list[str]
    pupils: int
    schools: int
    cells: dict[str, ScoreRow]
    # by division: pupils by their share of the points in per cent, as "60-79"
    bands: dict[str, Cells]


class Body(TypedDict):
    """Everything published of one country."""

    areas: list[InsightArea]
    depths: list[Depth]


@dataclass(frozen=True, slots=True)
class Rows:
    """What was counted."""

    came: Sequence[Came]
    scored: Sequence[SchoolScore]
    answered: Sequence[Answered]
    known: Mapping[str, RegisterFacts]

    @property
    def agree(self) -> bool:
        """Whether all were counted of the same pupils: nothing changed between two counts."""
        return _by_school(self.came) == _by_school(self.scored)


def _by_school(rows: Sequence[Came | SchoolScore]) -> Counter[int]:
    found = Counter[int]()
    for one in rows:
        found[one.school] += one.pupils
    return found
