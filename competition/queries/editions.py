"""Which edition is on, and what its windows allow."""

from __future__ import annotations

from datetime import datetime

from competition.models import Division, Edition, Window


def current_edition() -> Edition | None:
    """The edition people mean when they name none: the newest one that has left the draft."""
    states = [Edition.State.DRAFT, Edition.State.ARCHIVED]
    return Edition.objects.exclude(state__in=states).order_by("-year", "-id").first()


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
