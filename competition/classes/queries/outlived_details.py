"""Cards that still hold a name or a need, though its time is over."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from competition.models import Edition, EditionStep, Entry
from schools.models import Card
from schools.rules.pupil_details import KEPT_AFTER_RESULTS, first_year_kept

# A card that tells nothing of its pupil.
NOTHING: dict[str, str | int] = {
    "name": "",
    "extra_time": 0,
    "untimed": False,
    "large_text": False,
    "contrast": False,
}


def outlived_cards(at: datetime) -> QuerySet[Card]:
    """Those of classes whose results are all out for a month, or whose school year is over."""
    year_over = Q(school_class__school_year__lt=first_year_kept(timezone.localdate(at)))
    return Card.objects.filter(~Q(**NOTHING), year_over | _results_out(at))


def _results_out(at: datetime) -> Q:
    published = EditionStep.objects.filter(
        edition=OuterRef("edition"),
        after=Edition.State.PUBLISHED,
        at__lt=at - KEPT_AFTER_RESULTS,
    )
    entries = Entry.objects.filter(school_class=OuterRef("school_class"))
    waited_for = entries.filter(~Exists(published))
    return Q(Exists(entries)) & ~Q(Exists(waited_for))
