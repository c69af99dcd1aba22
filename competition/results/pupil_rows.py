"""How each pupil of a class did: a line a card; its columns add up to what counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TypedDict

from competition.models import Result
from competition.rules.scoring import ScoredQuestion
from quizbank.rules.marking import HALF, NONE, may_be_half_right


class PupilRow(TypedDict):
    """One card's outcome; the name is empty unless it was asked for. ``late``: to so many questions
    the answer came when it was over."""

    attempt: int
    number: int
    name: str
    score: int
    right: int
    partly: int
    wrong: int
    unanswered: int
    late: int
    minutes: int


def may_be_partly_right(items: Sequence[ScoredQuestion]) -> bool:
    """Whether an answer to any of these questions can be worth half of its points."""
    return any(
        item.halves and may_be_half_right(item.form) and not item.neutralised for item in items
    )


def pupil_rows(
    results: Sequence[Result],
    items: Sequence[ScoredQuestion],
    late: Mapping[int, int],
    *,
    names: bool,
) -> list[PupilRow]:
    """``late``: ``{attempt id: its questions that were answered too late}``."""
    return [_row(one, items, late.get(one.attempt_id, 0), names=names) for one in results]


def _row(result: Result, items: Sequence[ScoredQuestion], late: int, *, names: bool) -> PupilRow:
    # As scoring counts them: a question that counts for nobody is in no column.
    pairs = zip(items, result.choices, strict=False)
    counted = Counter(own for item, own in pairs if item.has_worth)
    return {
        "attempt": result.attempt_id,
        "number": result.attempt.card.number,
        "name": result.attempt.card.name if names else "",
        "score": result.score,
        "right": result.right,
        "partly": counted[HALF],
        "wrong": result.wrong,
        "unanswered": counted[NONE],
        "late": late,
        "minutes": result.time,
    }
