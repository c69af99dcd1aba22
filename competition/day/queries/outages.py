"""Outages with the attempts they touched, by country; what a settled one gave to whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import reduce
from operator import or_

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet

from competition.models import Attempt, Credit, Outage, Sitting
from schools.models import Country

PAGE = 20
_COUNTRY = "entry__school_class__school__country"


@dataclass(frozen=True, slots=True)
class Touched:
    """How many attempts of a country were under way in a gap, and what has become of them."""

    country: Country
    at_work: int
    # Their deadline lay in the gap.
    ran_out: int
    # Finished since, by the pupil or with the sitting.
    finished: int


@dataclass(slots=True)
class Gap:
    """One outage and whom it touched; ``gave``: attempts that got time, by country."""

    outage: Outage
    touched: list[Touched] = field(default_factory=list)
    gave: list[tuple[Country, int]] = field(default_factory=list)

    @property
    def pupils(self) -> int:
        """How many attempts it touched."""
        return sum(row.at_work for row in self.touched)

    @property
    def given(self) -> int:
        """How many attempts got time."""
        return sum(count for _, count in self.gave)


def touched(began_at: datetime, ended_at: datetime, late: timedelta = timedelta(0)) -> Q:
    """Attempts that stand and were under way in a gap; ``late``: see ``under_way``."""
    return under_way(began_at, ended_at, late) & Q(voided_at__isnull=True)


def under_way(began_at: datetime, ended_at: datetime, late: timedelta = timedelta(0)) -> Q:
    """Attempts that were started before a gap's end and not over before it began, voided ones too.

    ``late``: how much time they may still get back for earlier gaps.
    """
    return (
        Q(started_at__lt=ended_at)
        & (Q(finished_at__isnull=True) | Q(finished_at__gt=began_at))
        & (Q(deadline__isnull=True) | Q(deadline__gt=began_at - late))
        & (Q(sitting__closed_at__isnull=True) | Q(sitting__closed_at__gt=began_at))
    )


def at_stake(began_at: datetime) -> Q:
    """Attempts that the clock may end unjustly: official, timed, and not in a pause all along."""
    paused = Q(sitting__paused_at__isnull=False, sitting__paused_at__lte=began_at)
    return Q(kind=Sitting.Kind.OFFICIAL, deadline__isnull=False) & ~paused


def unsettled() -> QuerySet[Outage]:
    """Outages for which the sweeper waits, the oldest first."""
    return Outage.objects.filter(settled_at__isnull=True).order_by("began_at")


def unsettled_gaps() -> list[Gap]:
    """Outages that wait, the oldest first, in three queries for any number."""
    outages = list(unsettled())
    by_country = _count_touched(outages) if outages else {}
    gaps = [Gap(outage) for outage in outages]
    for country, counts in by_country.items():
        for gap in gaps:
            at_work, ran_out, finished = (counts[f"{n}_{gap.outage.pk}"] for n in _COUNTS)
            if at_work:
                gap.touched.append(Touched(country, at_work, ran_out, finished))
    return gaps


_COUNTS = ("at_work", "ran_out", "finished")


def _count_touched(outages: Sequence[Outage]) -> dict[Country, dict[str, int]]:
    """``{country: {"at_work_<outage id>": …, "ran_out_…": …, "finished_…": …}}``."""
    inside = [touched(one.began_at, one.ended_at) for one in outages]
    counts = {}
    for one, those in zip(outages, inside, strict=True):
        counts[f"at_work_{one.pk}"] = Count("pk", filter=those)
        counts[f"ran_out_{one.pk}"] = Count("pk", filter=those & Q(deadline__lte=one.ended_at))
        counts[f"finished_{one.pk}"] = Count("pk", filter=those & Q(finished_at__isnull=False))
    rows = Attempt.objects.filter(reduce(or_, inside)).values(_COUNTRY).annotate(**counts)
    countries = Country.objects.in_bulk()
    return {countries[row.pop(_COUNTRY)]: row for row in rows.order_by(_COUNTRY)}


def settled_gaps(page: str | int | None = 1) -> tuple[Page[Outage], list[Gap]]:
    """A page of what is settled, the newest first, with whom it gave time; four queries."""
    outages = Outage.objects.filter(settled_at__isnull=False).select_related("settled_by")
    part = Paginator(outages.order_by("-began_at"), PAGE).get_page(page)
    gave = _gave(list(part))
    return part, [Gap(outage, gave=gave.get(outage.pk, [])) for outage in part]


def _gave(outages: Iterable[Outage]) -> dict[int, list[tuple[Country, int]]]:
    """``{outage: [(country, attempts that stand and got time)]}``."""
    country = f"attempt__{_COUNTRY}"
    standing = Credit.objects.filter(outage__in=outages, attempt__voided_at__isnull=True)
    rows = standing.values_list("outage", country)
    countries, found = Country.objects.in_bulk(), dict[int, list[tuple[Country, int]]]()
    for outage, code, count in rows.annotate(count=Count("pk")).order_by(country):
        found.setdefault(outage, []).append((countries[code], count))
    return found
