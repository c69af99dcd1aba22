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
from competition.rules.edition_steps import SEALED
from leaderboard.deeds import HOLD_AGREED, HOLD_ASKED, HOLD_ENDED
from leaderboard.forgetting.queries import kept_attempts
from leaderboard.models import Appeal, DeletedClasses, EditionHold, Winner
from leaderboard.pupil_data.actions.pupils_files import forget_pupils_files, held_editions
from leaderboard.winners.actions import forget_pupils_of
from schools.models import Card, SchoolClass

# Of one class some forty attempts and a thousand answers: a transaction of a second.
AT_ONCE = 20


class WhyHeld(CompetitionError):
    message = _("Write why nothing of it may go.")


class HoldNeedsSecond(CompetitionError):
    message = _("Another person than the one who asked has to agree.")


@transaction.atomic
def forget_pupils(classes: QuerySet[SchoolClass]) -> None:
    """Delete what is kept of the pupils of these classes, but for winners who are still called:
    of those card, attempt and points stay until their own day, without answers and receipt."""
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
    kept = list(kept_attempts(clock.now()).filter(entry__in=entries).values_list("pk", flat=True))
    gone = attempts.exclude(pk__in=kept)
    forget_pupils_of(Winner.objects.filter(attempt__in=gone))
    # The largest tables, to which nothing points: without a look at each row.
    for rows in (
        Answer.objects.filter(attempt__in=attempts),
        Lease.objects.filter(attempt__in=attempts),
        Result.objects.filter(attempt__in=gone),
    ):
        rows._raw_delete(rows.db)
    AnswerFile.objects.filter(attempt__in=attempts).delete()
    Result.objects.filter(attempt__in=kept).update(choices="", codes="")
    Attempt.objects.filter(pk__in=kept).update(receipt=None)
    gone.delete()
    sittings.filter(attempts__isnull=True).delete()
    entries.filter(attempts__isnull=True).delete()
    cards.filter(attempts__isnull=True).delete()
    forget_pupils_files(editions)


def _note_size(classes: QuerySet[SchoolClass]) -> None:
    """The next year begins with as many cards."""
    cards = Card.objects.filter(school_class=OuterRef("pk")).order_by().values("school_class")
    many = cards.annotate(many=Count("pk")).values("many")
    classes.filter(size=0).update(size=Coalesce(Subquery(many), 0))


def _note_deletion(entries: QuerySet[Entry]) -> None:
    """Whoever counts a sealed edition later is told why there is nothing."""
    sealed = entries.filter(edition__state__in=SEALED).order_by()
    gone = sealed.values_list("edition", "school_class__school__country").distinct()
    at = clock.now()
    DeletedClasses.objects.bulk_create(
        (DeletedClasses(edition_id=pk, country_id=code, deleted_at=at) for pk, code in gone),
        ignore_conflicts=True,
    )


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
