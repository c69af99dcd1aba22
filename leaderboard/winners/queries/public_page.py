"""The winners of a country for anybody: place, name or alias with its animal, the school."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from competition.models import Edition
from leaderboard.winners.queries.held_awards import HeldAward, Holder, held_awards
from leaderboard.winners.queries.told_publicly import PublicHolder, told_publicly
from schools.models import Country

# A page that lists a tenth of a large country is no page of winners any more.
MOST = 300


@dataclass(frozen=True, slots=True)
class PublicWinner:
    """One row; ``school`` only where it may stand. No name while nobody has confirmed it."""

    place: int
    name: str
    animal: str
    school: str


@dataclass(frozen=True, slots=True)
class PublicAward:
    """One award of a division; ``places``: whether the order means anything."""

    name: str
    division: str
    places: bool
    winners: Sequence[PublicWinner]
    cut: bool


def public_awards(edition: Edition, country: Country | None, language: str) -> list[PublicAward]:
    """Of one country, its part of what is across all included; without one what is across all.

    A fixed number of statements.
    """
    held = held_awards(edition, language, called=True, most=MOST)
    own = [(one, list(_of(one.holders, country))) for one in held]
    own = [(one, holders) for one, holders in own if holders]
    told = told_publicly([one for _award, holders in own for one in holders], edition)
    return [_award(one, holders, told) for one, holders in own]


def _of(holders: Iterable[Holder], country: Country | None) -> Iterable[Holder]:
    for one in holders:
        across = one.line.award.country_id is None
        if across if country is None else one.line.school.country_id == country.pk:
            yield one


def _award(
    award: HeldAward, holders: Sequence[Holder], told: Mapping[int, PublicHolder]
) -> PublicAward:
    return PublicAward(
        name=award.name,
        division=award.division,
        places=award.kind != "draw",
        winners=[_winner(one, told[one.line.award.pk]) for one in holders],
        cut=len(award.holders) >= MOST,
    )


def _winner(holder: Holder, told: PublicHolder) -> PublicWinner:
    if not told.confirmed:
        return PublicWinner(holder.place, "", "", "")
    line = holder.line
    return PublicWinner(holder.place, told.name or line.alias, line.animal, told.school)
