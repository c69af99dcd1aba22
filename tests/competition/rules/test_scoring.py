"""What choices are worth: points, what breaks ties, and which of several choices counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from competition.rules.scoring import Event, Score, ScoredQuestion, chain_of, counting, score
from competition.rules.timing import Course
from quizbank.rules.responses import QuestionKind, ResponseForm, encoded

T = datetime(2027, 2, 9, 9, 0, tzinfo=UTC)
MINUTE, GRACE = timedelta(minutes=1), timedelta(seconds=60)
RUNNING = Course(T, None, None, T, T, T + 20 * MINUTE, None)
# Two ordinary ones, a hard one for two points, one that breaks ties, one nobody could know.
PAPER = [
    ScoredQuestion(1, key=1),
    ScoredQuestion(2, key=2),
    ScoredQuestion(3, key=3, points=2, hard=True),
    ScoredQuestion(4, key=1, points=3, tie_break=True),
    ScoredQuestion(5, key=1, points=5, hard=True, tie_break=True, neutralised=True),
]


@pytest.mark.parametrize(
    ("choices", "worth"),
    [
        ({}, Score("00000")),
        ({1: 1}, Score("10000", score=1, right=1)),
        ({1: 2, 2: 2}, Score("22000", score=1, right=1, wrong=1)),
        ({3: 3}, Score("00300", score=2, right=1, hard=2)),
        ({4: 1}, Score("00010", score=3, right=1, tie_break=3)),
        ({5: 1}, Score("00001")),
        ({5: 2}, Score("00002")),
    ],
    ids=["nothing", "one", "a wrong one", "hard", "tie-break", "neutralised", "neutralised, wrong"],
)
def test_only_right_choices_have_points_and_what_is_open_is_not_wrong(
    choices: dict[int, int], worth: Score
) -> None:
    assert score(PAPER, choices) == replace(worth, max_score=7)


def said(lease: int, seq: int, choice: int, *, at: datetime = T) -> Event:
    return Event(lease, seq, 1, choice, at)


@pytest.mark.parametrize(
    ("events", "choice"),
    [
        ([said(1, 1, 2), said(1, 2, 3)], 3),
        ([said(1, 2, 3), said(1, 1, 2)], 3),
        ([said(2, 1, 4), said(1, 9, 2)], 4),
        ([said(1, 1, 2), said(1, 2, 3, at=T + 21 * MINUTE)], 2),
    ],
    ids=["the last", "the last though it came first", "of the later computer", "that was in time"],
)
def test_the_choice_that_counts_is(events: list[Event], choice: int) -> None:
    assert counting(events, RUNNING, GRACE, accept_late=False).choices == {1: choice}


def test_late_ones_are_counted_and_count_once_a_person_accepts_them() -> None:
    events = [said(1, 1, 2), said(1, 2, 3, at=T + 30 * MINUTE)]
    assert counting(events, RUNNING, GRACE, accept_late=False).late == 1
    assert counting(events, RUNNING, GRACE, accept_late=True).choices == {1: 3}


def test_what_a_refused_file_alone_brought_is_late_however_long_the_quiz_went_on() -> None:
    """Counted at ten past, refused after the quiz had been opened again and ended later."""
    counted_at = T + 10 * MINUTE
    before, by_file = said(1, 1, 2, at=counted_at - MINUTE), said(1, 2, 3, at=counted_at)
    events, refused = [before, by_file], {(1, 1): counted_at, (1, 2): counted_at}
    assert counting(events, RUNNING, GRACE, accept_late=False).choices == {1: 3}
    count = counting(events, RUNNING, GRACE, accept_late=False, refused=refused)
    assert (count.choices, count.late, count.late_questions) == ({1: 2}, 1, {1})
    everything = counting(events, RUNNING, GRACE, accept_late=True, refused=refused)
    # Another file has it, too, and counts.
    other = counting(events, RUNNING, GRACE, accept_late=False, by_file={(1, 2)}, refused=refused)
    assert everything.choices == other.choices == {1: 3}


SORT = ResponseForm(QuestionKind.SORT, 4, 2)
SORTED = ScoredQuestion(2, key=encoded(SORT, (1, 2, 1, 2)), points=2, form=SORT, hard=True)


@pytest.mark.parametrize(
    ("said", "marks", "points", "wrong"),
    [((1, 2, 1, 2), "1R", 3, 0), ((1, 2, 1, 1), "1H", 2, 0), ((2, 1, 1, 1), "1W", 1, 1)],
)
def test_half_right_is_half_of_the_points_and_not_wrong(
    said: tuple[int, ...], marks: str, points: int, wrong: int
) -> None:
    code = encoded(SORT, said)
    found = score([ScoredQuestion(1, key=1), SORTED], {1: 1, 2: code})
    assert (found.choices, found.codes) == (marks, f"1,{code}")
    assert (found.score, found.max_score, found.hard) == (points, 3, points - 1)
    assert (found.right, found.wrong) == (1 + (points == 3), wrong)


def test_minutes_part_nobody_of_the_youngest_and_a_wrong_answer_nobody_at_all() -> None:
    assert chain_of("points", "14-15") == ("score", "hard", "tie_break")
    assert chain_of("minutes", "14-15") == ("score", "hard", "tie_break", "time")
    assert chain_of("minutes", "9-11") == chain_of("points", "9-11")
