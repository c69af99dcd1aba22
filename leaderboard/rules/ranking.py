"""The rules of rank, as pure functions: the chain of steps, shared ranks, and what broke a tie.

Source: docs/architecture.md, "Rules": score → hard questions → tie-break questions → whole minutes
in editions that say so → shared rank (1, 2, 2, 4).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

# For each step of a chain whether the higher value is the better one.
HIGHER_IS_BETTER = {"score": True, "hard": True, "tie_break": True, "time": False}


class HasScore(Protocol):
    """What a row must have to be ranked; a Result has it."""

    @property
    def score(self) -> int: ...

    @property
    def hard(self) -> int: ...

    @property
    def tie_break(self) -> int: ...

    @property
    def time(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Separation:
    """Why a rank is not the one above it: the first step in which they differ, with both values."""

    rank_above: int
    step: str
    above: int
    own: int


@dataclass(frozen=True, slots=True)
class RankedRow[Row: HasScore]:
    """A row at its rank.

    ``resolved_by`` is the step that put it below a row above it with which it was tied before;
    ``None`` where there was no tie, or where the tie stays and the rank is shared. ``apart``: what
    all of its rank differ in from the rank above; ``None`` for the first.
    """

    rank: int
    row: Row
    resolved_by: str | None
    apart: Separation | None = None


def sort_key(row: HasScore, chain: Sequence[str]) -> tuple[int, ...]:
    """Sorts ascending: the best row first."""
    return tuple(
        -getattr(row, step) if HIGHER_IS_BETTER[step] else getattr(row, step) for step in chain
    )


def ordering(chain: Sequence[str]) -> list[str]:
    """The same order for a database: ``["-score", "-hard", …]``."""
    return [f"-{step}" if HIGHER_IS_BETTER[step] else step for step in chain]


def rank[Row: HasScore](rows: Iterable[Row], chain: Sequence[str]) -> list[RankedRow[Row]]:
    """All rows at their ranks, best first; rows equal in every step keep their order."""
    return list(place(sorted(rows, key=lambda row: sort_key(row, chain)), chain))


def place[Row: HasScore](ordered: Iterable[Row], chain: Sequence[str]) -> Iterator[RankedRow[Row]]:
    """Ranks for rows that come best first already, one at a time however many there are."""
    above: Row | None = None
    current, apart = 0, None
    for count, row in enumerate(ordered, start=1):
        found = None if above is None else separation(above, row, chain, rank_above=current)
        if above is None or found:
            current, apart = count, found
        yield RankedRow(current, row, _resolved_by(found, chain), apart)
        above = row


def separation(
    above: HasScore, row: HasScore, chain: Sequence[str], *, rank_above: int
) -> Separation | None:
    """The first step in which two rows differ; ``None`` for equals."""
    for step in chain:
        there, here = getattr(above, step), getattr(row, step)
        if there != here:
            return Separation(rank_above, step, there, here)
    return None


def ranks_told_apart[Row: HasScore](shown: Sequence[RankedRow[Row]], step: str) -> set[int]:
    """The ranks that this step of the chain separated from the rank above or below."""
    decided = [(above, one) for above, one in pairwise(shown) if one.resolved_by == step]
    return {row.rank for pair in decided for row in pair}


def _resolved_by(found: Separation | None, chain: Sequence[str]) -> str | None:
    return found.step if found and found.step != chain[0] else None
