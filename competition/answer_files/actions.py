"""A file is brought; a teacher counts it, or an organizer says yes or no.

Each decision is on record and rewrites the result.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from base.models import User
from competition.answer_files.queries import fresh_events, has_shown_results
from competition.answer_files.reading import is_of_paper, read_file
from competition.exceptions import CompetitionError, EditionSealed, NothingToDo, Refused
from competition.models import Answer, AnswerFile, Attempt, Decision, Sitting
from competition.pupil_api.protocol import EventBody
from competition.rules.edition_steps import SEALED
from competition.sittings.actions.decisions import record_decision
from competition.sittings.actions.results import write_results
from competition.sittings.queries.class_clock import zone_of_class


class StillRunning(CompetitionError):
    message = gettext_lazy("This pupil's quiz has not ended yet. End the quiz of the class first.")


class ForOrganizer(CompetitionError):
    message = gettext_lazy("Only an organizer can count this file. It is on the organizer's list.")


class DecidedAlready(CompetitionError):
    message = gettext_lazy("This file is decided already.")


class HereAlready(CompetitionError):
    message = gettext_lazy("This file is here already.")


@transaction.atomic
def bring_file(sitting: Sitting, content: bytes, *, by: User, at: datetime) -> AnswerFile:
    """Keep a file of a sitting; it changes no result. One that was forgotten undecided is kept
    anew.

    Raises ``Refused`` with why it has no place here, ``HereAlready``, ``EditionSealed``.
    """
    read = read_file(content)
    attempt = _held_attempt(read.attempt)
    if attempt is None or not attempt.leases.filter(number=read.lease).exists():
        raise Refused(_("This file was not made by the quiz on this server."))
    _check_place(attempt, sitting, read.code)
    if not is_of_paper(read.events, attempt):
        raise Refused(_("This file was changed, or it is damaged."))
    known = attempt.answer_files.filter(mark=read.mark).first()
    if known is not None and not (known.counted_at is None and not known.events):
        raise HereAlready
    fresh = fresh_events(attempt, read.lease, read.events)
    if not fresh:
        raise Refused(_("Nothing in this file is new: its answers have arrived."))
    file, _is_new = attempt.answer_files.update_or_create(
        mark=read.mark,
        defaults={
            "lease": read.lease,
            "events": [list(_plain(event)) for event in read.events],
            "fresh": len(fresh),
            "uploaded_at": at,
            "uploaded_by": by,
            "in_order": _is_its_day(attempt.sitting, at)
            and not has_shown_results(attempt.sitting_id),
        },
    )
    return file


def _plain(event: EventBody) -> tuple[int, int, int, int]:
    return event.seq, event.question, event.choice, event.browser_ms


def _check_place(attempt: Attempt, sitting: Sitting, code: str) -> None:
    if attempt.entry.school_class_id != sitting.entry.school_class_id:
        raise Refused(_("This file is of another class."))
    if attempt.sitting_id != sitting.pk or code != sitting.code:
        raise Refused(_("This file is of another quiz of this class."))
    if attempt.entry.edition.state in SEALED:
        raise EditionSealed
    if attempt.voided_at is not None:
        raise Refused(_("The attempt of this pupil was taken out of the count."))


def _is_its_day(sitting: Sitting, at: datetime) -> bool:
    zone = zone_of_class(sitting)
    return localdate(sitting.closed_at or sitting.opened_at, zone) == localdate(at, zone)


def _held_attempt(attempt_id: int) -> Attempt | None:
    """The attempt under lock, with its sitting and edition read afterwards."""
    if not Attempt.objects.select_for_update(no_key=True).filter(pk=attempt_id).exists():
        return None
    attempts = Attempt.objects.select_related(
        "card", "sitting", "entry__edition", "entry__school_class__school__country"
    )
    return attempts.get(pk=attempt_id)


@transaction.atomic
def count_answers(file: AnswerFile, *, by: User, at: datetime) -> AnswerFile:
    """The teacher lets the answers of a file count, on the day of the quiz.

    Raises ``ForOrganizer``, ``StillRunning``, ``DecidedAlready``, ``NothingToDo`` for a voided
    attempt, ``EditionSealed``.
    """
    attempt, held = _held(file)
    if not (held.in_order and _is_its_day(attempt.sitting, at)):
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
    write_results([attempt.pk], at=at)
    return held


@transaction.atomic
def refuse_file(file: AnswerFile, *, by: User, at: datetime) -> AnswerFile:
    """An organizer's no: nothing counts by this file. The answers stay stored, as late ones.

    Raises ``DecidedAlready`` and ``EditionSealed``.
    """
    attempt, held = _held(file)
    if held.accepted_at is not None or held.refused_at is not None:
        raise DecidedAlready
    held.refused_at, held.decided_by, held.events = at, by, []
    held.save(update_fields=["refused_at", "decided_by", "events"])
    _record(attempt, Decision.Kind.REFUSE_FILE, by=by, at=at)
    if held.counted_at is not None:
        write_results([attempt.pk], at=at)
    return held


def _held(file: AnswerFile) -> tuple[Attempt, AnswerFile]:
    """Both under the attempt's lock, which sealing takes as well. Raises ``EditionSealed``."""
    attempt = _held_attempt(file.attempt_id)
    if attempt is None:
        raise NothingToDo
    if attempt.entry.edition.state in SEALED:
        raise EditionSealed
    return attempt, AnswerFile.objects.get(pk=file.pk)


def _count(attempt: Attempt, held: AnswerFile, *, by: User, at: datetime) -> None:
    if not held.is_open:
        raise DecidedAlready
    if attempt.voided_at is not None:
        raise NothingToDo
    if attempt.finished_at is None or attempt.sitting.closed_at is None:
        raise StillRunning
    events = [EventBody(*event) for event in held.events]
    counting = fresh_events(attempt, held.lease, events)
    _store(attempt, held.lease, counting, at=max(at, attempt.finished_at))
    held.seqs, held.counted_at, held.events = [event.seq for event in counting], at, []
    held.save(update_fields=["seqs", "counted_at", "events"])
    _record(attempt, Decision.Kind.COUNT_FILE, by=by, at=at, amount=len(counting))
    write_results([attempt.pk], at=at)


def _store(attempt: Attempt, lease: int, counting: list[EventBody], *, at: datetime) -> None:
    """Under the numbers their browser gave them: when it sends them itself they are repeats."""
    there = set(Answer.objects.filter(attempt=attempt, lease=lease).values_list("seq", flat=True))
    new = [event for event in counting if event.seq not in there]
    Answer.objects.bulk_create(
        Answer(
            attempt=attempt,
            lease=lease,
            seq=event.seq,
            question=event.question,
            choice=event.choice,
            received_at=at,
            browser_ms=event.browser_ms,
        )
        for event in new
    )
    turn = attempt.leases.get(number=lease)
    turn.top_seq = max([turn.top_seq, *(event.seq for event in new)])
    for event in new:
        turn.answered |= 1 << event.question
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
