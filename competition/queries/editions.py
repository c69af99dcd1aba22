"""Which edition is on, and what its windows allow."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from competition.models import Division, Edition, Window
from competition.queries.edition_countries import newest_in
from schools.models import User
from schools.permissions import schools_of
from schools.permissions_area import area_of


def current_edition(countries: Collection[str] | None = None) -> Edition | None:
    """The edition people of these countries mean when they name none, of any without countries.

    It is the newest one of theirs that has left the draft: what another country begins for itself
    is nothing to them.
    """
    return newest_in(countries)


def edition_for(user: User) -> Edition | None:
    """The edition a member of staff means: of the own area, of the schools they teach in."""
    area = area_of(user)
    if area.everywhere:
        return current_edition()
    if area:
        return current_edition(area.near)
    return current_edition(list(schools_of(user).order_by().values_list("country", flat=True)))


def window_is_open(edition: Edition, country_code: str, *, at: datetime) -> bool:
    """Whether official sittings of a country may run now."""
    return Window.objects.filter(
        edition=edition, country_id=country_code, opens_at__lte=at, closes_at__gt=at
    ).exists()


def key_is_open(division: Division, *, at: datetime) -> bool:
    """Whether right answers and explanations may leave the server.

    One paper serves all day, so the key waits until the last window has closed everywhere, unless
    the edition chose otherwise.
    """
    if division.edition.reveal_early:
        return True
    last = Window.objects.filter(edition=division.edition_id).order_by("-closes_at").first()
    return last is not None and last.closes_at <= at
