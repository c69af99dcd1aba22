"""A card is deleted with everything that is kept of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from base.models import User
from base.record.actions.record import record_deed
from competition.classes.actions import SittingOpen
from competition.classes.queries import open_sittings
from competition.exceptions import CompetitionError
from competition.models import Attempt
from deploy.backup import note_erased
from leaderboard.deeds import PUPIL_ERASED
from leaderboard.models import Winner
from leaderboard.pupil_data.files import forget_pupils_files, held_editions
from leaderboard.pupil_data.queries import (
    appeals_about,
    awards_held,
    decisions_about,
    is_in_a_draw_ahead,
    is_still_counted,
)
from leaderboard.winners.actions import forget_pupils_of
from schools.models import Card, SchoolClass
from schools.permissions import managed_classes


class HoldsAward(CompetitionError):
    message = _(
        "This pupil has an award. Once its teachers have been told, say on the page of the winner "
        "that it is not wanted: then the card can be deleted."
    )


class DrawAhead(CompetitionError):
    message = _(
        "Awards of this edition are still to be drawn, and this card takes part. Once they are "
        "drawn it can be deleted."
    )


class AskOrganizer(CompetitionError):
    message = _(
        "From the day of the quiz until its list is sealed only an organizer deletes a card that "
        "has played: what counts is not for its own teacher to take away. Your organizer does it "
        "on this page."
    )


@transaction.atomic
def erase_card(card: Card, *, by: User, at: datetime) -> None:
    """Delete a card, its attempts, answers, results, made-up names, what was decided about it, and
    made files with its row.

    Who was told, and what stands in a sealed list, stays as it is: it names no pupil. Raises
    ``SittingOpen`` while a quiz of the class is open, ``AskOrganizer``, ``HoldsAward`` and
    ``DrawAhead``.
    """
    school_class = SchoolClass.objects.select_for_update(no_key=True).get(pk=card.school_class_id)
    # A pupil who joins takes the card first, too.
    Card.objects.select_for_update(no_key=True).get(pk=card.pk)
    if open_sittings(school_class).exists():
        raise SittingOpen
    if is_still_counted(card) and not managed_classes(by).filter(pk=school_class.pk).exists():
        raise AskOrganizer
    if awards_held(card).exists():
        raise HoldsAward
    if is_in_a_draw_ahead(card):
        raise DrawAhead
    erased = {"school_class": school_class.pk, "card": card.pk, "number": card.number}
    _erase(card)
    told = {"number": erased["number"]}
    record_deed(school_class, deed=PUPIL_ERASED, by=by, at=at, told=told)
    transaction.on_commit(lambda: note_erased(settings.DATA_DIR / "backups", **erased, at=at))


@transaction.atomic
def erase_again(cards: Iterable[tuple[int, int, int]]) -> int:
    """Erase cards that a backup has brought back, whatever they had then; how many there were."""
    count = 0
    for school_class, pk, number in cards:
        for card in Card.objects.filter(pk=pk, school_class=school_class, number=number):
            _erase(card)
            count += 1
    return count


def _erase(card: Card) -> None:
    attempts = Attempt.objects.filter(card=card)
    editions = held_editions(attempts)
    appeals_about(card).delete()
    decisions_about(card).delete()
    forget_pupils_of(Winner.objects.filter(attempt__in=attempts))
    attempts.delete()
    card.delete()
    forget_pupils_files(editions)
