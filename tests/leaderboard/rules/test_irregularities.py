"""What is odd: pairs of mistakes, answers too fast, classes that were told, a paper known."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaderboard.rules.irregularities import (
    Expected,
    Played,
    at_least,
    day_shift,
    is_too_fast,
    like_pair,
    like_pairs,
    outlier,
    surplus,
    tail,
    told_score,
    too_fast,
)

ASKED = 12
# Everybody's mistakes are spread over three wrong choices, the first of them seldom taken.
POPULAR = {
    (number, band): Counter({1: 40, 2: 2, 3: 29, 4: 29})
    for number in range(ASKED)
    for band in range(4)
}


def played(
    codes: str, *, card: int = 1, began: float = 0, seconds: dict[int, float] | None = None
) -> Played:
    """Code 1 is right everywhere."""
    said = [int(one) for one in codes]
    levels = [float(code == 1) for code in said]
    return Played(card, card, "bs", said, levels, began, began + 600, seconds or {})


@given(st.lists(st.just(0.3), max_size=14), st.integers(0, 14))
def test_the_tail_of_like_events_is_binomial(chances: list[float], reached: int) -> None:
    many = len(chances)
    exact = sum(comb(many, n) * 0.3**n * 0.7 ** (many - n) for n in range(reached, many + 1))
    assert tail(chances, reached) == pytest.approx(exact)


def test_a_rare_mistake_in_common_says_more_than_a_usual_one() -> None:
    rare = like_pair(played("222211111111"), played("222211111111", card=2), POPULAR)
    usual = like_pair(played("333311111111"), played("333311111111", card=2), POPULAR)
    apart = like_pair(played("333311111111"), played("111111113333", card=2), POPULAR)
    assert rare.chance < 1e-5 < usual.chance < 0.1 < apart.chance == 1.0
    assert (rare.same_wrong, rare.wrong, rare.alike, rare.one_after_other) == (4, 4, 12, False)


def test_a_pair_is_told_in_the_order_of_play() -> None:
    pair = like_pair(played("2" * 12, card=7, began=700), played("2" * 12, card=3), POPULAR)
    assert (pair.first.card, pair.second.card, pair.one_after_other) == (3, 7, True)


@pytest.mark.parametrize(
    ("codes", "began", "lasts", "found"),
    [
        ("111122223333", 700, 300, True),
        ("111122223300", 700, 300, True),
        ("111122220000", 700, 300, False),
        ("111122223344", 700, 300, False),
        ("111122223333", 300, 300, False),
        ("111122223333", 700, 600, False),
        ("0" * 12, 700, 300, False),
    ],
    ids=["the same", "two left open", "much left open", "two others", "beside", "as slow", "empty"],
)
def test_one_child_on_two_cards_plays_after_itself_faster_and_the_same(
    codes: str, began: float, lasts: float, found: bool
) -> None:
    second = replace(played(codes, card=2, began=began), ended=began + lasts)
    assert like_pair(played("111122223333"), second, POPULAR).is_twice == found


def test_right_answers_in_common_are_no_evidence() -> None:
    pair = like_pair(played("1" * 12), played("1" * 12, card=2), POPULAR)
    assert (pair.same_wrong, pair.chance) == (0, 1.0)


def test_of_a_class_every_two_are_compared_and_the_least_likely_pair_comes_first() -> None:
    lesson = [
        played(codes, card=card)
        for card, codes in enumerate(["111133331111", "222211111111", "222211111111"], start=1)
    ]
    pairs = like_pairs(lesson, POPULAR)
    assert {(one.first.card, one.second.card) for one in pairs} == {(1, 2), (1, 3), (2, 3)}
    assert (pairs[0].first.card, pairs[0].second.card) == (2, 3)
    assert like_pairs(lesson[:1], POPULAR) == []


@pytest.mark.parametrize(
    ("seconds", "odd"),
    [(1.0, True), (3.0, False), (20.0, False)],
    ids=["a program", "a hurried pupil", "everybody"],
)
def test_too_fast_is_a_tenth_of_the_usual_time(seconds: float, odd: bool) -> None:
    one = played("1" * 12, seconds=dict.fromkeys(range(1, 12), seconds))
    assert is_too_fast(*too_fast(one, dict.fromkeys(range(1, 12), 25.0))) is odd


def test_a_few_fast_answers_are_nothing() -> None:
    one = played("1" * 12, seconds=dict.fromkeys(range(1, 4), 0.5))
    assert not is_too_fast(*too_fast(one, dict.fromkeys(range(1, 12), 25.0)))


def crowd(chance: random.Random) -> list[Played]:
    """Pupils who know early questions more often than late ones."""
    return [
        played("".join("1" if chance.random() < 0.95 - 0.06 * n else "3" for n in range(ASKED)))
        for _one in range(600)
    ]


def test_a_class_that_was_told_the_hard_half_stands_out() -> None:
    chance = random.Random(3)
    everybody, expected = crowd(chance), Expected()
    for one in everybody:
        expected.add(one)
    usual = [
        told_score(surplus(everybody[at : at + 24], lambda _one: expected))
        for at in range(0, 576, 24)
    ]
    told = [
        played("".join("1" if n >= 6 else str(code) for n, code in enumerate(one.codes)))
        for one in everybody[:24]
    ]
    assert max(usual) < 8 < told_score(surplus(told, lambda _one: expected))


def test_a_question_that_equally_good_pupils_all_know_says_nothing_of_a_class() -> None:
    everybody, expected = [played("13" + "1" * 10), played("11" + "3" * 10)], Expected()
    for one in everybody:
        expected.add(one)
    assert surplus(everybody, lambda _one: expected) == []
    expected.add(played("31" + "1" * 10))
    found = surplus(everybody[:1], lambda _one: expected)
    assert [(one.number, one.share, one.expected) for one in found] == [(0, 1, 0.5), (1, 0, 0.5)]
    assert [one.errors for one in found] == [1.0, -1.0]


def test_a_class_without_pupils_was_told_nothing() -> None:
    assert surplus([], lambda _one: Expected()) == []
    assert told_score([]) == 0.0


def test_a_day_is_divided_where_classes_knew_more() -> None:
    rows = [(8 + n / 10, 0.6 + 0.05 * (n % 3)) for n in range(40)]
    known = [(hour, share + 0.15 * (hour >= 10)) for hour, share in rows]
    shift = day_shift(known)
    assert shift is not None
    assert (shift.hour, shift.before, shift.after) == (10, 20, 20)
    assert shift.rise == pytest.approx(0.15, abs=0.01)
    assert shift.errors > 5
    assert day_shift(known[:11]) is None


def test_one_class_of_perfect_pupils_is_an_outlier_and_does_not_hide_itself() -> None:
    shares = [0.6, 0.62, 0.64, 0.66, 0.68, 0.7, 0.72, 1.0]
    assert outlier(1.0, shares) > 5
    assert outlier(0.7, [0.7] * 5) == 0.0


def test_rare_things_seldom_come_together() -> None:
    assert at_least(0, 0.3) == 1.0
    assert at_least(1, 0.3) == pytest.approx(0.259182)
    assert at_least(3, 0.03) == pytest.approx(4.4e-6, rel=0.02)
    assert at_least(1, 0.0) == 0.0
