"""A card is deleted with everything that is kept of it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from competition.classes.actions.correcting import SittingOpen
from competition.exceptions import CompetitionError
from competition.models import Attempt
from leaderboard.pupil_data.queries import appeals_about, awards_held, decisions_about
from schools.models import Card, SchoolClass, User
from schools.record.actions.record import record_deed
from schools.record.deeds import PUPIL_ERASED


class HoldsAward(CompetitionError):
    message = _(
        "This pupil has an award. Say first, on the page of the winner, that it is not wanted: "
        "then it passes on to the next one, and the card can be deleted."
    )


@transaction.atomic
def erase_card(card: Card, *, by: User, at: datetime) -> None:
    """Delete a card, its attempts, answers, results, made-up names and what was decided about it.

    Who was told, and what stands in a sealed list, stays as it is: it names no pupil. Raises
    ``SittingOpen`` while the card is in a quiz that is open, and ``HoldsAward``.
    """
    school_class = SchoolClass.objects.select_for_update(no_key=True).get(pk=card.school_class_id)
    attempts = Attempt.objects.select_for_update(of=("self",)).filter(card=card)
    if any(one.sitting.closed_at is None for one in attempts.select_related("sitting")):
        raise SittingOpen
    if awards_held(card).exists():
        raise HoldsAward
    appeals_about(card).delete()
    decisions_about(card).delete()
    Attempt.objects.filter(card=card).delete()
    number = card.number
    card.delete()
    record_deed(school_class, deed=PUPIL_ERASED, by=by, at=at, told={"number": number})
