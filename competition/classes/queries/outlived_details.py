"""Cards that still hold a name or a need, though its time is over."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from competition.models import Edition, EditionStep, Entry
from schools.models import Card
from schools.rules.pupil_details import KEPT_AFTER_RESULTS, first_year_kept

TOLD = ~Q(name="") | Q(extra_time__gt=0)
TOLD |= Q(untimed=True) | Q(large_text=True) | Q(contrast=True) | Q(read_aloud=True)


def outlived_cards(at: datetime) -> QuerySet[Card]:
    """Those of classes whose results are all out for a month, or whose school year is over.

    A demonstration has no results that anybody waits for.
    """
    year_over = Q(school_class__school_year__lt=first_year_kept(timezone.localdate(at)))
    return Card.objects.filter(TOLD, year_over | _results_out(at))


def _results_out(at: datetime) -> Q:
    published = EditionStep.objects.filter(
        edition=OuterRef("edition"),
        after=Edition.State.PUBLISHED,
        at__lt=at - KEPT_AFTER_RESULTS,
    )
    entries = Entry.objects.filter(
        school_class=OuterRef("school_class"), edition__demonstration=False
    )
    return Q(Exists(entries)) & ~Q(Exists(entries.filter(~Exists(published))))
