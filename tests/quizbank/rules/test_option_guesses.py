"""The arithmetic of the pretest without stems."""

from __future__ import annotations

import pytest

from quizbank.rules.option_guesses import (
    Guessable,
    given_away,
    gives_away,
    hits_of,
    shares,
    shuffled,
)

ASKED = [
    Guessable("one", "9-11", "bca", "c"),
    Guessable("two", "9-11", "abc", "a"),
    Guessable("three", "12-13", "dabc", "d"),
]


@pytest.mark.parametrize(
    ("hits", "back"),
    [
        ([], False),
        ([True, True], False),
        ([True, True, False], True),
        ([True, False, False], False),
        ([True, True, False, False], False),
    ],
)
def test_more_than_half_of_at_least_three_send_it_back(hits: list[bool], back: bool) -> None:
    assert gives_away(hits) is back


def test_a_pick_counts_by_its_place_on_the_sheet() -> None:
    assert hits_of(ASKED, {"one": 2, "two": 3, "three": 9}) == {"one": True, "two": False}


def test_shares_are_told_by_division_beside_chance() -> None:
    readers = [hits_of(ASKED, {"one": 2, "two": 1, "three": 1}), hits_of(ASKED, {"one": 1})]
    found = shares(ASKED, readers)
    assert (found["9-11"].picks, found["9-11"].hits) == (3, 2)
    assert found["9-11"].chance == pytest.approx(1 / 3)
    assert found["12-13"].chance == 1 / 4
    assert found["all"].share == 3 / 4
    assert given_away(ASKED, [*readers, *readers]) == []
    assert given_away(ASKED, [readers[0]] * 3) == ["one", "two", "three"]


def test_the_order_is_the_same_for_a_seed_and_another_for_another() -> None:
    orders = {shuffled("abcd", str(seed), "one") for seed in range(30)}
    assert shuffled("dcba", "7", "one") == shuffled("abcd", "7", "one")
    assert len(orders) > 10
