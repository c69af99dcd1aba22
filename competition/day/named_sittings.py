"""Sittings that need a look, by class and school, each with the way that is open to its reader."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from base.models import User
from competition.day.queries.day import Sat, titles_of
from competition.models import Sitting
from competition.notices.permissions import managed_sittings
from schools.models import Role
from schools.roles import Holdings

LISTED = 10


@dataclass(frozen=True, slots=True)
class NamedSitting:
    """A sitting with the class it is of; ``leads``: whether its monitor is open to the reader."""

    sat: Sat
    sitting: Sitting
    leads: bool


def named(sats: Sequence[Sat], user: User, held: Holdings) -> list[NamedSitting]:
    """Some sittings by class and school; one query, none for none."""
    shown = sats[:LISTED]
    sittings = titles_of(sat.row.sitting for sat in shown) if shown else {}
    led = _led(sittings, user, held)
    return [NamedSitting(sat, sittings[sat.row.sitting], sat.row.sitting in led) for sat in shown]


def _led(sittings: Collection[int], user: User, held: Holdings) -> set[int]:
    """Those that are not only looked on at; a query for who organizes here and helps there."""
    if not held.organizes:
        return set()
    if not sittings or not held.of(Role.Kind.HELPER):
        return set(sittings)
    own = managed_sittings(user).filter(pk__in=sittings)
    return set(own.values_list("pk", flat=True))
