"""Reads of whom to turn to: what the public sees, and what the desk keeps up."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch, QuerySet

from schools.contacts.hours_wording import Otherwise, differences
from schools.models import Contact, Country
from schools.rules.contacts import fingerprint, is_verified


def current_contacts() -> QuerySet[Contact]:
    """Those that are shown, in the order people gave them."""
    return Contact.objects.filter(retired_at__isnull=True).order_by("position", "pk")


def with_contacts(countries: QuerySet[Country]) -> QuerySet[Country]:
    """The same countries with the contacts that are shown; one query more."""
    shown = current_contacts().select_related("verified_by")
    return countries.prefetch_related(Prefetch("contacts", shown))


def countries_with_contacts() -> QuerySet[Country]:
    """Every country with its contacts; two queries."""
    return with_contacts(Country.objects.all())


@dataclass(frozen=True, slots=True)
class Kept:
    """A contact at the desk; ``seen`` and ``offered`` tell what a button was pressed about."""

    contact: Contact
    fresh: bool
    seen: str
    offered: str = ""
    differences: list[Otherwise] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class KeptCountry:
    """The contacts of a country at the desk."""

    country: Country
    editable: bool
    shown: list[Kept]
    retired: list[Contact]


def kept(contact: Contact, today: date) -> Kept:
    """One contact with what its buttons have to know."""
    fresh = is_verified(contact.verified_on, today)
    seen = fingerprint(contact.values())
    if contact.offer is None:
        return Kept(contact, fresh, seen)
    return Kept(contact, fresh, seen, fingerprint(contact.offer), differences(contact))


def kept_countries(
    countries: QuerySet[Country], *, own: Collection[str], today: date
) -> list[KeptCountry]:
    """Everything the desk shows; two queries."""
    everything = Contact.objects.order_by("position", "pk").select_related("verified_by")
    return [
        KeptCountry(
            country,
            country.pk in own,
            [kept(one, today) for one in country.contacts.all() if one.retired_at is None],
            [one for one in country.contacts.all() if one.retired_at is not None],
        )
        for country in countries.prefetch_related(Prefetch("contacts", everything))
    ]
