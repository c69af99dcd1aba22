"""Approvals that arrive after a sitting has closed bring its results on, and keep them on."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from competition.models import Edition, Sitting
from competition.sittings.queries.approvals import approved_now

MOVING = (Edition.State.LIVE, Edition.State.REVIEW)


def keep_approvals(*, at: datetime) -> int:
    """Note which waiting sittings are approved by now; how many. Run every second.

    An edition that somebody holds, as whoever seals it does, is left for the next second.
    """
    editions = Edition.objects.filter(state__in=MOVING)
    waiting = [one for one in editions if _waiting(one).exists()]
    return sum(_keep_unless_held(edition, at=at) for edition in waiting)


@transaction.atomic
def _keep_unless_held(edition: Edition, *, at: datetime) -> int:
    free = Edition.objects.select_for_update(skip_locked=True, no_key=True)
    if not free.filter(pk=edition.pk, state__in=MOVING).exists():
        return 0
    return keep_approvals_of(edition, at=at)


def keep_approvals_of(edition: Edition, *, at: datetime) -> int:
    """The same for one edition, whose row the caller has locked; no attempt is touched."""
    found = list(_waiting(edition).values_list("pk", flat=True))
    return Sitting.objects.filter(pk__in=found, approved_at__isnull=True).update(approved_at=at)


def _waiting(edition: Edition) -> QuerySet[Sitting]:
    return Sitting.objects.filter(
        approved_now(),
        entry__edition=edition,
        kind=Sitting.Kind.OFFICIAL,
        closed_at__isnull=False,
        approved_at__isnull=True,
    )
