"""Serials are read as people type them, and say no word."""

from __future__ import annotations

import secrets

import pytest

from leaderboard.rules.serials import ALPHABET, in_groups, new_serial, serials_read

SERIAL = "K7QF2M3R9TDP4HWX"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("K7QF-2M3R-9TDP-4HWX", [SERIAL]),
        (" k7qf 2m3r 9tdp–4hwx ", [SERIAL]),
        ("К7ЉФ2М3Р9ТДП4ХЊЏ", [SERIAL, "K7QF2M3P9TDP4XWX"]),
        ("K7QF2M3R9TDP4HW", []),
        ("K7QF2M3R9TDP4HWXX", []),
        ("K7QF2M3R9TDP4HWO", []),
        ("", []),
    ],
)
def test_a_serial_is_read_as_it_is_typed(typed: str, read: list[str]) -> None:
    assert serials_read(typed) == read


def test_a_new_one_is_chosen_letter_by_letter_and_printed_in_groups() -> None:
    one = new_serial(secrets.choice)
    assert serials_read(in_groups(one)) == [one]
    assert new_serial(lambda alphabet: alphabet[0]) == "2" * 16
    assert not set(ALPHABET) & set("01AEIOUY")
