"""Who holds an award now: a winner until the award passes on, then the reserve it came to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from competition.models import Edition
from leaderboard.awards.award_lists import AwardBlock, AwardLine, award_blocks
from leaderboard.awards.queries import awards_of
from leaderboard.models import AwardTerms, Winner
from schools.models import School


@dataclass(frozen=True, slots=True)
class Holder:
    """A pupil with an award; ``winner`` none while nobody has told the teacher."""

    line: AwardLine
    winner: Winner | None
    place: int
    prize: str

    @property
    def name(self) -> str:
        """As anybody may read it: with the guardian's consent the name, else the alias."""
        return self.line.alias if self.winner is None else self.winner.name or self.line.alias

    @property
    def named(self) -> bool:
        """Whether the name stands there, not the alias."""
        return self.winner is not None and bool(self.winner.name)


@dataclass(frozen=True, slots=True)
class HeldAward:
    """One award of one division and country, best place first."""

    key: str
    name: str
    kind: str
    division: str
    country: str
    holders: Sequence[Holder]


def held_awards(
    edition: Edition,
    language: str,
    schools: QuerySet[School] | None = None,
    *,
    called: bool = False,
    most: int | None = None,
    keys: Collection[str] | None = None,
    only: Q | None = None,
) -> list[HeldAward]:
    """All awards of a sealed edition as they are held now; of ``schools`` alone, if named.

    ``language``: of the aliases. ``called``: those that are called at the ceremony, without what
    everybody has who reached enough points. ``most``: so many of each. ``keys``: these awards
    alone; ``only``: of each those alone that fit. A fixed number of statements.
    """
    blocks = award_blocks(
        edition, language, schools, called=called, most=most, keys=keys, only=only
    )
    terms = {one.rule.pk: one.terms for one in awards_of(edition)}
    winners = _winners(blocks)
    return [held for held in (_held(block, terms, winners) for block in blocks) if held.holders]


def is_held() -> Q:
    """Of an award: won and not told yet, or told and not passed on."""
    told = Q(winner__passed_on_at__isnull=True, winner__place__gt=0)
    return told | Q(winner__isnull=True, place__gt=0)


def _winners(blocks: Iterable[AwardBlock]) -> dict[int, Winner]:
    """Of the rows that are there, and no others."""
    lines = [line for one in blocks for line in (*one.winners, *one.reserves)]
    return Winner.objects.in_bulk([line.award.pk for line in lines])


def _held(
    block: AwardBlock, terms: Mapping[int, AwardTerms], winners: Mapping[int, Winner]
) -> HeldAward:
    lines = (*block.winners, *block.reserves)
    holders = sorted(_holders(lines, terms, winners), key=lambda one: one.place)
    key = lines[0].award.key
    return HeldAward(key, block.name, block.kind, block.division, block.country, holders)


def _holders(
    lines: Iterable[AwardLine], terms: Mapping[int, AwardTerms], winners: Mapping[int, Winner]
) -> Iterator[Holder]:
    for line in lines:
        winner = winners.get(line.award.pk)
        place = line.award.place if winner is None else winner.place
        if place and not (winner and winner.passed_on_at):
            yield Holder(line, winner, place, terms[line.award.rule_id].prize(place))
