"""How long pupils took for each question, from the moments of their answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from itertools import groupby

from competition.models import Answer, Division
from leaderboard.item_review.queries.item_tables import CHUNK, Step

# What takes longer is a pause, a fire drill, another computer.
LONGEST = 600

# lease, question, moment the answer was received, moment by the browser's clock
type Moment = tuple[int, int, datetime, int]


def answer_times(division: Division, paper: int, *, told: Step) -> dict[int, Counter[int]]:
    """``{question: {seconds: pupils}}`` of a paper: from the answer before to the first to it.

    By the browser's clock, which knows nothing of a slow network; of the first answer of a lease
    nothing is known. One query, read in pieces.
    """
    found: dict[int, Counter[int]] = {}
    for moments in _by_attempt(division, paper):
        for question, seconds in first_times(moments):
            found.setdefault(question, Counter())[seconds] += 1
        told(1)
    return found


def _by_attempt(division: Division, paper: int) -> Iterator[list[Moment]]:
    rows = Answer.objects.filter(
        attempt__sitting__paper=paper,
        attempt__entry__division=division,
        attempt__kind="official",
        attempt__voided_at__isnull=True,
    ).order_by("attempt", "lease", "seq")
    columns = rows.values_list("attempt", "lease", "question", "received_at", "browser_ms")
    for _attempt, answers in groupby(columns.iterator(chunk_size=CHUNK), key=lambda row: row[0]):
        yield [(lease, question, at, ms) for _pk, lease, question, at, ms in answers]


def first_times(moments: list[Moment]) -> Iterator[tuple[int, int]]:
    """``(question, seconds)`` of each question's first answer, along the answers of one pupil."""
    seen, before = set[int](), None
    for moment in moments:
        lease, question, _at, _ms = moment
        if before is not None and before[0] == lease and question not in seen:
            seconds = _seconds(before, moment)
            if 0 <= seconds <= LONGEST:
                yield question, seconds
        seen.add(question)
        before = moment


def _seconds(before: Moment, after: Moment) -> int:
    if before[3] and after[3]:
        return round((after[3] - before[3]) / 1000)
    return round((after[2] - before[2]).total_seconds())
