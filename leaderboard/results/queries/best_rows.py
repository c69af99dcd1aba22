"""The best of the results the public may see: the top of boards, as plain rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from django.db import connection

from leaderboard.results.queries.public_results import (
    Place,
    approved,
    board_results,
    ready_results,
)
from leaderboard.rules.ranking import ordering
from leaderboard.rules.snapshots import TOP

# How far down the index is read in the hope that enough of it may be shown, before the database is
# asked for the whole board.
DEPTHS = (TOP + 1, 10 * TOP)
# Stand in a statement for the board it will be asked about; no board has them.
A_DIVISION, A_COUNTRY = -1, "*"
COLUMNS = (
    "attempt__sitting_id",
    "attempt__card_id",
    "country_id",
    "score",
    "max_score",
    "hard",
    "tie_break",
    "time",
)


class BestRow(NamedTuple):
    """One result as a board needs it."""

    sitting: int
    card: int
    country: str
    score: int
    max_score: int
    hard: int
    tie_break: int
    time: int


def best_rows(chains: Mapping[Place, Sequence[str]]) -> dict[Place, list[BestRow]]:
    """The top of each board and one more, best first; ``chains`` has the steps of each.

    The order begins as the index ``result_by_rank`` does, so the database reads the top and no
    more; whether its sittings are approved is asked for all boards at once. Where too many are not,
    it looks further down. The last key keeps equals from changing places at every look.
    """
    found, missing = dict[Place, list[BestRow]](), sorted(chains)
    for depth in DEPTHS:
        read = {place: _by_rank(place, chains[place], depth) for place in missing}
        standing = approved({row.sitting for rows in read.values() for row in rows})
        for place, rows in read.items():
            shown = [row for row in rows if row.sitting in standing]
            if len(shown) > TOP or len(rows) < depth:
                found[place] = shown[: TOP + 1]
        missing = [place for place in missing if place not in found]
    return found | {place: _of_all(place, chains[place]) for place in missing}


def _by_rank(place: Place, chain: Sequence[str], depth: int) -> list[BestRow]:
    """The first rows of the index, whether or not their sittings are approved."""
    statement, values = _statement(tuple(chain), depth)
    meant = dict[str | int, str | int]({A_DIVISION: place[0], A_COUNTRY: place[1]})
    with connection.cursor() as cursor:
        cursor.execute(statement, [meant.get(value, value) for value in values])
        return [BestRow(*row) for row in cursor.fetchall()]


@cache
def _statement(chain: tuple[str, ...], depth: int) -> tuple[str, tuple[str | int, ...]]:
    """The query in the database's words; to write it down anew for each board costs most of it."""
    rows = ready_results().filter(division=A_DIVISION, country=A_COUNTRY)
    ordered = rows.order_by(*ordering(chain), "attempt_id").values_list(*COLUMNS)[:depth]
    return ordered.query.sql_with_params()


def _of_all(place: Place, chain: Sequence[str]) -> list[BestRow]:
    rows = board_results(*place).order_by(*ordering(chain), "attempt_id")
    return [BestRow(*row) for row in rows.values_list(*COLUMNS)[: TOP + 1]]
