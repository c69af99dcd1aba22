"""What people do about the contacts of a country: add, correct, verify, order, retire."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from schools.exceptions import ContactChanged
from schools.models import Contact, ContactValues, Country, User
from schools.rules.contacts import ASKED_ABOUT, differing, fingerprint


@transaction.atomic
def add_contact(country: Country, *, values: ContactValues, key: str = "") -> Contact:
    """A further contact after all others. Nobody has verified it."""
    last = _locked(country)[-1:]
    contact = Contact(country=country, key=key, position=last[0].position + 1 if last else 0)
    contact.say(values)
    contact.save()
    return contact


@transaction.atomic
def verify_contact(contact: Contact, *, seen: str, by: User, at: datetime) -> None:
    """Note that somebody asked the service today and all that was seen is right.

    Raises ``ContactChanged`` where it no longer says what was seen.
    """
    held = _seen(contact, seen)
    held.verified_on, held.verified_by = localdate(at), by
    held.save(update_fields=["verified_on", "verified_by"])


@transaction.atomic
def correct_contact(contact: Contact, *, values: ContactValues, seen: str) -> bool:
    """Correct it; tells whether it has to be verified again. Raises ``ContactChanged``."""
    held = _seen(contact, seen)
    changed = set(differing(values, held.values()))
    asks = bool(changed & ASKED_ABOUT)
    if asks:
        held.verified_on = held.verified_by = None
    if changed:
        held.say(values)
        # Not by an update: who changed a helpline's number stands in the record.
        held.save()
    return asks


@transaction.atomic
def move_contact(contact: Contact, *, up: bool) -> None:
    """Let it change places with the one before or after it."""
    row = _current(contact.country)
    places = [place for place, one in enumerate(row) if one.pk == contact.pk]
    if not places:
        return
    place = places[0]
    other = place - 1 if up else place + 1
    if not 0 <= other < len(row):
        return
    row[place], row[other] = row[other], row[place]
    for position, one in enumerate(row):
        if one.position != position:
            one.position = position
            one.save(update_fields=["position"])


def retire_contact(contact: Contact, *, at: datetime) -> None:
    """Show it to nobody any more; its row stays, so that no pack brings it back."""
    contact.retired_at = at
    contact.save(update_fields=["retired_at"])


@transaction.atomic
def bring_back(contact: Contact) -> None:
    """Show it again, after all others."""
    last = _current(contact.country)[-1:]
    contact.retired_at, contact.position = None, last[0].position + 1 if last else 0
    contact.save(update_fields=["retired_at", "position"])


@transaction.atomic
def settle_offer(contact: Contact, *, seen: str, take: bool, at: datetime) -> None:
    """Take what the country's pack says, or leave it; either way it is not asked again.

    Raises ``ContactChanged`` when a newer pack was loaded since the question was seen.
    """
    held = Contact.objects.select_for_update().get(pk=contact.pk)
    if held.offer is None or fingerprint(held.offer) != seen:
        raise ContactChanged
    if take and held.offer:
        held.say(held.offer)
        held.verified_on = held.verified_by = None
    elif take:
        held.retired_at = at
    held.pack, held.offer = held.offer, None
    held.save()


def _seen(contact: Contact, seen: str) -> Contact:
    """The contact as it stands, held; what was seen of it is a fingerprint of its values."""
    held = Contact.objects.select_for_update().get(pk=contact.pk)
    if fingerprint(held.values()) != seen:
        raise ContactChanged
    return held


def _locked(country: Country) -> list[Contact]:
    """All contacts of a country, retired ones too, held against others who order them."""
    return list(country.contacts.select_for_update().order_by("position", "pk"))


def _current(country: Country) -> list[Contact]:
    return [one for one in _locked(country) if one.retired_at is None]
