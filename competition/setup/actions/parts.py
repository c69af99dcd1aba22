"""Preparing a country's part of an edition: windows, partners and their logos."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from base.models import User
from competition.editions.actions import note_change, refuse_once_key_is_out
from competition.exceptions import CompetitionError
from competition.models import Edition, Logo, Partner, Window, WindowChange
from competition.rules.edition_steps import (
    Span,
    begun_and_changed,
    overlapping,
    reached,
    to_the_second,
)
from competition.setup.actions.editions import locked, remove_window
from competition.setup.logos import RedrawnLogo
from schools.models import Country

type Moment = datetime | None


class WindowsInCommon(CompetitionError):
    message = gettext_lazy("Two windows have time in common. Make one of them, or part them.")


class WindowsChanged(CompetitionError):
    message = gettext_lazy(
        "Somebody else has changed these windows meanwhile. Look at them again, then save."
    )


class WindowHasBegun(CompetitionError):
    """Names the window that has to stay as it is."""

    def __init__(self, span: Span) -> None:
        super().__init__(span)
        self.opens_at = span[0]

    def __str__(self) -> str:
        opens = date_format(localtime(self.opens_at), "DATETIME_FORMAT")
        text = _("The window of %s has begun: keep its beginning. Its end may only move later.")
        return text % opens


def spans_of(edition: Edition, country: Country) -> list[Span]:
    """The windows of a country as pairs of moments, the earliest first."""
    windows = Window.objects.filter(edition=edition, country=country).order_by("opens_at")
    return list(windows.values_list("opens_at", "closes_at"))


@transaction.atomic
def set_windows(
    edition: Edition,
    country: Country,
    *,
    spans: Sequence[Span],
    seen: Sequence[Span],
    by: User,
    at: datetime,
) -> None:
    """Replace a country's windows; ``seen`` are those its author had before the eyes.

    While live, by the rules of the day: what closes later is on record, and nothing opens again
    once the key may be out. Raises ``Frozen``, ``WindowsChanged``, ``WindowsInCommon``,
    ``WindowOnRecord``, and while live ``WindowHasBegun`` and ``KeyIsOut``.
    """
    held = locked(edition, "windows")
    before = spans_of(held, country)
    if before != sorted(seen):
        raise WindowsChanged
    spans = to_the_second(spans, before)
    if overlapping(spans) is not None:
        raise WindowsInCommon
    is_live = reached(held.state, "live")
    begun = begun_and_changed(before, spans, at)
    if begun is not None and is_live:
        raise WindowHasBegun(begun)
    if is_live and sorted(spans) != before:
        refuse_once_key_is_out(held, at)
    for window, closed_before in _move(held, country, sorted(spans)):
        if is_live and (closed_before is None or window.closes_at > closed_before):
            note_change(window, WindowChange.Reason.MORE_TIME, closed_before, by, at)


def _move(edition: Edition, country: Country, spans: list[Span]) -> list[tuple[Window, Moment]]:
    """Each window that is new or moved, with its end before; what is on record keeps its row."""
    windows = list(Window.objects.filter(edition=edition, country=country).order_by("opens_at"))
    kept = {one.opens_at: one for one in windows}
    others = [one for one in windows if one.opens_at not in dict(spans)]
    # Those on record are moved before others: their rows cannot go.
    others.sort(key=lambda one: not one.changes.exists())
    moved: list[tuple[Window, Moment]] = []
    for opens_at, closes_at in spans:
        one = kept.get(opens_at) or (others.pop(0) if others else None)
        before = one.closes_at if one else None
        if one is None:
            one = Window(edition=edition, country=country)
        elif (one.opens_at, one.closes_at) == (opens_at, closes_at):
            continue
        one.opens_at, one.closes_at = opens_at, closes_at
        one.save()
        moved.append((one, before))
    for one in others:
        remove_window(one)
    return moved


@transaction.atomic
def save_partner(
    partner: Partner, *, picture: RedrawnLogo | None, keep_logo: bool = True
) -> Partner:
    """Store a partner, with a new logo, the old one, or none. Raises ``Frozen``."""
    locked(partner.edition, "partners")
    if picture is not None:
        partner.logo, _made = Logo.objects.get_or_create(
            digest=picture.digest, defaults={"png": picture.png}
        )
    elif not keep_logo:
        partner.logo = None
    partner.save()
    return partner


@transaction.atomic
def remove_partner(partner: Partner) -> None:
    """Take a partner away. Raises ``Frozen``."""
    locked(partner.edition, "partners")
    partner.delete()
