"""What people decide about a file: a teacher counts it, an organizer says yes or no.

Each decision is on record and rewrites the result.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from base.models import User
from competition.answer_files.actions.taking import held_attempt, opened_file, sort
from competition.answer_files.unsealing import NotOpened
from competition.exceptions import CompetitionError, EditionSealed, NothingToDo
from competition.models import Answer, AnswerFile, Attempt, Decision
from competition.rules.edition_steps import SEALED
from competition.rules.filed_answers import FiledAnswer, FileVerdict
from competition.sittings.actions.decisions import record_decision
from competition.sittings.actions.results import write_results


class StillRunning(CompetitionError):
    message = _("This pupil's quiz has not ended yet. End the quiz of the class first.")


class ForOrganizer(CompetitionError):
    message = _("Only an organizer can count this file. It is on the organizer's list.")


class DecidedAlready(CompetitionError):
    message = _("This file is decided already.")


class NoTimeToRead(CompetitionError):
    message = _("The server has no time to read this file now. Wait a minute and press once more.")


class NotReadable(CompetitionError):
    message = _("This file cannot be opened any more. Upload it once more.")


@transaction.atomic
def count_answers(file: AnswerFile, *, by: User, at: datetime) -> AnswerFile:
    """The teacher lets the answers of a file count.

    Raises ``ForOrganizer`` where number or day do not prove it, ``StillRunning``,
    ``DecidedAlready``, ``NotReadable``, ``NoTimeToRead``, ``NothingToDo`` for a voided attempt,
    ``EditionSealed``.
    """
    attempt, held = _held(file)
    if not held.is_in_order:
        raise ForOrganizer
    _count(attempt, held, by=by, at=at)
    return held


@transaction.atomic
def accept_file(file: AnswerFile, *, by: User, at: datetime) -> AnswerFile:
    """An organizer's yes; what nobody counted yet counts by it. Raises as ``count_answers``."""
    attempt, held = _held(file)
    if held.accepted_at is not None or held.refused_at is not None:
        raise DecidedAlready
    if held.counted_at is None:
        _count(attempt, held, by=by, at=at)
    held.accepted_at, held.decided_by = at, by
    held.save(update_fields=["accepted_at", "decided_by"])
    _record(attempt, Decision.Kind.ACCEPT_FILE, by=by, at=at)
    return held


@transaction.atomic
def refuse_file(file: AnswerFile, *, by: User, at: datetime) -> AnswerFile:
    """An organizer's no: nothing counts by this file. The answers stay stored, as late ones.

    Raises ``DecidedAlready`` and ``EditionSealed``.
    """
    attempt, held = _held(file)
    if held.accepted_at is not None or held.refused_at is not None:
        raise DecidedAlready
    held.refused_at, held.decided_by, held.content = at, by, b""
    held.save(update_fields=["refused_at", "decided_by", "content"])
    _record(attempt, Decision.Kind.REFUSE_FILE, by=by, at=at)
    if held.counted_at is not None:
        write_results([attempt.pk], at=at)
    return held


def _held(file: AnswerFile) -> tuple[Attempt, AnswerFile]:
    """Both under the attempt's lock, which sealing takes as well. Raises ``EditionSealed``."""
    attempt = held_attempt(file.attempt_id)
    if attempt is None:
        raise NothingToDo
    if attempt.entry.edition.state in SEALED:
        raise EditionSealed
    return attempt, AnswerFile.objects.get(pk=file.pk)


def _count(attempt: Attempt, held: AnswerFile, *, by: User, at: datetime) -> None:
    if held.counted_at is not None or held.refused_at is not None:
        raise DecidedAlready
    if attempt.voided_at is not None:
        raise NothingToDo
    if attempt.finished_at is None:
        raise StillRunning
    counting = _fresh_answers(attempt, held)
    _store(attempt, held.lease, counting, at=max(at, attempt.finished_at))
    held.seqs, held.counted_at, held.content = [one.seq for one in counting], at, b""
    held.save(update_fields=["seqs", "counted_at", "content"])
    _record(attempt, Decision.Kind.COUNT_FILE, by=by, at=at, amount=len(counting))
    write_results([attempt.pk], at=at)


def _fresh_answers(attempt: Attempt, held: AnswerFile) -> list[FiledAnswer]:
    """Opened anew: what came by the network since then has changed what is new."""
    try:
        found, _behind = sort(attempt, opened_file(bytes(held.content)))
    except NotOpened as error:
        is_busy = error.verdict is FileVerdict.BUSY
        raise (NoTimeToRead if is_busy else NotReadable) from error
    if found.contradicts:
        raise NotReadable
    return found.fresh


def _store(attempt: Attempt, lease: int, counting: list[FiledAnswer], *, at: datetime) -> None:
    """Under the numbers their browser gave them: when it sends them itself they are repeats."""
    there = set(Answer.objects.filter(attempt=attempt, lease=lease).values_list("seq", flat=True))
    new = [one for one in counting if one.seq not in there]
    Answer.objects.bulk_create(
        Answer(
            attempt=attempt,
            lease=lease,
            seq=one.seq,
            question=one.question,
            choice=one.choice,
            received_at=at,
            browser_ms=one.made_ms,
        )
        for one in new
    )
    turn = attempt.leases.get(number=lease)
    turn.top_seq = max([turn.top_seq, *(one.seq for one in new)])
    for one in new:
        turn.answered |= 1 << one.question
    turn.save(update_fields=["top_seq", "answered"])


def _record(
    attempt: Attempt, kind: Decision.Kind, *, by: User, at: datetime, amount: int = 0
) -> None:
    record_decision(
        attempt.sitting,
        kind,
        by=by,
        at=at,
        attempt=attempt,
        card=attempt.card,
        amount=amount,
        reason=Decision.Reason.TECHNICAL,
    )
