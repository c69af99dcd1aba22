"""Phone numbers: how they are written, and what a phone dials."""

from __future__ import annotations

import pytest

from schools.rules.phones import dialled, is_phone, shown


@pytest.mark.parametrize(
    ("typed", "is_one"),
    [
        ("112", True),
        (" +387 (0)33 123-456 ", True),
        ("080/05-03-05", True),
        ("12", False),
        ("+1234567890123456", False),
        ("call 112", False),
        ("112+", False),
        ("", False),
    ],
)
def test_what_somebody_can_dial(typed: str, is_one: bool) -> None:
    assert is_phone(typed) is is_one


@pytest.mark.parametrize(
    ("typed", "as_read"),
    [
        ("112", "112"),
        ("116111", "116 111"),
        ("116-111", "116 111"),
        ("0800200300", "080 020 0300"),
        ("+387 (33) 123/456", "+387 (33) 123 456"),
        ("+38733123456", "+38733123456"),
    ],
)
def test_a_number_is_shown_in_groups(typed: str, as_read: str) -> None:
    assert shown(typed) == as_read


@pytest.mark.parametrize(
    ("typed", "digits"),
    [("+387 (0)33 123-456", "+38733123456"), ("(0)33 123-456", "033123456"), ("116 111", "116111")],
)
def test_the_zero_for_home_goes_beside_a_countrys_code(typed: str, digits: str) -> None:
    assert dialled(typed) == digits
