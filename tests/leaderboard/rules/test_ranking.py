"""Ranks, shared ranks, and the step that resolved a tie."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competition.rules.scoring import RANKINGS
from leaderboard.rules.ranking import (
    HIGHER_IS_BETTER,
    ordering,
    place,
    rank,
    ranks_told_apart,
    sort_key,
)

CHAIN = RANKINGS["minutes"]


class Row(NamedTuple):
    """A result as ranking sees it."""

    score: int
    hard: int = 0
    tie_break: int = 0
    time: int = 0


rows = st.lists(st.builds(Row, *[st.integers(0, 3) for _ in CHAIN]), max_size=40)
chains = st.permutations(CHAIN).flatmap(
    lambda steps: st.integers(1, len(steps)).map(lambda count: tuple(steps[:count]))
)


@pytest.mark.parametrize(
    ("better", "worse", "step"),
    [
        pytest.param(Row(5), Row(4, 9), None, id="points outrank all else"),
        pytest.param(Row(5, 3), Row(5, 2, 9), "hard", id="more hard ones"),
        pytest.param(Row(5, 3, 2, 9), Row(5, 3, 1), "tie_break", id="more tie-breaks"),
        pytest.param(Row(5, 3, 2, 8), Row(5, 3, 2, 9), "time", id="fewer minutes"),
    ],
)
def test_each_step_decides_after_those_before_it(better: Row, worse: Row, step: str | None) -> None:
    standings = rank([worse, better], CHAIN)
    assert [(one.rank, one.row, one.resolved_by) for one in standings] == [
        (1, better, None),
        (2, worse, step),
    ]


def test_equal_results_share_a_rank_and_the_next_ones_are_left_out() -> None:
    standings = rank([Row(3), Row(5), Row(4), Row(4)], CHAIN)
    assert [(one.rank, one.row.score) for one in standings] == [(1, 5), (2, 4), (2, 4), (4, 3)]


def test_a_database_orders_the_same_way() -> None:
    assert ordering(CHAIN) == ["-score", "-hard", "-tie_break", "time"]


@given(rows, chains)
def test_a_rank_is_one_more_than_the_number_of_better_rows(
    given_rows: list[Row], chain: tuple[str, ...]
) -> None:
    keys = [sort_key(row, chain) for row in given_rows]
    for one in rank(given_rows, chain):
        better = sum(key < sort_key(one.row, chain) for key in keys)
        assert one.rank == better + 1


@given(rows, chains)
def test_a_resolving_step_is_the_first_on_which_neighbours_differ(
    given_rows: list[Row], chain: tuple[str, ...]
) -> None:
    standings = rank(given_rows, chain)
    for above, below in pairwise(standings):
        differing = [step for step in chain if getattr(above.row, step) != getattr(below.row, step)]
        expected = differing[0] if differing and differing[0] != chain[0] else None
        assert below.resolved_by == expected


@given(rows, chains)
def test_each_rank_tells_what_it_differs_in_from_the_one_above(
    given_rows: list[Row], chain: tuple[str, ...]
) -> None:
    standings = rank(given_rows, chain)
    by_rank = {one.rank: one.row for one in standings}
    for one in standings:
        assert (one.apart is None) == (one.rank == 1)
        if one.apart:
            above = by_rank[one.apart.rank_above]
            differing = [s for s in chain if getattr(above, s) != getattr(one.row, s)]
            values = (getattr(above, differing[0]), getattr(one.row, differing[0]))
            assert (one.apart.step, one.apart.above, one.apart.own) == (differing[0], *values)
            assert one.apart.rank_above == max(rank for rank in by_rank if rank < one.rank)


@given(rows)
def test_ranking_as_rows_arrive_gives_the_same(given_rows: list[Row]) -> None:
    ordered = sorted(given_rows, key=lambda row: sort_key(row, CHAIN))
    assert list(place(iter(ordered), CHAIN)) == rank(given_rows, CHAIN)


def test_every_step_of_the_competition_can_be_ranked_by() -> None:
    assert set(HIGHER_IS_BETTER) == {step for chain in RANKINGS.values() for step in chain}


@given(rows, chains)
def test_whoever_is_told_of_minutes_has_a_twin_but_for_them(
    results: list[Row], chain: tuple[str, ...]
) -> None:
    """Nobody else's minutes are told: for each row there is one, equal before, with other ones."""
    standings = rank(results, chain)
    timed = ranks_told_apart(standings, "time")
    before = chain[: chain.index("time")] if "time" in chain else ()
    for one in standings:
        twins = [
            other
            for other in standings
            if other.row.time != one.row.time
            and all(getattr(other.row, step) == getattr(one.row, step) for step in before)
        ]
        assert one.rank not in timed or twins
        # Where nothing comes after them, every such pair has been told.
        if before and chain[-1] == "time":
            assert (one.rank in timed) == bool(twins)
    assert before or not timed
