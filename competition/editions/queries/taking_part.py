"""Which countries take part in an edition, and which edition people of a country mean."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q, QuerySet

from base.clock import now
from competition.models import Edition, Entry
from competition.rules.precedence import MEANT, TAKING, Candidate, in_order
from schools.models import Country, SchoolClass


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


def may_be_of(codes: Collection[str]) -> QuerySet[Edition]:
    """The same, and those that name no country and have no window yet: they may become theirs."""
    nobodys = Edition.objects.filter(countries__isnull=True, windows__isnull=True)
    open_to_all = nobodys.order_by().values("pk")
    return Edition.objects.filter(
        Q(pk__in=with_part_in(codes).values("pk")) | Q(pk__in=open_to_all)
    )


def editions_in(codes: Collection[str] | None, *, at: datetime) -> list[Edition]:
    """Editions that people of these countries may mean, the one they mean first; two queries.

    ``None`` asks of all.
    """
    editions = Edition.objects.all() if codes is None else may_be_of(codes)
    meant = editions.filter(state__in=MEANT)
    found = {one.pk: one for one in meant.prefetch_related("windows")}
    candidates = [_candidate(one, codes) for one in found.values()]
    return [found[key] for key in in_order(candidates, at=at)]


def editions_taking(codes: Collection[str] | None, *, at: datetime) -> list[Edition]:
    """Those of ``editions_in`` that classes can be entered in."""
    return [one for one in editions_in(codes, at=at) if one.state in TAKING]


def edition_of_class(school_class: SchoolClass, *, at: datetime) -> Edition | None:
    """The one that is meant of those a class is entered in; of a class without an entry the one
    that its country means."""
    found = editions_in([school_class.school.country_id], at=at)
    if len(found) < 2:
        return next(iter(found), None)
    entered = set(Entry.objects.filter(school_class=school_class).values_list("edition", flat=True))
    own = [one for one in found if one.pk in entered]
    return next(iter(own or found), None)


def takes_teachers(code: str) -> bool:
    """Whether an edition in which this country takes part can have classes entered."""
    theirs = with_part_in([code]).filter(state__in=TAKING).prefetch_related("windows")
    candidates = [_candidate(one, [code]) for one in theirs]
    return bool(in_order(candidates, at=now()))


def _candidate(edition: Edition, codes: Collection[str] | None) -> Candidate:
    theirs = [one for one in edition.windows.all() if codes is None or one.country_id in codes]
    return Candidate(
        edition.pk, edition.state, tuple((one.opens_at, one.closes_at) for one in theirs)
    )
