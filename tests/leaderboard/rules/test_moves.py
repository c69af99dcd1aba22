"""A question counts for nobody: whoever answered it alike never changes places."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from competition.rules.scoring import CHAIN_STEPS, ScoredQuestion, score
from leaderboard.rules.moves import RankableRow, board_moves, without_question
from leaderboard.rules.ranking import sort_key
from quizbank.rules.responses import QuestionKind, ResponseForm

PAPER = [
    ScoredQuestion(1, key=2),
    ScoredQuestion(2, key=1, hard=True, tie_break=True),
    ScoredQuestion(3, 11, points=2, hard=True, form=ResponseForm(QuestionKind.MULTI, 5)),
]
CODES = st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(0, 32))
CHAINS = st.sampled_from(list(permutations(CHAIN_STEPS)))


def row(attempt: int, codes: tuple[int, ...], number: int, *, neutral: bool) -> RankableRow:
    """A pupil as a result has it, with the question of that number counting or not."""
    items = [
        ScoredQuestion(
            one.number, one.key, one.points, one.hard, one.tie_break,
            one.number == number and neutral, one.form,
        )
        for one in PAPER
    ]  # fmt: skip
    found = score(items, dict(enumerate(codes, start=1)))
    counts = (found.score, found.wrong, found.hard, found.tie_break)
    return RankableRow(attempt, *counts, time=attempt % 3, mark=found.choices[number - 1])


@given(CODES, st.integers(1, 3))
def test_taking_a_question_out_is_scoring_without_it(codes: tuple[int, ...], number: int) -> None:
    counting, neutral = (row(1, codes, number, neutral=one) for one in (False, True))
    item = PAPER[number - 1]
    assert without_question(counting, item, neutral=True) == neutral
    assert without_question(neutral, item, neutral=False) == counting


@given(CODES, CODES, st.integers(1, 3), CHAINS)
def test_who_answered_it_alike_never_changes_places(
    one: tuple[int, ...], other: tuple[int, ...], number: int, chain: tuple[str, ...]
) -> None:
    alike = (*other[: number - 1], one[number - 1], *other[number:])
    rows = [row(at, codes, number, neutral=False) for at, codes in enumerate((one, alike))]
    after = [without_question(each, PAPER[number - 1], neutral=True) for each in rows]
    before_keys, after_keys = (
        [sort_key(each, chain) for each in each_of] for each_of in (rows, after)
    )
    assert (before_keys[0] < before_keys[1]) == (after_keys[0] < after_keys[1])
    assert (before_keys[0] == before_keys[1]) == (after_keys[0] == after_keys[1])


def test_a_board_tells_who_would_move() -> None:
    rows = [
        row(3, (2, 2, 0), 1, neutral=False),
        row(6, (1, 1, 0), 1, neutral=False),
        row(9, (2, 1, 0), 1, neutral=False),
    ]
    moves = board_moves(rows, PAPER[0], ("score", "wrong"), neutral=True)
    assert (moves.pupils, moves.moved, moves.rescored) == (3, 2, 2)
    assert [(one.attempt, one.before, one.after) for one in moves.first] == [
        (9, 1, 1),
        (6, 2, 1),
        (3, 2, 3),
    ]


def test_who_had_another_paper_keeps_what_there_is() -> None:
    other = replace(row(1, (2, 1, 11), 1, neutral=False), mark="")
    assert without_question(other, PAPER[0], neutral=True) == other
