"""Numbers of the class register as a teacher types them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schools.rules.register_numbers import OutOfRange, UnclearNumbers, in_words, register_numbers

SPAN_29 = [n for n in range(1, 30) if n != 14]
numbers = st.frozensets(st.integers(1, 99), min_size=1)
words = st.sampled_from(["without", "bez", "без", "osim", "осим", "BEZ"])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("28", [*range(1, 29)]),
        (" 28. ", [*range(1, 29)]),
        ("1–29 without 14", SPAN_29),
        ("1-29 bez 14", SPAN_29),
        ("1. do 29. осим 14.", SPAN_29),
        ("29 bez 14", SPAN_29),
        ("1-12, 15, 17-30", [*range(1, 13), 15, *range(17, 31)]),
        ("1-5 i 7; 9", [1, 2, 3, 4, 5, 7, 9]),
        ("1-9 bez 3, 5 i 7-8", [1, 2, 4, 6, 9]),
        ("5-6, 6-7", [5, 6, 7]),
    ],
)
def test_what_teachers_type_is_understood(typed: str, meant: list[int]) -> None:
    assert register_numbers(typed) == meant


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        ("VII-2", "VII-2"),
        ("5-3", "5-3"),
        ("1 2", "1 2"),
        ("1-9 bez", ""),
        ("1-9 bez 3 bez 4", "4"),
        ("1-3 bez 1-3", ""),
        ("1,,2", "1,,2"),
        ("", ""),
    ],
)
def test_what_is_not_understood_is_named(typed: str, part: str) -> None:
    with pytest.raises(UnclearNumbers) as told:
        register_numbers(typed)
    assert told.value.part == part


@pytest.mark.parametrize("typed", ["0", "100", "1-100", "1-9 bez 100", "9" * 5000])
def test_no_card_has_a_number_beyond_its_range(typed: str) -> None:
    with pytest.raises(OutOfRange):
        register_numbers(typed)


@given(numbers, words)
def test_what_is_said_back_means_the_same_numbers(meant: frozenset[int], word: str) -> None:
    said = in_words(meant, without=word)
    # One number alone is said as itself, and typed as a size.
    again = register_numbers(said) if len(meant) > 1 else [int(said)]
    assert again == sorted(meant)


@given(st.text(alphabet="0123456789 ,-–.ibezбез", max_size=30))
def test_anything_typed_is_understood_or_named(typed: str) -> None:
    try:
        found = register_numbers(typed)
    except UnclearNumbers as unclear:
        found, part = [], unclear.part
    else:
        part = ""
        assert 1 <= found[0] <= found[-1] <= 99
    assert found == sorted(set(found))
    assert len(part) <= 20


def test_few_missing_numbers_are_named_and_many_are_spans() -> None:
    assert in_words(SPAN_29, without="bez") == "1–29 bez 14"
    assert in_words([1, 2, 3, 7, 9], without="bez") == "1–3, 7, 9"
    assert in_words([], without="bez") == ""
