"""The figures of questions, and which of them make a question one to look at."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from leaderboard.item_review.rules import (
    another_answer,
    findings,
    harder_in,
    item_rest_correlation,
    mean_credit,
    preferred,
    thirds,
)


def test_shares_and_correlations() -> None:
    table = Counter({("R", 4): 3, ("H", 2): 1, ("0", 0): 4})
    assert mean_credit(table, {"R": 2, "H": 1, "0": 0}.__getitem__, 2) == 7 / 16
    assert mean_credit({}, int, 2) is None
    assert item_rest_correlation({}, int) is None
    assert item_rest_correlation({("1", 3): 9}, int) is None
    assert item_rest_correlation({("1", 3): 1, ("0", 0): 1}, int) == pytest.approx(1)
    assert item_rest_correlation({("1", 1): 1, ("0", 2): 1}, int) == pytest.approx(-1)


@given(st.dictionaries(st.tuples(st.sampled_from("012"), st.integers(2, 9)), st.integers(1, 5)))
@example({})
def test_pupils_with_as_many_points_are_in_one_third_and_everybody_is_in_one(
    table: dict[tuple[str, int], int],
) -> None:
    parts = thirds(table, int)
    given_by = Counter[str]()
    for (mark, _total), pupils in table.items():
        given_by[mark] += pupils
    assert sum(parts, Counter[str]()) == given_by
    # Marks that are worth nothing do not move anybody: the rest is the total.
    every = thirds({(str(total), total): 1 for _mark, total in table}, lambda _mark: 0)
    totals = [int(total) for part in every for total in sorted(part)]
    assert totals == sorted({total for _mark, total in table})


def test_nine_pupils_make_thirds_of_three_and_the_weakest_are_low() -> None:
    parts = thirds({(str(total), total): 1 for total in range(1, 10)}, lambda _mark: 0)
    assert ["".join(sorted(part)) for part in parts] == ["123", "456", "789"]


@pytest.mark.parametrize(
    ("pupils", "credit", "correlation", "doubts_key", "told"),
    [
        (49, 0.01, -0.9, False, []),
        (50, 0.01, -0.9, False, ["backwards", "hard"]),
        (100, 0.5, -0.31, False, ["backwards"]),
        (100, 0.5, -0.29, False, []),
        (199, 0.5, 0.09, False, []),
        (200, 0.5, 0.09, False, ["weak"]),
        (200, 0.5, -0.2, False, ["weak"]),
        (200, 0.5, 0.1, False, []),
        (200, 0.19, 0.3, False, ["hard"]),
        (200, 0.2, 0.3, False, []),
        (200, 0.95, 0.3, False, []),
        (200, 0.96, 0.05, False, ["weak", "easy"]),
        (200, 0.96, None, False, ["easy"]),
        (200, None, None, False, []),
        (400, 0.1, -0.5, True, ["key"]),
        (400, 0.1, 0.05, True, ["key"]),
        (400, 0.97, 0.5, True, ["key", "easy"]),
        (49, 0.1, -0.5, True, []),
    ],
)
def test_each_finding_comes_from_its_own_figures_and_a_wrong_key_explains_the_others(
    pupils: int, credit: float | None, correlation: float | None, doubts_key: bool, told: list[str]
) -> None:
    assert findings(pupils, credit, correlation, doubts_key=doubts_key) == told


@pytest.mark.parametrize(
    ("high", "told"),
    [
        ({"1": 10, "2": 40, "3": 5}, "2"),
        ({"1": 0, "2": 9}, "2"),
        ({"1": 10, "2": 20, "3": 20}, ""),
        ({"1": 20, "2": 20}, ""),
        ({"1": 10, "-": 90}, ""),
        ({}, ""),
    ],
    ids=["sure", "just sure", "chance", "as many", "left open", "nobody"],
)
def test_a_choice_is_preferred_to_the_key_only_beyond_chance(
    high: dict[str, int], told: str
) -> None:
    assert preferred(Counter(high), "1", frozenset("123")) == told
    assert preferred(Counter(high), "1", frozenset("1")) == "", "no other choice"


@pytest.mark.parametrize(
    ("codes", "correlation", "doubtful"),
    [
        ({5: 30, 7: 90}, 0.05, True),
        ({5: 30, 7: 90}, None, True),
        ({7: 90}, 0.05, True),
        ({5: 30, 7: 90}, 0.1, False),
        ({5: 30, 7: 40}, 0.05, False),
        ({5: 90, 7: 30}, 0.05, False),
        ({1: 90, 5: 30}, 0.05, False),
        ({0: 90, 5: 30}, 0.05, False),
        ({}, None, False),
    ],
    ids=[
        *("ahead", "no correlation", "nobody has the key", "key tells good from weak"),
        *("chance", "key ahead", "nothing chosen", "left open", "nobody"),
    ],
)
def test_another_answer_makes_a_key_of_parts_doubtful_if_it_leads_and_the_key_says_little(
    codes: dict[int, int], correlation: float | None, doubtful: bool
) -> None:
    assert another_answer(codes, 5, correlation) is doubtful


def test_a_question_is_harder_in_a_language_beyond_what_the_language_is_behind() -> None:
    others = {1: 0.8, 2: 0.7, 3: 0.6, 4: 0.9}
    behind = {number: share - 0.3 for number, share in others.items()}
    assert harder_in(behind, others) == set()
    assert harder_in(behind | {2: 0.19}, others) == {2}
    assert harder_in(behind | {2: 0.21}, others) == set()
    assert harder_in({}, others) == harder_in(behind, {}) == set()
