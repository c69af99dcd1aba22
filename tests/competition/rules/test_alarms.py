"""When a sitting looks like trouble: PINs tried out, computers gone silent."""

from __future__ import annotations

import pytest

from competition.rules.alarms import is_pin_storm, is_troubled


@pytest.mark.parametrize(
    ("wrong", "storm"),
    [
        ([7, 7, 6], True),
        ([7, 6, 6], False),
        ([10, 10, 0], False),  # a class with last year's cards goes on at its own
        ([1] * 20, True),
        ([], False),
    ],
)
def test_wrong_pins_of_several_cards_are_a_storm(wrong: list[int], storm: bool) -> None:
    assert is_pin_storm(wrong) is storm


@pytest.mark.parametrize(
    ("silent", "running", "troubled"),
    [(3, 15, True), (3, 16, False), (2, 2, False), (0, 0, False), (30, 30, True)],
)
def test_several_silent_computers_of_one_room_are_trouble(
    silent: int, running: int, troubled: bool
) -> None:
    assert is_troubled(silent, running) is troubled
