"""The winners of a country for anybody: place, name or alias with its animal, the school."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from competition.models import Edition
from leaderboard.results.queries.public_results import Place
from leaderboard.results.queries.shown_boards import shown_boards
from leaderboard.winners.queries.held_awards import HeldAward, Holder, held_awards
from schools.models import Country, School

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
    places = {_place(holder) for _one, holders in own for holder in holders}
    shown = shown_boards(places, edition) if places else set[Place]()
    return [_award(one, holders, shown) for one, holders in own]


def _of(holders: Iterable[Holder], country: Country | None) -> Iterable[Holder]:
    for one in holders:
        across = one.line.award.country_id is None
        if across if country is None else one.line.school.country_id == country.pk:
            yield one


def _place(holder: Holder) -> Place:
    return holder.line.award.division_id, holder.line.school.country_id


def _award(award: HeldAward, holders: Sequence[Holder], shown: Collection[Place]) -> PublicAward:
    return PublicAward(
        name=award.name,
        division=award.division,
        places=award.kind != "draw",
        winners=[_winner(one, shown) for one in holders],
        cut=len(award.holders) >= MOST,
    )


def _winner(holder: Holder, shown: Collection[Place]) -> PublicWinner:
    winner = holder.winner
    if winner is None or winner.confirmed_at is None:
        return PublicWinner(holder.place, "", "", "")
    may = winner.names_school or _place(holder) in shown
    school = _school(holder.line.school) if may else ""
    return PublicWinner(holder.place, holder.name, holder.line.animal, school)


def _school(school: School) -> str:
    return ", ".join(filter(None, [school.name, school.place]))
