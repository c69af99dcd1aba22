"""Ending attempts and writing their results. Callers hold the attempts' row locks."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

from competition.models import Attempt, Result
from competition.papers.queries.papers import scoring_items
from competition.rules import scoring
from competition.rules.edition_steps import SEALED
from competition.rules.scoring import Event
from competition.rules.timing import minutes_worked
from competition.sittings.actions.storing import store_attempts
from competition.sittings.queries.attempts import (
    Ended,
    TimeGiven,
    accepted_late,
    ended,
    events_of,
    time_given,
)

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
