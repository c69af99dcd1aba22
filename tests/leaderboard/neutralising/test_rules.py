"""A question is neutralised: whoever answered it alike never changes places."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from competition.rules.scoring import RANKINGS, ScoredQuestion, score
from leaderboard.neutralising.rules import RankableRow, as_ruled, board_moves
from leaderboard.rules.ranking import sort_key
from quizbank.rules.responses import QuestionKind, ResponseForm

PAPER = [
    ScoredQuestion(1, key=2),
    ScoredQuestion(2, key=1, hard=True, tie_break=True),
    ScoredQuestion(3, 11, points=2, hard=True, form=ResponseForm(QuestionKind.MULTI, 5)),
]
CODES = st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(0, 32))
CHAINS = st.sampled_from(list(permutations(RANKINGS["minutes"])))


def ruled(item: ScoredQuestion) -> ScoredQuestion:
    return replace(item, neutralised=True)


def row(attempt: int, codes: tuple[int, ...], number: int, *, neutral: bool = False) -> RankableRow:
    """A pupil as a result has it; the question of that number counts, or was ruled on."""
    items = [ruled(one) if neutral and one.number == number else one for one in PAPER]
    found = score(items, dict(enumerate(codes, start=1)))
    counts = (found.score, found.max_score, found.hard, found.tie_break)
    return RankableRow(attempt, *counts, time=attempt % 3, mark=found.choices[number - 1])


@given(CODES, st.integers(1, 3))
def test_ruling_on_a_question_is_scoring_with_it_so(codes: tuple[int, ...], number: int) -> None:
    counting, neutral = row(1, codes, number), row(1, codes, number, neutral=True)
    item = PAPER[number - 1]
    after = ruled(item)
    assert as_ruled(counting, item, after) == neutral
    assert as_ruled(neutral, after, item) == counting


@given(CODES, CODES, st.integers(1, 3), CHAINS)
def test_who_answered_it_alike_never_changes_places(
    one: tuple[int, ...],
    other: tuple[int, ...],
    number: int,
    chain: tuple[str, ...],
) -> None:
    alike = (*other[: number - 1], one[number - 1], *other[number:])
    rows = [row(at, codes, number) for at, codes in enumerate((one, alike))]
    item = PAPER[number - 1]
    then = ruled(item)
    after = [as_ruled(each, item, then) for each in rows]
    before_keys, after_keys = (
        [sort_key(each, chain) for each in each_of] for each_of in (rows, after)
    )
    assert (before_keys[0] < before_keys[1]) == (after_keys[0] < after_keys[1])
    assert (before_keys[0] == before_keys[1]) == (after_keys[0] == after_keys[1])


def test_a_board_tells_who_would_move() -> None:
    rows = [row(3, (2, 2, 0), 1), row(6, (1, 1, 0), 1), row(9, (2, 1, 0), 1)]
    then = [as_ruled(each, PAPER[0], ruled(PAPER[0])) for each in rows]
    moves = board_moves(rows, then, ("score",))
    assert [moves[name] for name in ("pupils", "moved", "rescored")] == [3, 2, 2]
    assert [(one["attempt"], one["before"], one["after"]) for one in moves["first"]] == [
        (9, 1, 1),
        (6, 2, 1),
        (3, 2, 3),
    ]
