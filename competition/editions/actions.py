"""A country's window closes later, or gets a spare day; never earlier, and always on record."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from base.models import User
from competition import exceptions
from competition.editions.queries.windows import last_close
from competition.models import Edition, Window, WindowChange
from schools.models import Country

CHANGEABLE = (Edition.State.REGISTRATION, Edition.State.REHEARSAL, Edition.State.LIVE)


@transaction.atomic
def extend_window(
    window: Window, *, closes_at: datetime, reason: WindowChange.Reason, by: User, at: datetime
) -> WindowChange:
    """Let a window close later. Untimed cards, which end with it, get that time too.

    Raises ``OnlyLater``, ``KeyIsOut``, ``EditionIsOver``, ``WindowsOverlap``.
    """
    edition = _checked(window.edition_id, at)
    window = Window.objects.select_for_update(no_key=True).get(pk=window.pk)
    if closes_at <= max(window.closes_at, at):
        raise exceptions.OnlyLater
    _refuse_overlap(edition, window.country, window.opens_at, closes_at, but=window)
    before, window.closes_at = window.closes_at, closes_at
    window.save(update_fields=["closes_at"])
    return note_change(window, reason, before, by, at)


@transaction.atomic
def open_spare_day(
    edition: Edition,
    *,
    country: Country,
    opens_at: datetime,
    closes_at: datetime,
    reason: WindowChange.Reason,
    by: User,
    at: datetime,
) -> WindowChange:
    """Give a country one more window.

    Raises ``NotSpare``, ``WindowsOverlap``, ``KeyIsOut``, ``EditionIsOver``.
    """
    edition = _checked(edition.pk, at)
    if closes_at <= max(opens_at, at):
        raise exceptions.NotSpare
    _refuse_overlap(edition, country, opens_at, closes_at)
    window = Window.objects.create(
        edition=edition, country=country, opens_at=opens_at, closes_at=closes_at
    )
    return note_change(window, reason, None, by, at)


def _checked(edition_id: int, at: datetime) -> Edition:
    """The edition, locked; refused once its key may have left the server.

    Of two who change windows at once the second decides by what the first left.
    """
    edition = Edition.objects.select_for_update(no_key=True).get(pk=edition_id)
    refuse_once_over(edition, at)
    return edition


def refuse_once_over(edition: Edition, at: datetime) -> None:
    """No window changes any more. Raises ``EditionIsOver`` and ``KeyIsOut``."""
    if edition.state not in CHANGEABLE:
        raise exceptions.EditionIsOver
    refuse_once_key_is_out(edition, at)


def refuse_once_key_is_out(edition: Edition, at: datetime) -> None:
    """Nobody takes a paper whose right answers may be known. Raises ``KeyIsOut``."""
    last = last_close(edition)
    if last is not None and last <= at and not edition.reveal_early:
        raise exceptions.KeyIsOut


def _refuse_overlap(
    edition: Edition,
    country: Country,
    opens_at: datetime,
    closes_at: datetime,
    *,
    but: Window | None = None,
) -> None:
    windows = Window.objects.filter(edition=edition, country=country)
    others = windows.exclude(pk=but.pk) if but else windows
    if others.filter(opens_at__lt=closes_at, closes_at__gt=opens_at).exists():
        raise exceptions.WindowsOverlap


def note_change(
    window: Window, reason: WindowChange.Reason, before: datetime | None, by: User, at: datetime
) -> WindowChange:
    """Put on record that a window closes later than ``before``, or is new."""
    return WindowChange.objects.create(
        window=window,
        closed_before=before,
        closes_at=window.closes_at,
        reason=reason,
        changed_at=at,
        changed_by=by,
    )
