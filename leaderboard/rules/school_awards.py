"""Which schools get an award, as pure functions: by the share of their pupils who took part.

Of two schools the one with the greater share is better, whatever the sizes; more who took part than
the register knows pupils are all of them. Equal ones share a place. Source: docs/awards.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

# Fewer say nothing of a school, whatever their share.
FEWEST_PUPILS = 10


@dataclass(frozen=True, slots=True)
class SchoolCandidate:
    """A school by its ticket: pupils who took part, and whom the register knows."""

    ticket: str
    took_part: int
    declared: int

    @property
    def share(self) -> Fraction:
        """Of its pupils, those who took part."""
        return Fraction(min(self.took_part, self.declared), self.declared)


@dataclass(frozen=True, slots=True)
class SchoolRule:
    """How many places there are, and from which share in per cent on."""

    amount: int
    least: int


@dataclass(frozen=True, slots=True)
class RankedSchool:
    """A school that may have the award, at its rank."""

    rank: int
    school: SchoolCandidate


def ranked_schools(
    rule: SchoolRule, candidates: Iterable[SchoolCandidate]
) -> Sequence[RankedSchool]:
    """The pool, best first; equals by ticket, which says nothing."""
    there = [school for school in candidates if _may(rule, school)]
    there.sort(key=lambda school: (-school.share, school.ticket))
    found, rank, above = list[RankedSchool](), 0, None
    for count, school in enumerate(there, start=1):
        rank = rank if school.share == above else count
        found.append(RankedSchool(rank, school))
        above = school.share
    return found


def winning_schools(rule: SchoolRule, pool: Sequence[RankedSchool]) -> Sequence[RankedSchool]:
    """Those with a place: all who are as good as the last of them are among them."""
    return [one for one in pool if one.rank <= rule.amount]


def _may(rule: SchoolRule, school: SchoolCandidate) -> bool:
    if school.declared <= 0 or school.took_part < FEWEST_PUPILS:
        return False
    return school.share * 100 >= rule.least
