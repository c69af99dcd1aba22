"""Which schools get an award, as pure functions: by the share of their pupils who took part.

Of two schools the one with the greater share is better, whatever the sizes; more who took part than
the register knows pupils are all of them. Equal ones share a place. Source: docs/awards.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class SchoolCandidate:
    """A school by its ticket: pupils who took part, whom the register knows, and their points."""

    ticket: str
    took_part: int
    declared: int
    points: int
    possible: int

    @property
    def share(self) -> Fraction:
        """Of its pupils, those who took part."""
        return Fraction(min(self.took_part, self.declared), self.declared)

    @property
    def mean(self) -> Fraction:
        """Of the points possible, those reached."""
        return Fraction(self.points, self.possible) if self.possible else Fraction(0)


@dataclass(frozen=True, slots=True)
class SchoolRule:
    """How many places there are; from which share in per cent and how many pupils on."""

    amount: int
    least: int
    fewest: int
    by_mean: bool = False


@dataclass(frozen=True, slots=True)
class RankedSchool:
    """A school that may have the award, at its rank."""

    rank: int
    school: SchoolCandidate


def ranked_schools(
    rule: SchoolRule, candidates: Iterable[SchoolCandidate]
) -> Sequence[RankedSchool]:
    """The pool, best first; equals by ticket, which says nothing."""
    there = [one for one in candidates if _may(rule, one)]
    there.sort(key=lambda one: (-_value(rule, one), one.ticket))
    found, rank, above = list[RankedSchool](), 0, None
    for count, one in enumerate(there, start=1):
        rank = rank if _value(rule, one) == above else count
        found.append(RankedSchool(rank, one))
        above = _value(rule, one)
    return found


def winning_schools(rule: SchoolRule, pool: Sequence[RankedSchool]) -> Sequence[RankedSchool]:
    """Those with a place: all who are as good as the last of them are among them."""
    return [one for one in pool if one.rank <= rule.amount]


def _may(rule: SchoolRule, one: SchoolCandidate) -> bool:
    if one.declared <= 0 or one.took_part < max(rule.fewest, 1):
        return False
    return one.share * 100 >= rule.least


def _value(rule: SchoolRule, one: SchoolCandidate) -> Fraction:
    return one.mean if rule.by_mean else one.share
