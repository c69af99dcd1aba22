"""Who gets an award, as pure functions: pools, shared places, draws, reserves.

Every award of a division and country is one ``AwardPool``: who may have it with their rank, how
many of them get it, and whether equals share a place or a draw parts them. Source: docs/awards.md.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

# (what is drawn for, ticket) → the lot; the smallest wins.
type Lot = Callable[[str, str], str]


class AwardKind(StrEnum):
    """For what an award is given; the words of ``AwardRule.Kind``."""

    RANK = "rank"
    PERCENTILE = "percentile"
    THRESHOLD = "threshold"
    DRAW = "draw"


@dataclass(frozen=True, slots=True)
class AwardCandidate:
    """A pupil whose attempt counts; ``order`` sorts the best first, as the chain says."""

    ticket: str
    order: tuple[int, ...]
    score: int
    max_score: int

    def reaches(self, least: int) -> bool:
        """Whether it has so many per cent of the points, and at least one point."""
        return self.score > 0 and self.score * 100 >= least * self.max_score


@dataclass(frozen=True, slots=True)
class GivingRule:
    """One award as the edition announced it; ``share``: equals share a place."""

    kind: AwardKind
    amount: int = 0
    least: int = 0
    share: bool = True
    reserves: int = 0


class PoolEntry(NamedTuple):
    """A ticket with its rank in the pool; in a draw among all of it everybody has rank 0."""

    rank: int
    ticket: str


@dataclass(frozen=True, slots=True)
class AwardPool:
    """One award of one division and country: who may have it, and how many get it."""

    key: str
    take: int
    reserves: int
    share: bool
    entries: tuple[PoolEntry, ...]

    @property
    def needs_draw(self) -> bool:
        """Whether equals are to be parted: it has nobody whom that does not concern."""
        return not self.share and len({entry.rank for entry in self.entries}) < len(self.entries)


class Given(NamedTuple):
    """Who gets an award with the place, and who comes next with the number of the reserve."""

    winners: tuple[tuple[int, str], ...] = ()
    reserves: tuple[tuple[int, str], ...] = ()


def pool_of(key: str, rule: GivingRule, candidates: Collection[AwardCandidate]) -> AwardPool:
    """The pool of an award; nobody without a point is in it."""
    draws = rule.kind is AwardKind.DRAW
    least = rule.least if rule.kind in (AwardKind.DRAW, AwardKind.THRESHOLD) else 0
    there = [candidate for candidate in candidates if candidate.reaches(least)]
    take = _take(rule, len(candidates), len(there))
    entries = [PoolEntry(0, candidate.ticket) for candidate in there] if draws else _ranked(there)
    reached = sorted(entry for entry in entries if entry.rank <= take + rule.reserves)
    # Whoever reaches a threshold has it, whoever else does.
    share = (rule.share or rule.kind is AwardKind.THRESHOLD) and not draws
    return AwardPool(key, take, rule.reserves, share, tuple(reached))


def _take(rule: GivingRule, took_part: int, there: int) -> int:
    """How many get it: of a share of all who took part the whole ones, and at least one."""
    if rule.kind is AwardKind.THRESHOLD:
        return there
    if rule.kind is AwardKind.PERCENTILE:
        return max(took_part * rule.amount // 100, min(there, 1))
    return rule.amount


def _ranked(candidates: Iterable[AwardCandidate]) -> list[PoolEntry]:
    found, rank, above = list[PoolEntry](), 0, None
    for count, candidate in enumerate(sorted(candidates, key=lambda one: one.order), start=1):
        rank = rank if candidate.order == above else count
        found.append(PoolEntry(rank, candidate.ticket))
        above = candidate.order
    return found


def give(pool: AwardPool, lot: Lot) -> Given:
    """Equals have one place, also as reserves; where a draw parts them the smallest lot comes
    first."""
    if pool.share:
        placed = list(pool.entries)
    else:
        drawn = sorted((rank, lot(pool.key, ticket), ticket) for rank, ticket in pool.entries)
        placed = [PoolEntry(place, ticket) for place, (*_, ticket) in enumerate(drawn, start=1)]
    winners = _first(placed, pool.take)
    reached, many = _first(placed, pool.take + pool.reserves), len(winners)
    return Given(tuple(winners), tuple((place - many, ticket) for place, ticket in reached[many:]))


def _first(placed: Sequence[PoolEntry], many: int) -> list[PoolEntry]:
    """So many, and whoever has the same place as the last of them."""
    last = placed[:many][-1].rank if many and placed else 0
    return [entry for entry in placed if entry.rank <= last]
