"""What becomes of places when one question is neutralised, or counts again; pure.

Whoever answered that question alike loses or gains the same in every step of the chain, so that two
of them never change places.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from competition.rules.scoring import ScoredQuestion
from leaderboard.rules.awards import AwardPool
from leaderboard.rules.ranking import rank

# So many places are shown, as they stand and as they would.
SHOWN = 20


class RankableRow(NamedTuple):
    """What decides a rank, and the mark at the question in doubt; none for another paper's."""

    attempt: int
    score: int
    max_score: int
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
    most = _worth(after, after.right_mark)[0] - _worth(before, before.right_mark)[0]
    return row._replace(score=score, max_score=row.max_score + most, hard=hard, tie_break=tie_break)


def _worth(item: ScoredQuestion, own: str) -> tuple[int, int, int]:
    """What a mark at the question adds to points, hard and tie-breaking points."""
    if not item.has_worth:
        return 0, 0, 0
    earned = item.earned(own)
    return earned, earned * item.hard, earned * item.tie_break


def award_moves(pools: Mapping[str, tuple[AwardPool, AwardPool]]) -> list[dict[str, Any]]:
    """``[{award, drawn, lost, gained}]`` of awards that would go to others, by the tickets of who
    has them or, where something is ``drawn``, could be drawn; ``pools``: as they stand and as they
    would."""
    found = []
    for award, (old, new) in pools.items():
        had, has = _with_a_place(old), _with_a_place(new)
        if had != has:
            lost, gained = sorted(had - has), sorted(has - had)
            drawn = old.needs_draw or new.needs_draw
            found.append({"award": award, "drawn": drawn, "lost": lost, "gained": gained})
    return found


def _with_a_place(pool: AwardPool) -> set[str]:
    """Equals stand together; of a draw among all everybody in it."""
    ranks = sorted(entry.rank for entry in pool.entries)[: pool.take]
    return {entry.ticket for entry in pool.entries if ranks and entry.rank <= ranks[-1]}


def board_moves(
    old_rows: Sequence[RankableRow], new_rows: Sequence[RankableRow], chain: Sequence[str]
) -> dict[str, Any]:
    """How a board would change: how many ``pupils`` there are, have ``moved`` and are ``rescored``;
    the ``first`` places before or after, with ranks and points as they stand and as they would."""
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
