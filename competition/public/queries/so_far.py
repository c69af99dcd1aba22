"""Who takes part in a country so far, as far as anybody may know it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count
from django.utils.module_loading import import_string

from competition.models import Edition, Entry
from schools.models import Country


@dataclass(frozen=True, slots=True)
class Registered:
    """Classes and schools that are entered, and pupils told of; 0 is "not told"."""

    classes: int
    schools: int
    pupils: int


def has_earlier_years(country: Country) -> bool:
    """Whether the boards page has results of earlier years of a country (``EARLIER_YEARS``)."""
    there: Callable[[str], bool] = import_string(settings.EARLIER_YEARS)
    return there(country.pk)


def registered(edition: Edition, country: Country) -> Registered:
    """The numbers of confirmed schools, none below the publishing threshold.

    Pupils are those that the boards of figures tell of (``PUPILS_TOLD``): this page adds nothing
    that could be taken from them.
    """
    least = edition.publishing_threshold
    pupils: Callable[[Edition, str], int | None] = import_string(settings.PUPILS_TOLD)
    entered = Entry.objects.filter(
        edition=edition,
        school_class__school__country=country,
        school_class__school__verified_at__isnull=False,
    ).aggregate(classes=Count("pk"), schools=Count("school_class__school", distinct=True))
    told = (entered["classes"], entered["schools"], pupils(edition, country.pk) or 0)
    return Registered(*(many if many >= least else 0 for many in told))
