"""Teachers are told of what an organizer decided about a card of their class."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from base.models import User
from competition.models import Decision, Sitting
from leaderboard.appeals.case_mails import APPEAL_ENDED, DECISION_TOLD, tell, teachers_to_tell
from leaderboard.appeals.queries.upheld_in_vain import upheld_in_vain
from leaderboard.models import Appeal, CaseMail, SealChange, ToldDecision
from leaderboard.results.queries.current_seal import confirmed_seals
from leaderboard.rules.appeal_terms import answer_until
from leaderboard.seals.queries.noted_changes import UNDONE_BY

TOLD = (Decision.Kind.VOID, Decision.Kind.ACCEPT_LATE)
# Before the seal only who upholds an appeal takes back, and the mail about its end says so.
TOLD_AFTER_THE_SEAL = (*TOLD, Decision.Kind.UNVOID, Decision.Kind.UNDO_LATE)


def tell_decision(decision: Decision) -> None:
    """Called for each decision about an attempt, in its transaction: note until when the class's
    teachers may answer, and write to them in the background.

    Not of rehearsals, and not where a teacher of the class decided. What a correction of a sealed
    list decides is told, and cannot be answered.
    """
    attempt = decision.attempt
    if attempt is None or attempt.kind != Sitting.Kind.OFFICIAL:
        return
    edition = attempt.entry.edition
    sealed = confirmed_seals(edition).exists()
    if decision.kind not in (TOLD_AFTER_THE_SEAL if sealed else TOLD):
        return
    school_class = attempt.entry.school_class
    if school_class.teachers.filter(pk=decision.decided_by_id).exists():
        return
    at = decision.decided_at
    until = at if sealed else answer_until(at, days=edition.objection_days)
    told = ToldDecision.objects.create(decision=decision, told_at=at, answer_until=until)
    tell(DECISION_TOLD, about=told.pk, school_class=school_class, at=at)


def tell_end(appeal: Appeal, *, at: datetime) -> None:
    """Write to the teachers of the class how an appeal ended."""
    tell(APPEAL_ENDED, about=appeal.pk, school_class=appeal.entry.school_class, at=at)


def tell_withdrawal(change: SealChange) -> None:
    """Called for each change after the seal that is withdrawn, in its transaction: where it would
    have taken back a decision because an appeal was upheld, its teachers read that it does not."""
    if change.attempt is None or change.withdrawn_at is None:
        return
    undone = [one for one, by in UNDONE_BY.items() if by == change.kind]
    about = {"decision__attempt": change.attempt, "decision__kind__in": undone}
    if upheld_in_vain(Appeal.objects.filter(**about)):
        people = teachers_to_tell(change.attempt.entry.school_class)
        write_to(people, at=change.withdrawn_at, change=change)


def write_to(people: QuerySet[User], *, at: datetime, **about: object) -> None:
    """A mail to each, sent in the background; what was made already is not made twice."""
    rows = [CaseMail(user=one, made_at=at, **about) for one in people]
    CaseMail.objects.bulk_create(rows, ignore_conflicts=True)
