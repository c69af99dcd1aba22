"""What somebody decided in a sitting, on record."""

from __future__ import annotations

from datetime import datetime

from competition.models import (
    Attempt,
    Decision,
    Sitting,
)
from competition.notices.actions.acts import SHOWN, note_act
from schools.models import Card, User


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
