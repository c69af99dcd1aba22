"""The figures of questions: shares, correlations, and the thirds of pupils."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from leaderboard.rules.item_findings import ItemFault, preferred
from leaderboard.rules.item_statistics import item_rest_correlation, mean_credit, thirds


def test_a_key_that_good_pupils_avoid_is_told_with_their_choice() -> None:
    table = Counter({("2", 9): 60, ("1", 8): 20, ("3", 2): 40, ("1", 1): 40})
    parts = thirds(table, lambda mark: int(mark == "1"))
    found = preferred(parts, "1", frozenset("1234"))
    assert found is not None
    assert (found.fault, found.mark) == (ItemFault.KEY, "2")
    assert preferred(parts, "2", frozenset("1234")) is None


@given(st.dictionaries(st.tuples(st.sampled_from("012"), st.integers(2, 9)), st.integers(1, 5)))
@example({})
def test_pupils_with_as_many_points_are_in_one_third_and_everybody_is_in_one(
    table: dict[tuple[str, int], int],
) -> None:
    parts = thirds(table, int)
    given_by = Counter[str]()
    for (mark, _total), pupils in table.items():
        given_by[mark] += pupils
    assert {mark: sum(parts.of(mark)) for mark in given_by} == given_by
    # Marks that are worth nothing do not move anybody: the rest is the total.
    every = thirds({(str(total), total): 1 for _mark, total in table}, lambda _mark: 0)
    places = [
        (column, int(total))
        for column, part in enumerate((every.low, every.middle, every.high))
        for total in part
    ]
    totals = [total for _column, total in sorted(places)]
    assert totals == sorted({total for _mark, total in table})


def test_nine_pupils_make_thirds_of_three_and_the_weakest_are_low() -> None:
    parts = thirds({(str(total), total): 1 for total in range(1, 10)}, lambda _mark: 0)
    assert ["".join(sorted(one)) for one in (parts.low, parts.middle, parts.high)] == [
        *("123", "456", "789")
    ]


def test_shares_and_correlations() -> None:
    table = Counter({("R", 4): 3, ("H", 2): 1, ("0", 0): 4})
    assert mean_credit(table, {"R": 2, "H": 1, "0": 0}.__getitem__, 2) == 7 / 16
    assert mean_credit({}, int, 2) is None
    assert item_rest_correlation({("1", 3): 9}, int) is None
    assert item_rest_correlation({("1", 3): 1, ("0", 0): 1}, int) == pytest.approx(1)
    assert item_rest_correlation({("1", 1): 1, ("0", 2): 1}, int) == pytest.approx(-1)
