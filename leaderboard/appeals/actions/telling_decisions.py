"""Teachers are told of what an organizer decided about a card of their class."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from base.models import User
from competition.models import Decision, Sitting
from leaderboard.appeals.queries.readers_of_cases import teachers_to_tell
from leaderboard.models import Appeal, CaseMail, ToldDecision
from leaderboard.rules.appeal_terms import answer_until

# Only who upholds an appeal takes back, and the mail about its end says so.
TOLD = (Decision.Kind.VOID, Decision.Kind.ACCEPT_LATE)


def tell_decision(decision: Decision) -> None:
    """Called for each decision about an attempt, in its transaction: note until when the class's
    teachers may answer, and write to them in the background.

    Not of rehearsals, and not where a teacher of the class decided.
    """
    attempt = decision.attempt
    if attempt is None or attempt.kind != Sitting.Kind.OFFICIAL:
        return
    edition = attempt.entry.edition
    if decision.kind not in TOLD:
        return
    school_class = attempt.entry.school_class
    if school_class.teachers.filter(pk=decision.decided_by_id).exists():
        return
    at = decision.decided_at
    until = answer_until(at, days=edition.objection_days)
    told = ToldDecision.objects.create(decision=decision, told_at=at, answer_until=until)
    write_to(teachers_to_tell(school_class), at=at, told=told)


def tell_end(appeal: Appeal, *, at: datetime) -> None:
    """Write to the teachers of the class how an appeal ended."""
    write_to(teachers_to_tell(appeal.entry.school_class), at=at, appeal=appeal)


def write_to(people: QuerySet[User], *, at: datetime, **about: object) -> None:
    """A mail to each, sent in the background; what was made already is not made twice."""
    rows = [CaseMail(user=one, made_at=at, **about) for one in people]
    CaseMail.objects.bulk_create(rows, ignore_conflicts=True)
