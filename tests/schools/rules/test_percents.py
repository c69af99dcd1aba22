"""Per cents: as Excel and a pocket calculator have them, halves up."""

from __future__ import annotations

from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schools.rules.percents import EXACT, one_decimal, share_of, whole_percent


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [
        (23, 63, 37),
        (52, 63, 83),
        # halves: to the even one they would be 52, 12 and 0
        (21, 40, 53),
        (1, 8, 13),
        (1, 200, 1),
        # 36.46 is 36.5 with one decimal, and must not become 37 from there
        (35, 96, 36),
        (0, 5, 0),
        (5, 5, 100),
        (0, 0, 0),
    ],
)
def test_a_half_is_rounded_up_and_nothing_twice(part: int, whole: int, percent: int) -> None:
    assert share_of(part, whole) == percent
    assert whole_percent(100 * part / whole if whole else 0.0) == percent


@given(st.integers(1, 90_000), st.data())
def test_what_is_stored_of_a_share_leads_to_the_same_as_its_counts(
    whole: int, data: st.DataObject
) -> None:
    part = data.draw(st.integers(0, whole))
    exact = floor(Fraction(100 * part, whole) + Fraction(1, 2))
    assert share_of(part, whole) == exact
    assert whole_percent(round(100 * part / whole, EXACT)) == exact


def test_what_binary_fractions_lose_is_no_lost_half() -> None:
    assert whole_percent(100 * 0.145) == 15
    assert whole_percent((100 * 2 / 3 + 100 * 2 / 3 + 100 * 0.005) / 3) == 45


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    # halves: to the even one they would be 6.2, 31.2 and 0.4
    [(1, 16, 6.3), (5, 16, 31.3), (1, 225, 0.4), (9, 2000, 0.5), (2, 3, 66.7), (0, 3, 0.0)],
)
def test_one_decimal_is_rounded_up_at_its_half_as_well(
    part: int, whole: int, percent: float
) -> None:
    assert one_decimal(100 * part / whole) == percent


@given(st.integers(1, 90_000), st.data())
def test_one_decimal_of_a_share_is_that_of_its_counts(whole: int, data: st.DataObject) -> None:
    part = data.draw(st.integers(0, whole))
    assert one_decimal(100 * part / whole) == (2000 * part + whole) // (2 * whole) / 10
