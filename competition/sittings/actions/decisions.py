"""What somebody decided in a sitting, on record."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q

from base.models import User
from competition.exceptions import DoneJustNow
from competition.models import (
    Attempt,
    Decision,
    Sitting,
)
from competition.notices.actions.acts import SHOWN, note_act
from schools.models import Card

# So far a monitor may be behind what a colleague has done in the same sitting; the refusal says it.
BEHIND = timedelta(seconds=15)


def refuse_twice(
    sitting: Sitting,
    kind: Decision.Kind,
    *,
    by: User,
    at: datetime,
    alike: Q,
) -> None:
    """Of two who press the same at once the second is told; the caller holds the sitting.

    ``alike``: which decisions of the kind are about the same. Raises ``DoneJustNow`` until every
    monitor is sure to show what the other did. Who has decided it oneself has looked, or means it.
    """
    same = Decision.objects.filter(alike, sitting=sitting, kind=kind, decided_at__gt=at - BEHIND)
    others = same.filter(decided_by__isnull=False).exclude(decided_by=by)
    if (other := others.select_related("decided_by").first()) is not None:
        raise DoneJustNow(other.decided_by)


def record_decision(
    sitting: Sitting,
    kind: Decision.Kind,
    *,
    by: User | None,
    at: datetime,
    attempt: Attempt | None = None,
    card: Card | None = None,
    amount: int = 0,
    reason: str = "",
) -> None:
    """Note a decision, and the act where screens have to show it; the caller holds the sitting."""
    Decision.objects.create(
        sitting=sitting,
        kind=kind,
        attempt=attempt,
        card=card,
        amount=amount,
        reason=reason,
        decided_by=by,
        decided_at=at,
    )
    if kind in SHOWN:
        note_act(sitting, kind, at=at, card=card)
