"""A sitting for a part of the class, and who is let in beside it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from base.models import User
from competition.exceptions import PlaysAlready
from competition.models import Decision, Sitting
from competition.rules.groups import as_text, numbers_in, plays
from competition.sittings.actions.decisions import record_decision
from competition.sittings.actions.sittings import lock_open
from schools.models import Card


@transaction.atomic
def let_play(sitting: Sitting, *, card: Card, by: User, at: datetime) -> None:
    """Let a card of the other group play in this sitting. Raises ``PlaysAlready``."""
    sitting = lock_open(sitting)
    if plays(sitting.numbers, card.number):
        raise PlaysAlready
    sitting.numbers = as_text(numbers_in(sitting.numbers) | {card.number})
    sitting.save(update_fields=["numbers"])
    reason = Decision.Reason.LESSON
    record_decision(sitting, Decision.Kind.GROUP, by=by, at=at, card=card, reason=reason)
