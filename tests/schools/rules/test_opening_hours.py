"""Opening hours as a form sends them: read whole, or not at all."""

from __future__ import annotations

import pytest

from schools.rules.opening_hours import ALWAYS, MOST_STRETCHES, is_always, read_stretches

WEEK = {"first": 1, "last": 5, "opens": "9:00", "closes": "17:00"}


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ({}, {"opens": "09:00"}),
        ({"opens": " 09:30 "}, {"opens": "09:30"}),
        ({"closes": "00:00"}, {"opens": "09:00", "closes": "24:00"}),
        ({"opens": "20:00", "closes": "04:00"}, {"opens": "20:00", "closes": "04:00"}),
        ({"first": 6, "last": 1}, {"first": 6, "last": 1, "opens": "09:00"}),
    ],
    ids=["one digit", "spaces", "midnight", "into the next day", "over the week's end"],
)
def test_a_stretch_is_stored_in_one_way(given: dict[str, object], read: dict[str, object]) -> None:
    assert read_stretches([WEEK | given]) == [WEEK | read]


@pytest.mark.parametrize(
    "wrong",
    [
        {"first": 0},
        {"last": 8},
        {"first": "1"},
        {"last": None},
        {"opens": "25:00"},
        {"opens": 9},
        {"closes": "17"},
        {"closes": None},
        {"opens": "24:00", "closes": "17:00"},
        {"opens": "17:00", "closes": "17:00"},
    ],
)
def test_one_that_is_wrong_spoils_all(wrong: dict[str, object]) -> None:
    assert read_stretches([WEEK, WEEK | wrong]) is None


@pytest.mark.parametrize(
    "raw", [None, "9:00", 5, {"first": 1}, ["9:00"], [WEEK] * (MOST_STRETCHES + 1)]
)
def test_what_is_no_list_of_stretches_is_none(raw: object) -> None:
    assert read_stretches(raw) is None


def test_round_the_clock_is_one_stretch() -> None:
    every = {"first": 1, "last": 7, "opens": "0:00", "closes": "0:00"}
    read = read_stretches([every])
    assert read is not None
    assert (read == ALWAYS, is_always(read), is_always([])) == (True, True, False)
