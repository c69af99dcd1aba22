"""Opening the cards of a class to somebody who does not teach it; all of it is on record."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from schools.models import CardOpening, CardSharing, SchoolClass, User
from schools.record.actions.record import record_deed
from schools.record.deeds import CARDS_CLOSED_TO, CARDS_OPENED, CARDS_OPENED_TO

# A lesson, and the break before it.
OPEN_FOR = timedelta(hours=1)


@transaction.atomic
def open_cards(
    school_class: SchoolClass, *, reason: str, words: str, by: User, at: datetime
) -> CardOpening:
    """Let an organizer see the cards, names and needs of a class for an hour.

    The record holds the reason of the list; own words stay with the opening, for its teachers.
    """
    record_deed(school_class, deed=CARDS_OPENED, by=by, at=at, told={"reason": reason})
    return CardOpening.objects.create(
        school_class=school_class,
        by=by,
        reason=reason,
        words=words,
        opened_at=at,
        until=at + OPEN_FOR,
    )


@transaction.atomic
def share_cards(school_class: SchoolClass, *, colleague: User, by: User, at: datetime) -> None:
    """Let a colleague open the cards too; what an earlier teacher allowed is over by that."""
    SchoolClass.objects.select_for_update(no_key=True).get(pk=school_class.pk)
    _end(school_class, colleague, at=at)
    CardSharing.objects.create(
        school_class=school_class, colleague=colleague, given_by=by, given_at=at
    )
    told = {"colleague": colleague.pk}
    record_deed(school_class, deed=CARDS_OPENED_TO, by=by, at=at, told=told)


@transaction.atomic
def unshare_cards(school_class: SchoolClass, *, colleague: User, by: User, at: datetime) -> None:
    """Take the consent back; it counts from the next page on."""
    if _end(school_class, colleague, at=at):
        told = {"colleague": colleague.pk}
        record_deed(school_class, deed=CARDS_CLOSED_TO, by=by, at=at, told=told)


def _end(school_class: SchoolClass, colleague: User, *, at: datetime) -> int:
    standing = CardSharing.objects.filter(school_class=school_class, ended_at__isnull=True)
    return standing.filter(colleague=colleague).update(ended_at=at)
