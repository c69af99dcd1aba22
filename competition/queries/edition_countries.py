"""Which countries take part in an edition."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q, QuerySet

from competition.models import Edition
from schools.models import Country


def codes_of(edition: Edition) -> set[str]:
    """Countries that were named or have a window; nothing is asked where both are prefetched."""
    named = {country.pk for country in edition.countries.all()}
    return named | {window.country_id for window in edition.windows.all()}


def countries_of(edition: Edition) -> QuerySet[Country]:
    """The same as rows, with their contacts, in the order of their codes."""
    return Country.objects.filter(pk__in=codes_of(edition)).order_by("pk")


def with_part_in(codes: Collection[str]) -> QuerySet[Edition]:
    """Editions in which one of these countries takes part."""
    theirs = Q(countries__in=codes) | Q(windows__country__in=codes)
    return Edition.objects.filter(pk__in=Edition.objects.filter(theirs).order_by().values("pk"))


def newest_in(codes: Collection[str] | None) -> Edition | None:
    """The newest edition that is neither draft nor archived, for one of these countries.

    One that names no country and has no window yet may still become theirs. ``None`` asks of all.
    """
    hidden = [Edition.State.DRAFT, Edition.State.ARCHIVED]
    editions = Edition.objects.exclude(state__in=hidden)
    if codes is not None:
        nobodys = Q(countries__isnull=True, windows__isnull=True)
        open_to_all = editions.filter(nobodys).order_by().values("pk")
        editions = editions.filter(
            Q(pk__in=with_part_in(codes).values("pk")) | Q(pk__in=open_to_all)
        )
    return editions.order_by("-year", "-id").first()
