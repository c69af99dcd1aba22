"""Reads of whom to turn to."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from schools.models import Contact, Country


def current_contacts() -> QuerySet[Contact]:
    """Those that are shown, in their order."""
    return Contact.objects.filter(retired_at__isnull=True).order_by("position", "pk")


def with_contacts(countries: QuerySet[Country]) -> QuerySet[Country]:
    """The same countries with the contacts that are shown; one query more."""
    shown = current_contacts().select_related("verified_by")
    return countries.prefetch_related(Prefetch("contacts", shown))


def countries_with_contacts() -> QuerySet[Country]:
    """Every country with its contacts; two queries."""
    return with_contacts(Country.objects.all())
