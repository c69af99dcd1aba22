"""Which PINs are given out, which school year a day belongs to, how long a contact is verified."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schools.rules.contacts import is_verified
from schools.rules.pins import is_guessable, new_pins, school_year


@pytest.mark.parametrize(
    "pin",
    ["0000", "9111", "1234", "4321", "8642", "7890", "1212", "1122", "1221", "2014", "1999"],
)
def test_a_pin_that_a_neighbour_tries_first_is_guessable(pin: str) -> None:
    assert is_guessable(pin)


@pytest.mark.parametrize("pin", ["0478", "1129", "1243", "3947", "9013", "5508"])
def test_an_ordinary_pin_is_not_guessable(pin: str) -> None:
    assert not is_guessable(pin)


@given(st.integers(0, 2**32), st.integers(1, 99), st.integers(0, 60))
def test_new_pins_are_different_from_each_other_and_from_those_taken(
    seed: int, count: int, present: int
) -> None:
    draw = random.Random(seed).randrange
    taken = new_pins(present, taken=(), draw=draw)
    made = new_pins(count, taken=taken, draw=draw)
    assert len(set(made) | set(taken)) == count + present
    assert all(len(pin) == 4 and pin.isdigit() and not is_guessable(pin) for pin in made)


@pytest.mark.parametrize(
    ("day", "year"),
    [
        pytest.param(date(2027, 2, 9), "2026/2027", id="the day of the quiz"),
        pytest.param(date(2026, 9, 1), "2026/2027", id="first day of school"),
        pytest.param(date(2027, 7, 31), "2026/2027", id="last day"),
        pytest.param(date(2027, 8, 1), "2027/2028", id="first day"),
    ],
)
def test_the_school_year_turns_with_august(day: date, year: str) -> None:
    assert school_year(day) == year


@pytest.mark.parametrize(
    ("days", "verified"), [(0, True), (90, True), (91, False), (-1, False), (None, False)]
)
def test_a_contact_is_verified_for_ninety_days(days: int | None, verified: bool) -> None:
    today = date(2027, 2, 9)
    day = None if days is None else today - timedelta(days=days)
    assert is_verified(day, today) is verified
