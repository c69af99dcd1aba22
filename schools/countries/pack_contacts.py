"""The contacts of a country's pack, and how they meet those that people have made their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from schools.contacts.actions import add_contact
from schools.exceptions import PackFault
from schools.models import Contact, ContactValues, Country
from schools.rules import phones
from schools.rules.contacts import differing
from schools.rules.opening_hours import read_stretches

# What a pack says of a contact that it no longer has.
GONE: dict[str, object] = {}


@dataclass(frozen=True, slots=True)
class Packed:
    """One contact of a pack."""

    key: str
    values: ContactValues
    verified_on: date | None


def read_contacts(raw: Sequence[Mapping[str, Any]]) -> list[Packed]:
    """What a pack says. Raises ``PackFault`` with the contact and field that are wrong."""
    packed = [_read(number, entry) for number, entry in enumerate(raw, start=1)]
    for number, one in enumerate(packed, start=1):
        if one.key in [other.key for other in packed[: number - 1]]:
            raise PackFault(number, "key", _("another contact has this key"))
    return packed


def _read(number: int, entry: Mapping[str, Any]) -> Packed:
    key, kind = entry.get("key") or "", entry.get("kind")
    if not isinstance(key, str) or not key or slugify(key) != key:
        raise PackFault(
            number, "key", _("give small letters, digits and hyphens that never change")
        )
    if kind not in Contact.Kind:
        raise PackFault(number, "kind", _("one of %s") % ", ".join(Contact.Kind.values))
    phone, web = str(entry.get("phone") or ""), entry.get("web") or ""
    if not (phone or web):
        raise PackFault(number, "phone", _("give a phone number or a web address"))
    if phone and not phones.is_phone(phone):
        raise PackFault(number, "phone", _("write digits, for example 080 05 03 05"))
    opening = read_stretches(entry.get("opening") or [])
    if opening is None:
        raise PackFault(number, "opening", _("write weekdays from 1 to 7 and times like 8:00"))
    values: ContactValues = {
        "kind": str(kind),
        "names": dict(entry.get("names") or {}),
        "phone": phones.shown(phone),
        "web": web,
        "opening": opening,
        "hours": dict(entry.get("hours") or {}),
        "free": bool(entry.get("free")),
        "source": entry.get("source") or "",
    }
    return Packed(key, values, entry.get("verified_on"))


def meet_contacts(country: Country, packed: Sequence[Packed]) -> None:
    """Add what is missing, renew what nobody touched, and ask about the rest.

    Nothing is deleted, and what is retired stays so. Call it in a transaction.
    """
    held = list(country.contacts.select_for_update().order_by("position", "pk"))
    for entry in packed:
        found = _find(held, entry)
        if found is None:
            _add(country, entry)
        elif found.retired_at is None:
            _meet(found, entry)
    keys = {entry.key for entry in packed}
    for one in held:
        if one.key and one.key not in keys and one.retired_at is None:
            _store(one, pack=one.pack, offer=None if one.pack == GONE else GONE)


def _find(held: Sequence[Contact], entry: Packed) -> Contact | None:
    """By its key; among those without one by the names, else by how it is reached."""
    for one in held:
        if one.key == entry.key:
            return one
    keyless = [one for one in held if not one.key]
    alike = [one for one in keyless if one.names == entry.values["names"]]
    alike += [one for one in keyless if _reached(one.values()) == _reached(entry.values)]
    return alike[0] if alike else None


def _reached(values: ContactValues) -> tuple[str, str, str]:
    return values["kind"], phones.dialled(values["phone"]), values["web"]


def _add(country: Country, entry: Packed) -> None:
    one = add_contact(country, values=entry.values, key=entry.key)
    one.verified_on = entry.verified_on
    _store(one, pack=entry.values, offer=None)


def _meet(one: Contact, entry: Packed) -> None:
    """The same, something newer for what nobody touched, an old difference, or a question."""
    same = one.values() == entry.values or _is_first_meeting(one, entry)
    one.key = entry.key
    if same or is_untouched(one):
        one.say(entry.values)
        one.verified_on = one.verified_on or entry.verified_on
        _store(one, pack=entry.values, offer=None)
    elif one.pack == entry.values:
        _store(one, pack=one.pack, offer=None)
    else:
        _store(one, pack=one.pack, offer=entry.values)


def _is_first_meeting(one: Contact, entry: Packed) -> bool:
    """Whether it is what a pack without keys said: its hours were words then."""
    if one.key or one.opening:
        return False
    ours = {**one.values(), "phone": one.number}
    return not set(differing(ours, entry.values)) - {"opening", "hours", "source"}


def is_untouched(one: Contact) -> bool:
    """Whether it stands as a pack left it, and nobody has verified it."""
    return one.verified_on is None and one.pack == one.values()


def _store(one: Contact, *, pack: object, offer: object) -> None:
    one.pack, one.offer = pack, offer
    one.save()
