"""Who gets an award, as pure functions: pools, shared places, draws, reserves.

Every award of a division and country is one ``AwardPool``: who may have it with their rank, how
many of them get it, and whether equals share a place or a draw parts them. ``decide`` goes through
the pools in their order. It needs a lot for each ticket; what it gives is the same for any lots
where nothing is left to a draw (``is_settled``). Source: docs/awards.md.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

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


@dataclass(frozen=True, slots=True)
class PoolEntry:
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


@dataclass(frozen=True, slots=True)
class Given:
    """Who gets the award of a pool and who comes next; winners with the place they have."""

    winners: tuple[tuple[int, str], ...] = ()
    reserves: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Settled:
    """What of a pool is certain before any draw: its winners, and its reserves as well."""

    winners: bool
    reserves: bool

    @property
    def whole(self) -> bool:
        """Whether nothing is left to a draw."""
        return self.winners and self.reserves


@dataclass(frozen=True, slots=True)
class Undecided:
    """Tickets of a pool about which a draw has still to decide: who wins, and who comes next."""

    winners: frozenset[str]
    reserves: frozenset[str]


def pool_of(key: str, rule: GivingRule, candidates: Collection[AwardCandidate]) -> AwardPool:
    """The pool of an award; nobody without a point is in it."""
    draws = rule.kind is AwardKind.DRAW
    least = rule.least if rule.kind in (AwardKind.DRAW, AwardKind.THRESHOLD) else 0
    there = [one for one in candidates if one.reaches(least)]
    entries = [PoolEntry(0, one.ticket) for one in there] if draws else _ranked(there)
    take = _take(rule, len(candidates), len(there))
    if not draws:
        entries = [one for one in entries if one.rank <= take + rule.reserves]
    entries.sort(key=lambda one: (one.rank, one.ticket))
    # Whoever reaches a threshold has it, whoever else does.
    share = (rule.share or rule.kind is AwardKind.THRESHOLD) and not draws
    return AwardPool(key, take, rule.reserves, share, tuple(entries))


def _take(rule: GivingRule, took_part: int, there: int) -> int:
    """How many get it: of a share of all who took part the whole ones, and at least one."""
    if rule.kind is AwardKind.THRESHOLD:
        return there
    if rule.kind is AwardKind.PERCENTILE:
        return max(took_part * rule.amount // 100, min(there, 1))
    return rule.amount


def _ranked(candidates: Iterable[AwardCandidate]) -> list[PoolEntry]:
    found, rank, above = list[PoolEntry](), 0, None
    for count, one in enumerate(sorted(candidates, key=lambda one: one.order), start=1):
        rank = rank if one.order == above else count
        found.append(PoolEntry(rank, one.ticket))
        above = one.order
    return found


def decide(pools: Iterable[AwardPool], lot: Lot) -> dict[str, Given]:
    """``{key of a pool: who gets it}``."""
    return {pool.key: _give(pool, lot) for pool in pools}


def _give(pool: AwardPool, lot: Lot) -> Given:
    there = [(entry.rank, lot(pool.key, entry.ticket), entry.ticket) for entry in pool.entries]
    there.sort()
    many = _many(pool, [rank for rank, _lot, _ticket in there])
    ranks = [rank for rank, _lot, _ticket in there[:many]]
    places = _shared_places(ranks) if pool.share else range(1, many + 1)
    winners = [(place, ticket) for place, (_rank, _lot, ticket) in zip(places, there, strict=False)]
    if pool.share:
        winners.sort()
    rest = [ticket for _rank, _lot, ticket in there[many : _end_of_reserves(pool, many)]]
    return Given(tuple(winners), tuple(rest))


def _many(pool: AwardPool, ranks: Sequence[int]) -> int:
    """How many of these get it: where places are shared, all who are as good as the last."""
    many = min(pool.take, len(ranks))
    if pool.share and many:
        many = sum(rank <= ranks[many - 1] for rank in ranks)
    return many


def _end_of_reserves(pool: AwardPool, many: int) -> int:
    """Where 28 share three places nobody is needed to come after them."""
    return max(pool.take + pool.reserves, many)


def _shared_places(ranks: Sequence[int]) -> list[int]:
    first = dict[int, int]()
    for at, rank in enumerate(ranks, start=1):
        first.setdefault(rank, at)
    return [first[rank] for rank in ranks]


def settled(pools: Iterable[AwardPool]) -> Mapping[str, Settled]:
    """For each pool what is certain before any draw."""
    return {pool.key: _settled(pool) for pool in pools}


def undecided(pools: Sequence[AwardPool]) -> dict[str, Undecided]:
    """Of each pool that a draw decides about, whom it can still concern."""
    certain, given = settled(pools), decide(pools, lambda _key, _ticket: "")
    return {
        pool.key: _undecided(pool, given[pool.key], certain[pool.key])
        for pool in pools
        if not certain[pool.key].whole
    }


def _undecided(pool: AwardPool, given: Given, certain: Settled) -> Undecided:
    there = frozenset(entry.ticket for entry in pool.entries)
    won = {ticket for _place, ticket in given.winners} if certain.winners else set[str]()
    return Undecided(frozenset() if certain.winners else there, there - won)


def _settled(pool: AwardPool) -> Settled:
    ranks = [entry.rank for entry in pool.entries]
    many = _many(pool, ranks)
    winners = pool.share or not _has_ties(ranks, 0, many)
    return Settled(winners, winners and not _has_ties(ranks, many, _end_of_reserves(pool, many)))


def _has_ties(ranks: Sequence[int], first: int, end: int) -> bool:
    """Whether equals would have to be parted for the places from ``first`` up to ``end``.

    Somebody after the last place who is as good as the last one counts, too.
    """
    concerned = ranks[first : end + 1] if end > first else []
    return any(above == below for above, below in pairwise(concerned))
