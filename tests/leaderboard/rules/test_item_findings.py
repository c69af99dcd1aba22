"""Which figures make a question one to look at, and which are chance."""

from __future__ import annotations

from collections import Counter

import pytest

from leaderboard.rules.item_findings import (
    ItemFault,
    ItemFigures,
    ItemFinding,
    another_answer,
    findings,
    harder_in,
    preferred,
)
from leaderboard.rules.item_statistics import Thirds

CHOICES = frozenset("123")
WRONG_KEY = ItemFinding(ItemFault.KEY, 4.0, "2")


def faults(
    *, pupils: int, credit: float | None, correlation: float | None, key: ItemFinding | None = None
) -> list[str]:
    figures = ItemFigures(1, pupils, credit, correlation)
    return [one.fault.value for one in findings(figures, key)]


@pytest.mark.parametrize(
    ("pupils", "credit", "correlation", "told"),
    [
        (49, 0.01, -0.9, []),
        (50, 0.01, -0.9, ["backwards", "hard"]),
        (100, 0.5, -0.31, ["backwards"]),
        (100, 0.5, -0.29, []),
        (199, 0.5, 0.09, []),
        (200, 0.5, 0.09, ["weak"]),
        (200, 0.5, -0.2, ["weak"]),
        (200, 0.5, 0.1, []),
        (200, 0.19, 0.3, ["hard"]),
        (200, 0.2, 0.3, []),
        (200, 0.95, 0.3, []),
        (200, 0.96, 0.05, ["weak", "easy"]),
        (200, 0.96, None, ["easy"]),
        (200, None, None, []),
    ],
)
def test_each_finding_comes_from_its_own_figures(
    pupils: int, credit: float | None, correlation: float | None, told: list[str]
) -> None:
    assert faults(pupils=pupils, credit=credit, correlation=correlation) == told


def test_a_wrong_key_explains_why_a_question_is_hard_weak_or_backwards() -> None:
    for correlation in (-0.5, 0.05):
        assert faults(pupils=400, credit=0.1, correlation=correlation, key=WRONG_KEY) == ["key"]
    assert faults(pupils=400, credit=0.97, correlation=0.5, key=WRONG_KEY) == ["key", "easy"]
    assert faults(pupils=49, credit=0.1, correlation=-0.5, key=WRONG_KEY) == []


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ((0.5, -0.4), (0.5, -0.5)),
        ((0.5, 0.09), (0.5, 0.01)),
        ((0.19, 0.5), (0.05, 0.5)),
        ((0.96, 0.5), (0.99, 0.5)),
    ],
    ids=["backwards", "weak", "hard", "easy"],
)
def test_the_worse_of_two_like_findings_has_the_higher_score(
    better: tuple[float, float], worse: tuple[float, float]
) -> None:
    (first,), (second,) = (
        findings(ItemFigures(1, 400, *figures), None) for figures in (better, worse)
    )
    assert first.fault is second.fault
    assert 0 < first.score < second.score


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
    found = preferred(Thirds(Counter(), Counter(), Counter(high)), "1", CHOICES)
    assert (found.mark if found else "") == told


def test_a_question_whose_only_choice_is_the_key_has_no_better_one() -> None:
    everybody = Thirds(Counter(), Counter(), Counter({"1": 90}))
    assert preferred(everybody, "1", frozenset("1")) is None


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
    found = another_answer(codes, 5, correlation)
    assert ((found.fault, found.mark) if found else None) == (
        (ItemFault.KEY, "") if doubtful else None
    )


def test_a_question_is_harder_in_a_language_beyond_what_the_language_is_behind() -> None:
    others = {1: 0.8, 2: 0.7, 3: 0.6, 4: 0.9}
    behind = {number: share - 0.3 for number, share in others.items()}
    assert harder_in(behind, others) == set()
    assert harder_in(behind | {2: 0.19}, others) == {2}
    assert harder_in(behind | {2: 0.21}, others) == set()
    assert harder_in({}, others) == harder_in(behind, {}) == set()
