"""Of a class its row alone stays, so that the next year is a press; an edition is held."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from base import clock
from base.models import User
from base.record.actions.record import record_deed
from competition.exceptions import CompetitionError, NothingToDo
from competition.models import (
    Answer,
    AnswerFile,
    Attempt,
    Decision,
    Edition,
    Entry,
    Lease,
    Result,
    Sitting,
)
from leaderboard.deeds import HOLD_AGREED, HOLD_ASKED, HOLD_ENDED
from leaderboard.models import Appeal, EditionHold, Seal, Winner
from leaderboard.pupil_data.files import forget_pupils_files, held_editions
from leaderboard.winners.actions import forget_schools
from schools.models import Card, SchoolClass

# Of one class some forty attempts and a thousand answers: a transaction of a second.
AT_ONCE = 20


class WhyHeld(CompetitionError):
    message = _("Write why nothing of it may go.")


class HoldNeedsSecond(CompetitionError):
    message = _("Another person than the one who asked has to agree.")


@transaction.atomic
def forget_pupils(classes: QuerySet[SchoolClass]) -> None:
    """Delete what is kept of the pupils of these classes; awards, and names with consent, stay
    without them."""
    entries = Entry.objects.filter(school_class__in=classes)
    sittings = Sitting.objects.filter(entry__in=entries)
    attempts = Attempt.objects.filter(entry__in=entries)
    cards = Card.objects.filter(school_class__in=classes)
    editions = held_editions(attempts)
    _note_size(classes)
    _note_deletion(entries)
    Appeal.objects.filter(entry__in=entries).delete()
    for about in ({"sitting__in": sittings}, {"attempt__in": attempts}, {"card__in": cards}):
        Decision.objects.filter(**about).delete()
    forget_schools(Winner.objects.filter(attempt__in=attempts))
    # The largest tables, to which nothing points: without a look at each row.
    for rows in (
        Answer.objects.filter(attempt__in=attempts),
        Lease.objects.filter(attempt__in=attempts),
        Result.objects.filter(attempt__in=attempts),
    ):
        rows._raw_delete(rows.db)
    AnswerFile.objects.filter(attempt__in=attempts).delete()
    attempts.delete()
    sittings.delete()
    entries.delete()
    cards.delete()
    forget_pupils_files(editions)


def _note_size(classes: QuerySet[SchoolClass]) -> None:
    """The next year begins with as many cards."""
    cards = Card.objects.filter(school_class=OuterRef("pk")).order_by().values("school_class")
    many = cards.annotate(many=Count("pk")).values("many")
    classes.filter(size=0).update(size=Coalesce(Subquery(many), 0))


def _note_deletion(entries: QuerySet[Entry]) -> None:
    """No list of theirs can be counted again, and whoever counts later is told why."""
    seals = Seal.objects.filter(edition__in=entries.order_by().values("edition"))
    seals.filter(confirmed_at__isnull=False, emptied_at=None).update(emptied_at=clock.now())


@transaction.atomic
def ask_hold(edition: Edition, *, reason: str, by: User, at: datetime) -> None:
    """Nothing goes once another person agrees. Raises ``WhyHeld``."""
    if not (reason := reason.strip()):
        raise WhyHeld
    asked = {"reason": reason[:300], "asked_by": by, "asked_at": at}
    _hold, made = EditionHold.objects.get_or_create(edition=edition, defaults=asked)
    if made:
        record_deed(edition, deed=HOLD_ASKED, by=by, at=at, told={"reason": reason})


@transaction.atomic
def agree_to_hold(edition: Edition, *, by: User, at: datetime) -> None:
    """From now on nothing of it goes. Raises ``NothingToDo``, ``HoldNeedsSecond``."""
    hold = _hold_of(edition)
    if hold.asked_by == by:
        raise HoldNeedsSecond
    if hold.agreed_at is None:
        hold.agreed_by, hold.agreed_at = by, at
        hold.save(update_fields=["agreed_by", "agreed_at"])
        record_deed(edition, deed=HOLD_AGREED, by=by, at=at, told={"reason": hold.reason})


@transaction.atomic
def end_hold(edition: Edition, *, by: User, at: datetime) -> None:
    """What is due goes next night. Raises ``NothingToDo``."""
    hold = _hold_of(edition)
    hold.delete()
    record_deed(edition, deed=HOLD_ENDED, by=by, at=at, told={"reason": hold.reason})


def _hold_of(edition: Edition) -> EditionHold:
    held = EditionHold.objects.select_for_update(of=("self",)).select_related("asked_by")
    if found := held.filter(edition=edition).first():
        return found
    raise NothingToDo
