"""The contacts of a country's pack: those that the country has not are added."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from schools.exceptions import PackFault
from schools.models import Contact, Country
from schools.rules import phones


def read_contacts(raw: Sequence[Mapping[str, Any]]) -> list[Contact]:
    """What a pack says. Raises ``PackFault`` with the contact and field that are wrong."""
    packed = [_read(number, entry) for number, entry in enumerate(raw, start=1)]
    for number, one in enumerate(packed, start=1):
        if one.key in [other.key for other in packed[: number - 1]]:
            raise PackFault(number, "key", _("another contact has this key"))
    return packed


def _read(number: int, entry: Mapping[str, Any]) -> Contact:
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
    return Contact(
        key=key,
        kind=str(kind),
        position=number,
        names=dict(entry.get("names") or {}),
        phone=phones.shown(phone),
        web=web,
        hours=dict(entry.get("hours") or {}),
        free=bool(entry.get("free")),
        source=entry.get("source") or "",
        verified_on=entry.get("verified_on"),
    )


def add_contacts(country: Country, packed: Sequence[Contact]) -> None:
    """Add what is missing; what is there stays as people left it, retired or not."""
    there = set(country.contacts.values_list("key", flat=True))
    for one in packed:
        if one.key not in there:
            one.country = country
            one.save()
