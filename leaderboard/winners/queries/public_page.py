"""The winners of a country for anybody: place, name or alias with its animal, the school."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from base.languages.collation import sort_key
from competition.models import Edition
from leaderboard.models import Award
from leaderboard.results.queries import current_seal
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

    @property
    def shown(self) -> Sequence[PublicWinner]:
        """Of a draw by the alphabet: in the order in which they were drawn each would stand beside
        the own ticket, which the public record of the draw has in that order."""
        if self.places:
            return self.winners
        return sorted(self.winners, key=lambda one: (not one.name, sort_key(one.name)))


def public_awards(edition: Edition, country: Country, language: str) -> list[PublicAward]:
    """Of one country; a fixed number of statements."""
    only = Q(country=country)
    held = held_awards(edition, language, called=True, most=MOST, only=only)
    told = told_publicly([one for award in held for one in award.holders], edition)
    many = _many(edition, only)
    return [_award(one, told, cut=many.get(one.key, 0) > MOST) for one in held]


def _many(edition: Edition, only: Q) -> dict[str, int]:
    """``{award: winners}`` as listed."""
    rows = Award.objects.filter(only, seal=current_seal(edition), place__gt=0)
    return dict(rows.order_by().values_list("key").annotate(Count("pk")))


def _award(award: HeldAward, told: Mapping[int, PublicHolder], *, cut: bool) -> PublicAward:
    return PublicAward(
        name=award.name,
        division=award.division,
        places=award.kind != "draw",
        winners=[_winner(one, told[one.line.award.pk]) for one in award.holders[:MOST]],
        cut=cut,
    )


def _winner(holder: Holder, told: PublicHolder) -> PublicWinner:
    if not told.confirmed:
        return PublicWinner(holder.place, "", "", "")
    line = holder.line
    return PublicWinner(holder.place, told.name or line.alias, line.animal, told.school)
