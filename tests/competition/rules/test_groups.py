"""Who of a class plays in one sitting, as tables."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competition.rules.groups import Who, as_text, group, numbers_in, plays, ranges

NUMBERS = [1, 2, 3, 5, 8]
numbers = st.sets(st.integers(1, 99), max_size=99)


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        (Who.ALL, [1, 2, 3, 5, 8]),
        (Who.REST, [1, 5, 8]),
        (Who.FIRST, [1, 2, 3]),
        (Who.SECOND, [5, 8]),
        (Who.ODD, [1, 3, 5]),
        (Who.EVEN, [2, 8]),
        (Who.CHOSEN, [5]),
    ],
)
def test_a_choice_is_numbers_of_the_class(who: str, expected: list[int]) -> None:
    assert group(who, NUMBERS, played={2, 3}, chosen={5, 7}) == expected


@given(numbers)
def test_two_groups_are_the_class_and_nobody_is_in_both(there: set[int]) -> None:
    for one, other in ((Who.FIRST, Who.SECOND), (Who.ODD, Who.EVEN)):
        both = group(one, there, played=()) + group(other, there, played=())
        assert sorted(both) == sorted(there)


@given(numbers, st.integers(1, 99))
def test_a_stored_group_says_who_plays(there: set[int], number: int) -> None:
    text = as_text(there)
    assert numbers_in(text) == there
    assert len(text) <= 300
    assert plays(text, number) == (not there or number in there)


def test_numbers_are_written_short() -> None:
    assert ranges([8, 1, 2, 3, 5]) == "1–3, 5, 8"
    assert ranges([]) == ""
