"""What becomes of wrong PINs that were typed for a whole class."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from base.models import User
from competition.exceptions import NothingToDo
from competition.models import Decision, PinGuess, Sitting
from schools.models import Card


@transaction.atomic
def release_all(sitting: Sitting, *, by: User, at: datetime) -> int:
    """Forget the wrong PINs of a sitting, open or closed; returns for how many cards.

    No pupil loses the computer by it. Raises ``NothingToDo`` where no wrong PIN is noted.
    """
    sitting = Sitting.objects.select_for_update(no_key=True).get(pk=sitting.pk)
    guesses = PinGuess.objects.filter(sitting=sitting, wrong__gt=0)
    cards = list(guesses.values_list("card", flat=True))
    if not cards:
        raise NothingToDo
    # The pupil API counts a wrong PIN under its card's lock: it is counted before this, or after.
    held = Card.objects.select_for_update(no_key=True).filter(pk__in=cards).order_by("pk")
    guesses.filter(card__in=list(held)).update(wrong=0)
    Decision.objects.create(
        sitting=sitting,
        kind=Decision.Kind.RELEASE_ALL,
        amount=len(cards),
        decided_by=by,
        decided_at=at,
    )
    return len(cards)
