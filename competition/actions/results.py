"""Ending attempts and writing their results. Callers hold the attempts' row locks."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from competition import scoring
from competition.models import Attempt, Result
from competition.queries.attempts import (
    course_of,
    events_of,
    last_received,
    late_accepted,
    standing_still,
)
from competition.queries.papers import scoring_items
from competition.timing import minutes_worked

# Without 0/O, 1/I/L and vowels: nothing to misread, and no words by accident.
RECEIPT_ALPHABET = "23456789BCDFGHJKMNPQRSTVWXZ"
RECEIPT_LENGTH = 10
RESULT_FIELDS = [
    "division",
    "country",
    "counts",
    "choices",
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


def end_attempts(attempts: Sequence[Attempt], *, ending: Attempt.Ending, at: datetime) -> None:
    """Finish started attempts and score them.

    The finish is put after every answer that is stored, whatever the clocks of two workers say:
    what was acknowledged before the finish counts.
    """
    newest = last_received([attempt.pk for attempt in attempts])
    for attempt in attempts:
        after = newest.get(attempt.pk, attempt.started_at) or at
        attempt.finished_at = max(at, after + timedelta(microseconds=1))
        attempt.ending = ending
        attempt.receipt = new_receipt()
    Attempt.objects.bulk_update(attempts, ["finished_at", "ending", "receipt"])
    write_results([attempt.pk for attempt in attempts], at=at)


def write_results(attempt_ids: Iterable[int], *, at: datetime) -> list[Result]:
    """Score finished attempts from their stored answers and store the results, new or again.

    Takes the same number of queries for any number of attempts.
    """
    attempts = list(
        Attempt.objects.filter(pk__in=list(attempt_ids), finished_at__isnull=False)
        .select_related(
            "sitting", "entry__division", "entry__edition", "entry__school_class__school"
        )
        .select_related("card")
    )
    ids = [attempt.pk for attempt in attempts]
    events, accepted, still = events_of(ids), late_accepted(ids), standing_still(ids)
    items = scoring_items({attempt.sitting.paper_id for attempt in attempts})
    results = []
    for attempt in attempts:
        course = course_of(attempt, attempt.sitting)
        count = scoring.counting(
            events.get(attempt.pk, []),
            course,
            timedelta(seconds=attempt.entry.edition.grace_seconds),
            accept_late=attempt.pk in accepted,
        )
        score = scoring.score(items[attempt.sitting.paper_id], count.choices)
        results.append(_result(attempt, score, count.late, still.get(attempt.pk, timedelta(0)), at))
    Result.objects.bulk_create(
        results, update_conflicts=True, unique_fields=["attempt"], update_fields=RESULT_FIELDS
    )
    return results


def _result(
    attempt: Attempt, score: scoring.Score, late: int, still: timedelta, at: datetime
) -> Result:
    division = attempt.entry.division
    return Result(
        attempt=attempt,
        division=division,
        country_id=attempt.entry.school_class.school.country_id,
        counts=attempt.kind == "official" and attempt.voided_at is None,
        choices=score.choices,
        score=score.score,
        max_score=score.max_score,
        right=score.right,
        wrong=score.wrong,
        hard=score.hard,
        tie_break=score.tie_break,
        time=_minutes(attempt, still),
        late=late,
        changed_at=at,
    )


def _minutes(attempt: Attempt, still: timedelta) -> int:
    if attempt.started_at is None or attempt.finished_at is None:
        return 0
    allowed = None if attempt.card.untimed else timedelta(minutes=attempt.entry.division.minutes)
    return minutes_worked(attempt.started_at, attempt.finished_at, credited=still, allowed=allowed)
