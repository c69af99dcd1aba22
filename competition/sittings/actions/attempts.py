"""What a person decides about one attempt after the lesson. Each decision is on record and rewrites
the result."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from base.models import User
from base.registry import Registry
from competition.exceptions import CompetitionError, EditionSealed, NothingToDo
from competition.models import Attempt, Decision, Edition, Result, Sitting
from competition.rules.edition_steps import SEALED
from competition.sittings.actions.results import end_attempts, write_results
from competition.sittings.queries.attempts import accepted_late, told_before
from competition.sittings.queries.running import sittings_of_same_work

# Tells those whom a decision concerns, in its transaction.
after_decision = Registry[Callable[[Decision], None]]()


class NoReasonToVoid(CompetitionError):
    message = _("Choose a reason for voiding an attempt.")


class NothingLate(CompetitionError):
    message = _("This attempt has no late answers.")


class CardPlayedAgain(CompetitionError):
    message = _("The card has played again since. Only one attempt of a card counts.")


@transaction.atomic
def accept_late(attempt: Attempt, *, by: User, at: datetime) -> Result:
    """Let all answers of a finished attempt count, whenever they were received; the attempt, too,
    where its pupil had been told points of an earlier one, which makes way.

    Raises ``NothingToDo`` for an attempt that is not finished or is out, ``NothingLate``, and
    ``EditionSealed``.
    """
    attempt = _locked(attempt)
    if attempt.finished_at is None or attempt.is_out:
        raise NothingToDo
    # The stored result may be older than the answers that came after it.
    [result] = write_results([attempt.pk], at=at)
    if not result.late and result.counts:
        raise NothingLate
    _record(attempt, Decision.Kind.ACCEPT_LATE, reason=Decision.Reason.TECHNICAL, by=by, at=at)
    _keep_earlier(attempt, False, at=at)
    [result] = write_results([attempt.pk], at=at)
    return result


@transaction.atomic
def void(attempt: Attempt, *, reason: str, by: User, at: datetime, keep: bool = False) -> Attempt:
    """Take an attempt out of the count, so that its card may try again; nothing is deleted.

    ``keep``: it stands on the boards until another one is accepted. Raises ``NoReasonToVoid`` for
    an empty or unknown reason, ``NothingToDo`` for an attempt that is out, and ``EditionSealed``.
    """
    if not reason or reason not in Decision.Reason.values:
        raise NoReasonToVoid
    attempt = _locked(attempt)
    if attempt.is_out:
        raise NothingToDo
    attempt.voided_at, attempt.kept = attempt.voided_at or at, True if keep else None
    attempt.save(update_fields=["voided_at", "kept"])
    _record(attempt, Decision.Kind.VOID, reason=reason, by=by, at=at)
    write_results([attempt.pk], at=at)
    return attempt


@transaction.atomic
def take_back(decision: Decision, *, by: User, at: datetime) -> Result | None:
    """Undo what ``void`` or ``accept_late`` decided; both decisions stay on record.

    What was at work when its sitting closed is finished as of then: the closing left it out.
    Raises ``NothingToDo`` where it does not hold any more, ``CardPlayedAgain``, and
    ``EditionSealed``.
    """
    if decision.attempt is None:
        raise NothingToDo
    # Before its attempt, as always: it may just be closing.
    sitting = Sitting.objects.select_for_update(no_key=True).get(pk=decision.attempt.sitting_id)
    attempt = _locked(decision.attempt)
    if decision.kind == Decision.Kind.VOID:
        _let_count(sitting, attempt, at=at)
        _end_with(sitting, attempt, at=at)
        kind = Decision.Kind.UNVOID
    elif attempt.pk in accepted_late([attempt.pk]).all_late:
        kind = Decision.Kind.UNDO_LATE
        _keep_earlier(attempt, True, at=at)
    else:
        raise NothingToDo
    _record(attempt, kind, reason="", by=by, at=at)
    return next(iter(write_results([attempt.pk], at=at)), None)


def _let_count(sitting: Sitting, attempt: Attempt, *, at: datetime) -> None:
    if attempt.voided_at is None:
        raise NothingToDo
    # Who has only come in again has not played: the page leads back to the way in.
    same = sittings_of_same_work(sitting)
    again = Attempt.objects.filter(card=attempt.card_id, sitting__in=same)
    again.filter(voided_at__isnull=True, started_at__isnull=True).update(voided_at=at)
    attempt.voided_at = attempt.kept = None
    try:
        # Another attempt of the card may have begun to count in this very moment.
        with transaction.atomic():
            attempt.save(update_fields=["voided_at", "kept"])
    except IntegrityError as error:
        raise CardPlayedAgain from error


def _end_with(sitting: Sitting, attempt: Attempt, *, at: datetime) -> None:
    closed_at = sitting.closed_at
    if closed_at is None or attempt.started_at is None or attempt.finished_at is not None:
        return
    end_attempts([attempt], ending=Attempt.Ending.CLOSED, at=at, ended_at=closed_at)


def _locked(attempt: Attempt) -> Attempt:
    """Held until the decision is on record, with the others of its card; the state is read after
    the lock, which sealing takes as well. Raises ``EditionSealed``."""
    mine = Q(card=attempt.card_id, entry=attempt.entry_id)
    locked = Attempt.objects.filter(mine | Q(pk=attempt.pk)).select_for_update(no_key=True)
    [held] = [one for one in locked.order_by("pk") if one.pk == attempt.pk]
    if Edition.objects.filter(entries=held.entry_id, state__in=SEALED).exists():
        raise EditionSealed
    return held


def _keep_earlier(attempt: Attempt, kept: bool, *, at: datetime) -> None:
    """The one that stood on the boards before this leaves them, or stands there again."""
    earlier = told_before(attempt.card_id, attempt.sitting.paper_id, attempt.pk)
    last = [one.pk for one in earlier.filter(kept=not kept).order_by("-pk")[:1]]
    Attempt.objects.filter(pk__in=last).update(kept=kept)
    write_results(last, at=at)


def _record(
    attempt: Attempt, kind: Decision.Kind, *, reason: str, by: User, at: datetime
) -> Decision:
    decision = Decision.objects.create(
        kind=kind,
        reason=reason,
        sitting_id=attempt.sitting_id,
        attempt=attempt,
        card_id=attempt.card_id,
        decided_by=by,
        decided_at=at,
    )
    for tell in after_decision:
        tell(decision)
    return decision
