"""What of a seal is left to draws, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from competition.models import Edition
from leaderboard.awards.awards_document import awards_in, is_open, plan_in, pools_in
from leaderboard.awards.queries.award_words import award_words
from leaderboard.models import DrawOutcome, Seal
from leaderboard.results.queries.current_seal import confirmed_seals, current_seal
from leaderboard.rules.awards import settled
from schools.models import DIVISION_CODES


@dataclass(frozen=True, slots=True)
class DrawPool:
    """One award that is drawn: how many may win it, and how many are drawn.

    ``division``: its ages in words. ``open``: whether so much may be told of it to anybody.
    """

    name: str
    division: str
    country: str
    tickets: int
    take: int
    reserves: int
    open: bool


@dataclass(frozen=True, slots=True)
class EditionDraws:
    """The newest seal of an edition, what it leaves to draws, and their outcome."""

    seal: Seal
    pools: Sequence[DrawPool]
    outcome: DrawOutcome | None


def draws_of(edition: Edition) -> EditionDraws | None:
    """Of the sealed list, before it of the one laid before last; none where there is none."""
    seal = current_seal(edition)
    if seal is None:
        seal = Seal.objects.filter(edition=edition).order_by("pk").last()
    if seal is None or not seal.awards_body:
        return None
    return EditionDraws(seal, left_to_draws(seal), getattr(seal, "outcome", None))


def is_number_sealed(edition: Edition) -> bool:
    """Whether a seal that leaves something to a draw names the number: nobody chooses another."""
    seals = confirmed_seals(edition).exclude(awards_body="").defer("body", "held_back")
    return any(plan_in(seal) and left_to_draws(seal) for seal in seals)


def left_to_draws(seal: Seal) -> list[DrawPool]:
    """The pools of a seal of which not everything is certain, the youngest first."""
    pools = pools_in(seal.awards_body, seal.pools_held_back)
    certain = settled(pools)
    listed = awards_in(seal.awards_body)
    opened, words = {one["award"]: is_open(one) for one in listed}, award_words(listed)
    found = [
        DrawPool(
            name=words[pool.key].name,
            division=words[pool.key].ages,
            country=words[pool.key].country,
            tickets=len(pool.entries),
            take=0 if certain[pool.key].winners else pool.take,
            reserves=pool.reserves,
            open=opened[pool.key],
        )
        for pool in pools
        if not certain[pool.key].whole
    ]
    order = [str(words) for _code, words in DIVISION_CODES]
    return sorted(found, key=lambda pool: order.index(pool.division))
