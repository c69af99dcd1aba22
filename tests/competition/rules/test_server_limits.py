"""Limits of what is measured on a server."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competition.rules.server_limits import (
    Light,
    backup_light,
    bytes_light,
    certificate_light,
    clock_light,
    cores_light,
    in_a_window,
    need_of,
)

NOW = datetime(2027, 2, 9, 9, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SARAJEVO = ZoneInfo("Europe/Sarajevo")


def local(text: str, zone: ZoneInfo = SARAJEVO) -> datetime:
    return datetime.fromisoformat(f"2027-02-{text}").replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("pupils", "cores", "light"),
    [
        (0, 1, Light.GREEN),
        # 12,000 at once kept two cores as busy as is well; 16,000 is the knee.
        (60_000, 2, Light.GREEN),
        (80_000, 2, Light.AMBER),
        (100_000, 2, Light.RED),
        (100_000, 4, Light.GREEN),
    ],
)
def test_cores_are_enough_where_they_were_measured_to_be(
    pupils: int, cores: int, light: Light
) -> None:
    assert cores_light(need_of(pupils).cores, cores) == light


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_more_pupils_never_need_less(few: int, more: int) -> None:
    low, high = need_of(min(few, more)), need_of(max(few, more))
    assert all(one <= other for one, other in zip(low, high, strict=True))


def test_the_need_of_a_day_is_what_the_documentation_says() -> None:
    need = need_of(60_000)
    assert round(need.cores, 2) == 1.4
    assert round(need.memory / 2**20) == 2917
    assert round(need.disk / 2**30, 1) == 12.9


@pytest.mark.parametrize(
    ("have", "light"),
    [(100, Light.GREEN), (99, Light.AMBER), (50, Light.AMBER), (49, Light.RED)],
)
def test_half_of_the_advised_room_is_the_least(have: int, light: Light) -> None:
    assert bytes_light(100, have) == light


@pytest.mark.parametrize(
    ("ends", "needed", "light"),
    [
        (-DAY, timedelta(0), Light.RED),
        (3 * DAY, 4 * DAY, Light.RED),
        (4 * DAY, 4 * DAY, Light.RED),
        (5 * DAY, 4 * DAY, Light.AMBER),
        (18 * DAY, 4 * DAY, Light.GREEN),
        (13 * DAY, timedelta(0), Light.AMBER),
        (14 * DAY, timedelta(0), Light.GREEN),
    ],
)
def test_a_certificate_outlasts_the_last_window(
    ends: timedelta, needed: timedelta, light: Light
) -> None:
    assert certificate_light(NOW + ends, at=NOW, needed_until=NOW + needed) == light


@pytest.mark.parametrize(
    ("seconds", "light"),
    [
        (0.0, Light.GREEN),
        (1.0, Light.GREEN),
        (-1.1, Light.AMBER),
        (5.0, Light.AMBER),
        (5.1, Light.RED),
        (-3600.0, Light.RED),
    ],
)
def test_clocks_agree_to_a_second(seconds: float, light: Light) -> None:
    assert clock_light(timedelta(seconds=seconds)) == light


@pytest.mark.parametrize(
    ("age", "near", "light"),
    [
        (HOUR, True, Light.GREEN),
        (30 * HOUR, True, Light.GREEN),
        (31 * HOUR, True, Light.RED),
        (31 * HOUR, False, Light.AMBER),
        (8 * DAY, False, Light.AMBER),
        (8 * DAY + HOUR, False, Light.RED),
    ],
)
def test_last_night_s_backup_is_wanted_when_a_window_is_near(
    age: timedelta, near: bool, light: Light
) -> None:
    assert backup_light(age, near=near) == light


@pytest.mark.parametrize(
    ("at", "inside"),
    [("09 05:59", False), ("09 06:00", True), ("09 15:59", True), ("09 16:00", False)],
)
def test_a_release_keeps_two_hours_away_from_a_window(at: str, inside: bool) -> None:
    assert in_a_window([(local("09 08:00"), local("09 16:00"))], at=local(at)) is inside
