"""Which cards without a time limit have to end, now that the windows of their country are over."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Max, OuterRef, Subquery, Sum

from competition.models import Attempt, Credit, Edition, Sitting, Window
from competition.rules.timing import untimed_ends_at


def untimed_over(edition: Edition, at: datetime) -> list[int]:
    """Official attempts without a limit whose time is up; one query, and nothing is locked."""
    ahead = Window.objects.filter(edition=edition, closes_at__gt=at).values("country")
    beside = Attempt.objects.filter(sitting=OuterRef("sitting"), voided_at__isnull=True)
    last = beside.order_by().values("sitting").annotate(last=Max("deadline")).values("last")
    credits_ = Credit.objects.filter(attempt=OuterRef("pk")).order_by().values("attempt")
    rows = (
        Attempt.objects.filter(
            entry__edition=edition,
            kind=Sitting.Kind.OFFICIAL,
            started_at__isnull=False,
            deadline__isnull=True,
            finished_at__isnull=True,
            voided_at__isnull=True,
            sitting__paused_at__isnull=True,
            sitting__closed_at__isnull=True,
        )
        .exclude(entry__school_class__school__country__in=ahead)
        .annotate(
            others=Subquery(last),
            given=Subquery(credits_.annotate(given=Sum("seconds")).values("given")),
        )
        .order_by("pk")
        .values_list("pk", "started_at", "entry__division__minutes", "others", "given")
    )
    return [pk for pk, *moments in rows if at >= _end(edition, *moments)]


def _end(
    edition: Edition, started_at: datetime, minutes: int, others: datetime | None, given: int | None
) -> datetime:
    return untimed_ends_at(
        started_at,
        minutes=minutes,
        given=timedelta(seconds=given or 0),
        others=others,
        grace=timedelta(seconds=edition.grace_seconds),
    )
