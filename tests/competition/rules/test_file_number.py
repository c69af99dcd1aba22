"""The short number of a file: what a teacher may type, and the slips that are told."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from competition.rules.file_number import as_number, number_of


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("82461443", "82461443"),
        (" 8246 1443 ", "82461443"),
        ("8246-1443", "82461443"),
        ("82461444", None),
        ("28461443", None),
        ("8246144", None),
        ("824614430", None),
        ("8246144x", None),
        ("٨٢٤٦١٤٤٣", None),
        ("", None),
    ],
)
def test_what_a_teacher_types(typed: str, number: str | None) -> None:
    assert as_number(typed) == number


# Few: a number is slow on purpose.
@settings(max_examples=8, deadline=None)
@given(st.binary(max_size=80))
def test_a_slip_in_one_digit_is_told(content: bytes) -> None:
    number = number_of(content)
    assert as_number(number) == number
    place = len(content) % 8
    slip = number[:place] + str((int(number[place]) + 1) % 10) + number[place + 1 :]
    assert as_number(slip) is None
