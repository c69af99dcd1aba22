"""Which countries take part in an edition."""

from __future__ import annotations

from django.db.models import QuerySet

from competition.models import Edition
from schools.models import Country


def codes_of(edition: Edition) -> set[str]:
    """Countries that were named or have a window; nothing is asked where both are prefetched."""
    named = {country.pk for country in edition.countries.all()}
    return named | {window.country_id for window in edition.windows.all()}


def countries_of(edition: Edition) -> QuerySet[Country]:
    """The same as rows, with their contacts, in the order of their codes."""
    return Country.objects.filter(pk__in=codes_of(edition)).order_by("pk")
