"""What anybody may read of who holds an award: on the public page, and at the ceremony."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from competition.models import Edition
from leaderboard.results.public_results import Place, shown_boards
from leaderboard.winners.queries.held_awards import Holder
from schools.models import School


@dataclass(frozen=True, slots=True)
class PublicHolder:
    """``confirmed``: the teacher has said yes; before that nothing at all is told, and no alias.

    ``name``: with a guardian's consent, else empty, and the alias stands. ``school``: with its
    place, only where it may be named.
    """

    confirmed: bool = False
    name: str = ""
    school: str = ""


def told_publicly(holders: Collection[Holder], edition: Edition) -> dict[int, PublicHolder]:
    """``{award: what may be read}`` of each of these holders; three statements.

    Beside a name a school stands only where the guardian has agreed to that as well; beside an
    alias where the board of its division and country has enough pupils of enough schools to show
    its rows.
    """
    places = {_place(one) for one in holders}
    shown = shown_boards(places, edition) if places else set[Place]()
    return {one.line.award.pk: _told(one, shown) for one in holders}


def hall_hears_who(holder: Holder, told: PublicHolder) -> bool:
    """Whether name or alias is called, and not the place alone: once the teacher has said yes, and
    of whom nobody was asked. Drawn on this stage, or in an edition that asks nobody, the alias
    stands on the boards anyway."""
    return told.confirmed or holder.winner is None


def _place(holder: Holder) -> Place:
    return holder.line.award.division_id, holder.line.school.country_id


def _told(holder: Holder, shown: Collection[Place]) -> PublicHolder:
    winner = holder.winner
    if winner is None or winner.confirmed_at is None:
        return PublicHolder()
    may = winner.names_school if winner.name else _place(holder) in shown
    return PublicHolder(True, winner.name, _school(holder.line.school) if may else "")


def _school(school: School) -> str:
    return ", ".join(filter(None, [school.name, school.place]))
