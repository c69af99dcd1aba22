"""A change that somebody wants after the seal is noted, or withdrawn; no result changes by it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from base.models import User
from base.registry import Registry
from competition.exceptions import CompetitionError, NothingToDo
from competition.models import Attempt, Decision, Edition, Result
from competition.rules.edition_steps import SEALED
from competition.sittings.actions.attempts import CardPlayedAgain, NoReasonToVoid, NothingLate
from competition.sittings.queries.late_answers import UNDECIDED
from leaderboard.awards.actions.seal_works import EditionArchived, held_if_free
from leaderboard.models import CaseMail, QuestionRuling, SealChange
from leaderboard.results.queries.asked_papers import division_of_paper, stands_elsewhere
from leaderboard.results.queries.current_seal import current_seal
from leaderboard.results.queries.deleted_years import deleted_in
from leaderboard.seals.queries.noted_changes import UNDONE_BY, decision_to_undo, waiting_changes
from quizbank.models import PaperQuestion

after_withdrawal = Registry[Callable[[SealChange], None]]()


class NotSealed(CompetitionError):
    message = _("The list is not sealed yet: decide it without a correction.")


class ClassesDeleted(CompetitionError):
    message = _(
        "Classes of this edition have been deleted, so its list cannot be counted anew. It stays as"
        " it was sealed."
    )


class NotedAlready(CompetitionError):
    """Of one card or question one change waits: two could not both be carried out."""

    def __init__(self, change: SealChange) -> None:
        super().__init__(change)
        text = _(
            "Something is noted for it already. Withdraw that first, if it is not meant: {change}"
        )
        self.message = format_lazy(text, change=change.in_words)


class OnlyCards(CompetitionError):
    message = _(
        "This list was sealed by an earlier release, which counted the minutes in another way. "
        "Only cards can be taken out of the count."
    )


class CarriedOut(CompetitionError):
    message = _("This change does not wait any more.")


class NoReasonToWithdraw(CompetitionError):
    message = _("Write why it is withdrawn.")


class QuestionElsewhere(CompetitionError):
    message = _("This paper stands in another edition, too. Its results would change with it.")


@transaction.atomic
def note_attempt(attempt: Attempt, *, kind: str, reason: str, by: User, at: datetime) -> SealChange:
    """Note that an attempt is to be taken out of the count, for a reason, or is to count again, or
    that its late answers are to count or count no longer.

    Raises ``NotSealed``, ``NoReasonToVoid``, ``NothingToDo``, ``NothingLate``, ``NotedAlready``,
    ``CardPlayedAgain``, ``OnlyCards``, ``ClassesDeleted``, ``EditionArchived``, ``WorkUnderWay``.
    """
    if kind == SealChange.Kind.ACCEPT_LATE:
        reason = Decision.Reason.TECHNICAL
    elif kind in UNDONE_BY.values():
        # Why it was decided is no reason to take that back.
        reason = ""
    _refuse_what_cannot_be_decided(attempt, kind, reason)
    edition = _sealed(attempt.entry.edition)
    if kind == SealChange.Kind.UNVOID and _has_played_again(edition, attempt):
        raise CardPlayedAgain
    return _noted(edition, SealChange(attempt=attempt, kind=kind, reason=reason), by=by, at=at)


@transaction.atomic
def note_undoing(decision: Decision, *, by: User, at: datetime) -> SealChange:
    """Note that a decision about an attempt is to be taken back, once; whoever notes it.

    Raises what ``note_attempt`` raises.
    """
    if decision.attempt is None or decision.kind not in UNDONE_BY:
        raise NothingToDo
    attempt, kind = decision.attempt, UNDONE_BY[decision.kind]
    waiting = waiting_changes(attempt.entry.edition).filter(attempt=attempt, kind=kind).first()
    return waiting or note_attempt(attempt, kind=kind, reason="", by=by, at=at)


@transaction.atomic
def note_question(
    edition: Edition, item: PaperQuestion, *, neutral: bool, reason: str, by: User, at: datetime
) -> SealChange:
    """Note that a question is to count for nobody, or to count again.

    Raises ``NotSealed``,
    ``NothingToDo``, ``QuestionElsewhere``, ``NotedAlready``, ``OnlyCards``, ``ClassesDeleted``,
    ``EditionArchived``, ``WorkUnderWay``.
    """
    held = _sealed(edition)
    if item.neutralised == neutral or reason not in QuestionRuling.Reason.values:
        raise NothingToDo
    division = division_of_paper(held, item.paper_id)
    if division is None:
        raise NothingToDo
    if stands_elsewhere(division, item.paper_id):
        raise QuestionElsewhere
    kind = SealChange.Kind.NEUTRAL if neutral else SealChange.Kind.COUNTS
    change = SealChange(item=item, kind=kind, reason=reason)
    return _noted(held, change, by=by, at=at)


@transaction.atomic
def withdraw_change(change: SealChange, *, why: str, by: User, at: datetime) -> None:
    """It is not wanted any more; teachers whose appeal it was noted for are told so.

    Raises ``NoReasonToWithdraw``, ``CarriedOut`` and ``WorkUnderWay``.
    """
    if not (why := why.strip()):
        raise NoReasonToWithdraw
    held_if_free(change.edition)
    waiting = SealChange.objects.filter(pk=change.pk, withdrawn_at=None, seal=None)
    if not waiting.update(withdrawn_at=at, withdrawn_by=by, withdrawn_why=why):
        raise CarriedOut
    change.refresh_from_db()
    after_withdrawal.only(change)


def _refuse_what_cannot_be_decided(attempt: Attempt, kind: str, reason: str) -> None:
    """Before the seal the decision itself would refuse it."""
    if kind in UNDONE_BY.values():
        if decision_to_undo(attempt, kind) is None:
            raise NothingToDo
        return
    if attempt.is_out or attempt.finished_at is None:
        raise NothingToDo
    late = Result.objects.filter(UNDECIDED, attempt=attempt)
    if kind == SealChange.Kind.ACCEPT_LATE and not late.exists():
        raise NothingLate
    if not reason or reason not in Decision.Reason.values:
        raise NoReasonToVoid


def _has_played_again(edition: Edition, attempt: Attempt) -> bool:
    """Whether another attempt of the card was begun and counts, and is not noted to be taken out
    before."""
    leaving = waiting_changes(edition).filter(kind=SealChange.Kind.VOID).values("attempt")
    others = Attempt.objects.filter(
        card=attempt.card_id,
        entry=attempt.entry_id,
        kind=attempt.kind,
        voided_at__isnull=True,
        started_at__isnull=False,
    )
    return others.exclude(pk__in=leaving).exists()


def _sealed(edition: Edition) -> Edition:
    held = held_if_free(edition)
    if held.state not in SEALED:
        raise NotSealed
    if deleted_in(held):
        raise ClassesDeleted
    if held.state == Edition.State.ARCHIVED:
        raise EditionArchived
    return held


def _noted(edition: Edition, change: SealChange, *, by: User, at: datetime) -> SealChange:
    seal = current_seal(edition)
    if seal is not None and not seal.awards_sha256 and change.kind != SealChange.Kind.VOID:
        raise OnlyCards
    subject = {"item": change.item} if change.item else {"attempt": change.attempt}
    waiting = waiting_changes(edition).filter(**subject).first()
    if waiting is not None:
        raise NotedAlready(waiting)
    change.edition, change.noted_by, change.noted_at = edition, by, at
    change.save(force_insert=True)
    # That such a one was withdrawn is not true any more where the mail about it waits for the day.
    same = {"change__attempt": change.attempt, "change__kind": change.kind}
    CaseMail.objects.filter(**same, sent_at__isnull=True).delete()
    return change
