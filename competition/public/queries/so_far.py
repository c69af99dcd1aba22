"""Who takes part in a country so far, as far as anybody may know it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Count

from base.registry import Registry
from competition.models import Edition, Entry
from schools.models import Country


@dataclass(frozen=True, slots=True)
class Registered:
    """Classes and schools that are entered, and pupils told of; 0 is "not told"."""

    classes: int
    schools: int
    pupils: int


# Whether a country has boards of earlier years.
earlier_years = Registry[Callable[[str], bool]]()
# How many pupils of a country have finished, as far as the boards tell it.
told_counts = Registry[Callable[[Edition, str], int | None]]()


def has_earlier_years(country: Country) -> bool:
    """Whether the boards page has results of earlier years of a country."""
    return earlier_years.only(country.pk)


def registered(edition: Edition, country: Country) -> Registered:
    """The numbers of confirmed schools, none below the publishing threshold.

    Pupils are those that the boards of figures tell of: this page adds nothing
    that could be taken from them.
    """
    least = edition.publishing_threshold
    entered = Entry.objects.filter(
        edition=edition,
        school_class__school__country=country,
        school_class__school__verified_at__isnull=False,
    ).aggregate(classes=Count("pk"), schools=Count("school_class__school", distinct=True))
    told = (entered["classes"], entered["schools"], told_counts.only(edition, country.pk) or 0)
    return Registered(*(many if many >= least else 0 for many in told))
