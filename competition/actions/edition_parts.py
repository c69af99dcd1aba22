"""Preparing a country's part of an edition: windows, help contacts, partners and their logos."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competition.actions.editions import locked
from competition.exceptions import CompetitionError
from competition.logos import Picture
from competition.models import Edition, Logo, Partner, Window
from competition.stages import (
    Span,
    begun_and_changed,
    overlapping,
    reached,
    to_the_second,
)
from schools.models import Contact, Country, User


class WindowsOverlap(CompetitionError):
    message = gettext_lazy("Two windows have time in common. Make one of them, or part them.")


class ChangedMeanwhile(CompetitionError):
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
    at: datetime,
) -> None:
    """Replace a country's windows; ``seen`` are those its author had before the eyes.

    Raises ``Frozen``, ``ChangedMeanwhile``, ``WindowsOverlap``, and ``WindowHasBegun`` while live.
    """
    held = locked(edition, "windows")
    before = spans_of(held, country)
    if before != sorted(seen):
        raise ChangedMeanwhile
    spans = to_the_second(spans, before)
    if overlapping(spans) is not None:
        raise WindowsOverlap
    begun = begun_and_changed(before, spans, at)
    if begun is not None and reached(held.state, "live"):
        raise WindowHasBegun(begun)
    Window.objects.filter(edition=held, country=country).delete()
    for opens_at, closes_at in sorted(spans):
        Window.objects.create(edition=held, country=country, opens_at=opens_at, closes_at=closes_at)


def verify_contact(contact: Contact, *, by: User, at: datetime) -> None:
    """Note that somebody asked the service today and all of it is right."""
    Contact.objects.filter(pk=contact.pk).update(verified_on=localdate(at), verified_by=by)


def correct_contact(contact: Contact, *, phone: str, web: str, free: bool) -> None:
    """Correct how a service is reached. What was verified before is not verified any more."""
    if (contact.phone, contact.web, contact.free) == (phone, web, free):
        return
    Contact.objects.filter(pk=contact.pk).update(
        phone=phone, web=web, free=free, verified_on=None, verified_by=None
    )


@transaction.atomic
def save_partner(partner: Partner, *, picture: Picture | None, keep_logo: bool = True) -> Partner:
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
