"""What a list does to the cards of a class."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schools.rules.roster_plan import NoCardLeft, placed

names = st.sampled_from(["", *"abcdefgh"])
cards = st.dictionaries(st.integers(1, 12), names, max_size=8)
pupils = st.lists(
    st.tuples(st.integers(0, 14), st.sampled_from("abcdefghijk")),
    max_size=11,
    unique_by=lambda one: one[1],
)


@pytest.mark.parametrize(
    ("held", "listed", "expected"),
    [
        ({}, [(0, "a"), (0, "b")], "1 a new, 2 b new"),
        ({}, [(1, "a"), (0, "c"), (5, "b")], "1 a new, 2 c new, 5 b new"),
        # two of one name, who alone have numbers: nobody else moves
        (
            {},
            [(0, "a"), (0, "b"), (3, "c"), (4, "c"), (0, "d")],
            "1 a new, 2 b new, 3 c new, 4 c new, 5 d new",
        ),
        # a number that another place would have had: the first free one instead
        ({}, [(2, "a"), (0, "b"), (0, "c")], "2 a new, 1 b new, 3 c new"),
        # by the place, though a number before it is nobody's
        ({}, [(5, "a"), (0, "b"), (0, "c")], "5 a new, 2 b new, 3 c new"),
        ({1: "", 2: "", 4: ""}, [(2, "a"), (4, "b")], "2 a named, 4 b named"),
        ({1: "", 2: "", 4: ""}, [(0, "a"), (0, "b"), (0, "c")], "1 a named, 2 b named, 4 c named"),
        ({1: "", 2: ""}, [(0, "a"), (0, "b"), (0, "c")], "1 a named, 2 b named, 3 c new"),
        ({1: "a", 2: "b"}, [(1, "a"), (2, "c"), (3, "b")], "1 a there, 3 c new, 2 b there?"),
        ({1: "a", 2: ""}, [(0, "b")], "3 b new"),
        ({1: "a", 3: "c"}, [(2, "b")], "2 b new"),
        # the same name under two numbers are two pupils, and each keeps the own card
        ({5: "a"}, [(5, "a"), (9, "a")], "5 a there, 9 a new"),
        ({5: "a", 9: "a"}, [(9, "a"), (5, "a")], "9 a there, 5 a there"),
        ({5: "a"}, [(9, "a"), (5, "a")], "9 a new, 5 a there"),
        ({5: "a"}, [(9, "a")], "5 a there?"),
    ],
)
def test_a_pupil_keeps_the_card_and_a_new_one_gets_the_next(
    held: dict[int, str], listed: list[tuple[int, str]], expected: str
) -> None:
    found = placed(held, listed, key=str)
    told = [f"{one.number} {one.name} {one.fate}{'?' * one.is_doubtful}" for one in found]
    assert ", ".join(told) == expected


def test_there_is_no_card_beyond_the_highest_number() -> None:
    with pytest.raises(NoCardLeft):
        placed(dict.fromkeys(range(1, 100), "x"), [(0, "a")], key=str)


@given(cards, pupils)
def test_nobody_loses_a_card_and_no_two_get_one(
    held: dict[int, str], listed: list[tuple[int, str]]
) -> None:
    found = placed(held, listed, key=str)
    after = held | {one.number: one.name for one in found}
    assert [one.name for one in found] == [name for _, name in listed]
    taken = [one.number for one in found if one.fate != "there"]
    assert len(set(taken)) == len(taken)
    assert all(after[number] == name for number, name in held.items() if name)


@given(cards, pupils)
def test_the_same_list_again_changes_nothing(
    held: dict[int, str], listed: list[tuple[int, str]]
) -> None:
    with suppress(NoCardLeft):
        after = held | {one.number: one.name for one in placed(held, listed, key=str)}
        assert {one.fate for one in placed(after, listed, key=str)} <= {"there"}
