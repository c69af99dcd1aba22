"""What becomes of places when one question is neutralised, or counts again; pure.

Whoever answered that question alike loses or gains the same in every step of the chain, so that two
of them never change places.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from competition.rules.scoring import ScoredQuestion
from leaderboard.rules.ranking import rank

# So many places are shown, as they stand and as they would.
SHOWN = 20


@dataclass(frozen=True, slots=True)
class RankableRow:
    """What decides a rank, and the mark at the question in doubt; none for another paper's."""

    attempt: int
    score: int
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


def as_ruled(row: RankableRow, before: ScoredQuestion, after: ScoredQuestion) -> RankableRow:
    """A row as it would be if a question that counts as ``before`` counted as ``after``."""
    if not row.mark:
        return row
    steps = zip(
        (row.score, row.hard, row.tie_break),
        _worth(before, row.mark),
        _worth(after, row.mark),
        strict=True,
    )
    score, hard, tie_break = (has - old + new for has, old, new in steps)
    return replace(row, score=score, hard=hard, tie_break=tie_break)


def _worth(item: ScoredQuestion, own: str) -> tuple[int, int, int]:
    """What a mark at the question adds to points, hard and tie-breaking points."""
    if not item.has_worth:
        return 0, 0, 0
    earned = item.earned(own)
    return earned, earned * item.hard, earned * item.tie_break


def board_moves(
    rows: Iterable[RankableRow],
    chain: Sequence[str],
    *,
    before: ScoredQuestion,
    after: ScoredQuestion,
) -> BoardMoves:
    """Who would move on a board."""
    old_rows = list(rows)
    new_rows = [as_ruled(row, before, after) for row in old_rows]
    stood = {one.row.attempt: one.rank for one in rank(old_rows, chain)}
    stands = {one.row.attempt: one.rank for one in rank(new_rows, chain)}
    moves = [
        PlaceMove(old.attempt, stood[old.attempt], stands[old.attempt], old.score, new.score)
        for old, new in zip(old_rows, new_rows, strict=True)
    ]
    first = [one for one in moves if min(one.before, one.after) <= SHOWN]
    first.sort(key=lambda one: (one.after, one.before, one.attempt))
    return BoardMoves(
        pupils=len(moves),
        moved=sum(one.before != one.after for one in moves),
        rescored=sum(one.score_before != one.score_after for one in moves),
        first=first[: 2 * SHOWN],
    )
