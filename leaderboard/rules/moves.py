"""What becomes of places when one question counts for nobody, or counts again; pure.

Whoever answered that question alike loses or gains the same in every step of the chain, so that two
of them never change places.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from competition.rules.scoring import ScoredQuestion
from leaderboard.rules.ranking import rank
from quizbank.rules.marking import HALF, NONE

# So many places are shown, as they stand and as they would.
SHOWN = 20


@dataclass(frozen=True, slots=True)
class RankableRow:
    """What decides a rank, and the mark at the question in doubt; none for another paper's."""

    attempt: int
    score: int
    wrong: int
    hard: int
    tie_break: int
    time: int
    mark: str


@dataclass(frozen=True, slots=True)
class PlaceMove:
    """One pupil whose place or points change; ranks as they stand and as they would."""

    attempt: int
    before: int
    after: int
    score_before: int
    score_after: int


@dataclass(frozen=True, slots=True)
class BoardMoves:
    """How a board would change: all who move, and the first places before or after."""

    pupils: int
    moved: int
    rescored: int
    first: Sequence[PlaceMove]


def without_question(row: RankableRow, item: ScoredQuestion, *, neutral: bool) -> RankableRow:
    """A row as it would be once the question counts for nobody, or counts again."""
    if not row.mark:
        return row
    sign = -1 if neutral else 1
    earned = item.earned(row.mark)
    is_wrong = row.mark not in (NONE, HALF, item.right_mark)
    return replace(
        row,
        score=row.score + sign * earned,
        wrong=row.wrong + sign * is_wrong,
        hard=row.hard + sign * (earned if item.hard else 0),
        tie_break=row.tie_break + sign * (earned if item.tie_break else 0),
    )


def board_moves(
    rows: Iterable[RankableRow], item: ScoredQuestion, chain: Sequence[str], *, neutral: bool
) -> BoardMoves:
    """Who would move on a board."""
    before = list(rows)
    after = [without_question(row, item, neutral=neutral) for row in before]
    stood = {one.row.attempt: one.rank for one in rank(before, chain)}
    stands = {one.row.attempt: one.rank for one in rank(after, chain)}
    moves = [
        PlaceMove(old.attempt, stood[old.attempt], stands[old.attempt], old.score, new.score)
        for old, new in zip(before, after, strict=True)
    ]
    first = [one for one in moves if min(one.before, one.after) <= SHOWN]
    first.sort(key=lambda one: (one.after, one.before, one.attempt))
    return BoardMoves(
        pupils=len(moves),
        moved=sum(one.before != one.after for one in moves),
        rescored=sum(one.score_before != one.score_after for one in moves),
        first=first[: 2 * SHOWN],
    )
