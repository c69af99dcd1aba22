"""Attempts end, get their results, are scored anew and approved; several are stored at once."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Field, Max, QuerySet

from competition.models import AnswerFile, Attempt, Edition, Result, Sitting
from competition.papers.queries.papers import scoring_items
from competition.rules import scoring
from competition.rules.edition_steps import SEALED
from competition.rules.scoring import Event
from competition.rules.timing import minutes_worked
from competition.sittings.queries.attempts import (
    Ended,
    TimeGiven,
    accepted_late,
    ended,
    events_of,
    time_given,
)
from competition.sittings.queries.running import approved_now

# Statements beyond this size gain nothing and hold the server for long.
AT_ONCE = 2000


def store_attempts(attempts: Sequence[Attempt], fields: Sequence[str]) -> None:
    """Update these fields of locked attempts.

    Says what ``bulk_update`` says. On PostgreSQL the values travel as one array for each field,
    for a tenth of the processor time of a ``CASE`` with a branch for each row.
    """
    if connection.vendor != "postgresql":
        Attempt.objects.bulk_update(attempts, fields)
        return
    for start in range(0, len(attempts), AT_ONCE):
        _update_from_arrays(attempts[start : start + AT_ONCE], fields)


def _update_from_arrays(attempts: Sequence[Attempt], names: Sequence[str]) -> None:
    fields = [Attempt._meta.get_field(name) for name in names]
    columns = [field for field in fields if isinstance(field, Field)]
    assigned = ", ".join(f"{field.column} = new.{field.column}" for field in columns)
    given = ", ".join(["%s::bigint[]", *(f"%s::{_type(field)}[]" for field in columns)])
    named = ", ".join(["id", *(str(field.column) for field in columns)])
    values: list[list[object]] = [[attempt.pk for attempt in attempts]]
    values += [[_prepared(field, attempt) for attempt in attempts] for field in columns]
    with connection.cursor() as cursor:
        # Only names of the model's own columns get into the text.
        cursor.execute(
            f"UPDATE competition_attempt SET {assigned}"  # noqa: S608
            f" FROM unnest({given}) AS new ({named}) WHERE competition_attempt.id = new.id",
            values,
        )


def _type(field: Field[object, object]) -> str:
    return str(field.rel_db_type(connection) if field.is_relation else field.db_type(connection))


def _prepared(field: Field[object, object], attempt: Attempt) -> object:
    return field.get_db_prep_save(getattr(attempt, str(field.attname)), connection)


# Without 0/O, 1/I/L and vowels: nothing to misread, and no words by accident.
RECEIPT_ALPHABET = "23456789BCDFGHJKMNPQRSTVWXZ"
RECEIPT_LENGTH = 10
RESULT_FIELDS = [
    "division",
    "country",
    "counts",
    "choices",
    "codes",
    "score",
    "max_score",
    "right",
    "wrong",
    "hard",
    "tie_break",
    "time",
    "late",
    "changed_at",
]


def new_receipt() -> str:
    """A code nobody guesses: 27 letters and digits, 10 places, 47 bits."""
    return "".join(secrets.choice(RECEIPT_ALPHABET) for _ in range(RECEIPT_LENGTH))


def end_attempts(
    attempts: Sequence[Attempt],
    *,
    ending: Attempt.Ending,
    at: datetime,
    ended_at: datetime | None = None,
) -> None:
    """Finish started attempts and score them. Who had a receipt before the sitting was opened again
    keeps it.

    The finish is put after the start and every answer that is stored, whatever the clocks of two
    workers say: what was acknowledged before the finish counts. ``ended_at``: when they would have
    ended, had nobody left them out then; what came from then on is late.
    """
    events = events_of([attempt.pk for attempt in attempts])
    moment = ended_at or at
    for attempt in attempts:
        received = [event.received_at for event in events.get(attempt.pk, [])]
        before = [one for one in received if ended_at is None or one < ended_at]
        if attempt.started_at is not None:
            before.append(attempt.started_at)
        attempt.finished_at = max([moment, *(one + timedelta(microseconds=1) for one in before)])
        attempt.ending = ending
        attempt.receipt = attempt.receipt or new_receipt()
    store_attempts(attempts, ["finished_at", "ending", "receipt"])
    _write([attempt.pk for attempt in attempts], events, at)


def write_results(attempt_ids: Iterable[int], *, at: datetime) -> list[Result]:
    """Score finished attempts from their stored answers and store the results, new or again.

    Those of a sealed edition stay as they are: an answer that comes so late is kept and changes
    nothing. Takes the same number of queries for any number of attempts.
    """
    ids = list(attempt_ids)
    return _write(ids, events_of(ids), at)


def results_in_class(attempt_ids: Sequence[int], *, at: datetime) -> dict[int, Result]:
    """What its class is told of each attempt, not stored: with what came in time after its pupil
    was told points, whoever has accepted that; no query for none."""
    if not attempt_ids:
        return {}
    attempts = [one._replace(told_until=None, after_marks=False) for one in ended(attempt_ids)]
    found = _worked_out(attempts, events_of(attempt_ids), at)
    return {one.attempt_id: one for one in found}


def results_if_accepted(attempt_ids: Sequence[int], *, at: datetime) -> dict[int, Result]:
    """What each attempt would be worth with all of its answers, not stored; no query for none."""
    if not attempt_ids:
        return {}
    found = _worked_out(ended(attempt_ids), events_of(attempt_ids), at, all_late=attempt_ids)
    return {one.attempt_id: one for one in found}


def _write(ids: Sequence[int], events: dict[int, list[Event]], at: datetime) -> list[Result]:
    attempts = [one for one in ended(ids) if one.edition_state not in SEALED]
    results = _worked_out(attempts, events, at)
    Result.objects.bulk_create(
        results, update_conflicts=True, unique_fields=["attempt"], update_fields=RESULT_FIELDS
    )
    return results


def _worked_out(
    attempts: Sequence[Ended],
    events: dict[int, list[Event]],
    at: datetime,
    all_late: Collection[int] = (),
) -> list[Result]:
    ids = [one.attempt for one in attempts]
    accepted = accepted_late(ids)
    accepted.all_late.update(all_late)
    until = {
        one.attempt: one.told_until
        for one in attempts
        if one.told_until and one.attempt not in accepted.all_late
    }
    given = time_given(ids, until=until)
    items = scoring_items({attempt.paper for attempt in attempts})
    results = []
    for attempt in attempts:
        count = scoring.counting(
            events.get(attempt.attempt, []),
            attempt.course,
            timedelta(seconds=attempt.grace_seconds),
            accept_late=attempt.attempt in accepted.all_late,
            by_file=accepted.by_file.get(attempt.attempt, ()),
            confirmed=accepted.confirmed.get(attempt.attempt, ()),
            told_until=attempt.told_until,
            refused=accepted.refused.get(attempt.attempt, {}),
        )
        score = scoring.score(items[attempt.paper], count.choices)
        credited = given.get(attempt.attempt, TimeGiven())
        end = until.get(attempt.attempt)
        result = _result(attempt, score, count.late, _minutes(attempt, credited, until=end), at)
        result.counts &= not attempt.after_marks or attempt.attempt in accepted.all_late
        results.append(result)
    return results


def _result(attempt: Ended, score: scoring.Score, late: int, minutes: int, at: datetime) -> Result:
    return Result(
        attempt_id=attempt.attempt,
        division_id=attempt.division,
        country_id=attempt.country,
        counts=attempt.kind == "official" and (attempt.voided_at is None or attempt.kept is True),
        choices=score.choices,
        codes=score.codes,
        score=score.score,
        max_score=score.max_score,
        right=score.right,
        wrong=score.wrong,
        hard=score.hard,
        tie_break=score.tie_break,
        time=minutes,
        late=late,
        changed_at=at,
    )


def _minutes(attempt: Ended, given: TimeGiven, *, until: datetime | None) -> int:
    started, finished, deadline = attempt.started_at, attempt.finished_at, attempt.deadline
    if started is None or finished is None:
        return 0
    return minutes_worked(
        started,
        min(finished, until or finished),
        still=given.still + _paused_at_the_end(attempt),
        # As it was allowed then: what the card may have now is no matter.
        own=None if deadline is None else deadline - started - given.in_all,
        plain=timedelta(minutes=attempt.minutes),
    )


def _paused_at_the_end(attempt: Ended) -> timedelta:
    """Of a pause that is not over yet; when it is, it is credited like any other."""
    if attempt.paused_at is None or attempt.started_at is None or attempt.finished_at is None:
        return timedelta(0)
    return max(attempt.finished_at - max(attempt.paused_at, attempt.started_at), timedelta(0))


BATCH = 200
# What a browser has left comes in a few requests; whoever goes on sends for one result each time.
SETTLED = timedelta(seconds=2)


@transaction.atomic
def score_late(*, at: datetime) -> int:
    """Write the results of attempts whose late answers came over 2 s ago; returns how many.

    Those of a sealed edition stay as they are. Rows that somebody holds are left for the next
    second; run twice at once it does the same as once.
    """
    waiting = Attempt.objects.filter(late_since__lte=at - SETTLED).order_by("pk")
    return _score(waiting.select_for_update(skip_locked=True, no_key=True)[:BATCH], at)


@transaction.atomic
def score_late_of(edition: Edition, *, at: datetime) -> int:
    """The same for all of one edition, however new: before a list of it is made."""
    waiting = Attempt.objects.filter(late_since__isnull=False, entry__edition=edition)
    return _score(waiting.order_by("pk").select_for_update(of=("self",), no_key=True), at)


def note_late(attempt_ids: Sequence[int], *, at: datetime) -> None:
    """Answers came after the finish of these attempts, which the caller holds."""
    Attempt.objects.filter(pk__in=attempt_ids, late_since__isnull=True).update(late_since=at)


def _score(waiting: QuerySet[Attempt], at: datetime) -> int:
    ids = [attempt.pk for attempt in waiting]
    if ids:
        write_results(ids, at=at)
        Attempt.objects.filter(pk__in=ids).update(late_since=None)
    return len(ids)


@transaction.atomic
def note_marks_told(attempt_ids: Collection[int]) -> dict[int, datetime | None]:
    """Of each of these that is finished still, up to when what came is in the points its pupil is
    told first: the finish, and what a file has brought by now.

    Who is at work again is not told. By the finish, as no clock of a worker puts an answer before
    one that it came after. Three statements for any number.
    """
    held = Attempt.objects.select_for_update(no_key=True).filter(pk__in=attempt_ids)
    finished = [one for one in held.order_by("pk") if one.finished_at is not None]
    new = [one for one in finished if one.told_until is None]
    files = AnswerFile.objects.filter(attempt__in=new, counted_at__isnull=False).order_by()
    brought = dict(files.values_list("attempt").annotate(Max("counted_at")))
    for one in new:
        file = brought.get(one.pk)
        one.told_until = one.finished_at
        if file is not None and one.finished_at is not None:
            one.told_until = max(one.finished_at, file + timedelta(microseconds=1))
    store_attempts(new, ["told_until"])
    return {one.pk: one.told_until for one in finished}


MOVING = (Edition.State.LIVE, Edition.State.REVIEW)


def keep_approvals(*, at: datetime) -> int:
    """Note which waiting sittings are approved by now; how many. Run every second.

    An edition that somebody holds, as whoever seals it does, is left for the next second.
    """
    editions = Edition.objects.filter(state__in=MOVING)
    waiting = [one for one in editions if _waiting(one).exists()]
    return sum(_keep_unless_held(edition, at=at) for edition in waiting)


@transaction.atomic
def _keep_unless_held(edition: Edition, *, at: datetime) -> int:
    free = Edition.objects.select_for_update(skip_locked=True, no_key=True)
    if not free.filter(pk=edition.pk, state__in=MOVING).exists():
        return 0
    return keep_approvals_of(edition, at=at)


def keep_approvals_of(edition: Edition, *, at: datetime) -> int:
    """The same for one edition, whose row the caller has locked; no attempt is touched."""
    found = list(_waiting(edition).values_list("pk", flat=True))
    return Sitting.objects.filter(pk__in=found, approved_at__isnull=True).update(approved_at=at)


def _waiting(edition: Edition) -> QuerySet[Sitting]:
    return Sitting.objects.filter(
        approved_now(),
        entry__edition=edition,
        kind=Sitting.Kind.OFFICIAL,
        closed_at__isnull=False,
        approved_at__isnull=True,
    )
