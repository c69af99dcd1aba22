"""What becomes of places when one question is neutralised, or counts again; pure.

Whoever answered that question alike loses or gains the same in every step of the chain, so that two
of them never change places.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from competition.rules.scoring import ScoredQuestion
from leaderboard.rules.ranking import rank

# So many places are shown, as they stand and as they would.
SHOWN = 20


class RankableRow(NamedTuple):
    """What decides a rank, and the mark at the question in doubt; none for another paper's."""

    attempt: int
    score: int
    hard: int
    tie_break: int
    time: int
    mark: str


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
    return row._replace(score=score, hard=hard, tie_break=tie_break)


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
) -> dict[str, Any]:
    """How a board would change: how many ``pupils`` there are, have ``moved`` and are ``rescored``;
    the ``first`` places before or after, with ranks and points as they stand and as they would."""
    old_rows = list(rows)
    new_rows = [as_ruled(row, before, after) for row in old_rows]
    stood = {standing.row.attempt: standing.rank for standing in rank(old_rows, chain)}
    stands = {standing.row.attempt: standing.rank for standing in rank(new_rows, chain)}
    moves = [
        {
            "attempt": old.attempt,
            "before": stood[old.attempt],
            "after": stands[old.attempt],
            "score_before": old.score,
            "score_after": new.score,
        }
        for old, new in zip(old_rows, new_rows, strict=True)
    ]
    first = [move for move in moves if min(move["before"], move["after"]) <= SHOWN]
    first.sort(key=lambda move: (move["after"], move["before"], move["attempt"]))
    return {
        "pupils": len(moves),
        "moved": sum(move["before"] != move["after"] for move in moves),
        "rescored": sum(move["score_before"] != move["score_after"] for move in moves),
        "first": first[: 2 * SHOWN],
    }
