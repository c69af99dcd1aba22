"""Opening the cards of a class to somebody who does not teach it; all of it is on record."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from base.models import User
from base.record.actions.record import record_deed
from schools.classes.card_mail import tell_teachers
from schools.deeds import CARDS_OPENED
from schools.models import CardOpening, SchoolClass

# A lesson, and the break before it.
OPEN_FOR = timedelta(hours=1)


@transaction.atomic
def open_cards(
    school_class: SchoolClass, *, reason: str, words: str, by: User, at: datetime
) -> CardOpening:
    """Let an organizer see the cards, names and needs of a class for an hour; its teachers hear it.

    The record holds the reason of the list; own words stay with the opening, for its teachers.
    """
    record_deed(school_class, deed=CARDS_OPENED, by=by, at=at, told={"reason": reason})
    opening = CardOpening.objects.create(
        school_class=school_class,
        by=by,
        reason=reason,
        words=words,
        opened_at=at,
        until=at + OPEN_FOR,
    )
    tell_teachers(opening)
    return opening
