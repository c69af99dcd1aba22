"""The pure rules of an edition's stages: dates, windows, what is frozen, which steps there are."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competition.rules import edition_steps
from competition.rules.edition_steps import STATES, Span

ZAGREB = ZoneInfo("Europe/Zagreb")
HOUR = timedelta(hours=1)
NOON = datetime(2027, 2, 9, 12, tzinfo=UTC)


def span(begins: float, ends: float) -> Span:
    """Hours before and after noon."""
    return NOON + begins * HOUR, NOON + ends * HOUR


@pytest.mark.parametrize(
    ("year", "day"),
    [(2014, 11), (2018, 6), (2019, 5), (2023, 7), (2024, 6), (2025, 11), (2026, 10), (2027, 9)],
)
def test_safer_internet_day_as_it_was_announced(year: int, day: int) -> None:
    assert edition_steps.safer_internet_day(year) == date(year, 2, day)


@given(st.integers(2000, 2200))
def test_safer_internet_day_is_a_tuesday_of_the_second_week(year: int) -> None:
    day = edition_steps.safer_internet_day(year)
    assert (day.weekday(), day.month) == (1, 2)
    assert 5 <= day.day <= 11


@pytest.mark.parametrize(
    ("today", "year"),
    [(date(2027, 1, 1), 2027), (date(2027, 2, 9), 2027), (date(2027, 2, 10), 2028)],
)
def test_the_next_safer_internet_day(today: date, year: int) -> None:
    assert edition_steps.next_year(today) == year


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("2026-02-10T08:00", "2027-02-09T08:00", id="the day itself"),
        pytest.param("2026-02-13T20:00", "2027-02-12T20:00", id="three days later"),
        pytest.param("2026-03-31T08:00", "2027-03-30T08:00", id="after the clocks changed"),
        pytest.param("2026-03-28T08:00", "2027-03-27T08:00", id="the day before they change"),
    ],
)
def test_a_window_moves_with_the_day_and_keeps_the_clock_on_the_wall(old: str, new: str) -> None:
    moment = datetime.fromisoformat(old).replace(tzinfo=ZAGREB).astimezone(UTC)
    before, after = edition_steps.safer_internet_day(2026), edition_steps.safer_internet_day(2027)
    moved = edition_steps.moved(moment, ZAGREB, before=before, after=after)
    assert moved == datetime.fromisoformat(new).replace(tzinfo=ZAGREB)


@pytest.mark.parametrize(
    ("spans", "overlap"),
    [
        pytest.param([span(0, 2), span(2, 4)], False, id="one begins as the other ends"),
        pytest.param([span(2, 4), span(0, 3)], True, id="in any order"),
        pytest.param([span(0, 8), span(1, 2)], True, id="one inside the other"),
        pytest.param([span(0, 2), span(0, 2)], True, id="twice the same"),
        pytest.param([], False, id="none"),
    ],
)
def test_windows_that_have_time_in_common(spans: list[Span], overlap: bool) -> None:
    assert (edition_steps.overlapping(spans) is not None) is overlap


SPANS = st.lists(
    st.tuples(st.integers(0, 50), st.integers(1, 9)).map(lambda p: span(p[0], p[0] + p[1])),
    max_size=5,
)


@given(SPANS)
def test_what_does_not_overlap_holds_every_hour_once(spans: list[Span]) -> None:
    hours = [begins + n * HOUR for begins, ends in spans for n in range((ends - begins) // HOUR)]
    assert (edition_steps.overlapping(spans) is None) == (len(hours) == len(set(hours)))


@pytest.mark.parametrize(
    ("after", "kept"),
    [
        pytest.param([span(-1, 2)], True, id="as it was"),
        pytest.param([span(-1, 5)], True, id="longer"),
        pytest.param([span(-1, 2), span(20, 22)], True, id="a spare day beside it"),
        pytest.param([span(-1, 1)], False, id="shorter"),
        pytest.param([span(-2, 2)], False, id="another beginning"),
        pytest.param([], False, id="gone"),
    ],
)
def test_a_window_that_has_begun_is_kept(after: list[Span], kept: bool) -> None:
    found = edition_steps.begun_and_changed([span(-1, 2)], after, NOON)
    assert found == (None if kept else span(-1, 2))
    assert edition_steps.begun_and_changed([span(1, 2)], after, NOON) is None


def test_typed_minutes_stand_for_the_stored_seconds() -> None:
    opens, closes = NOON + timedelta(seconds=7), NOON + 2 * HOUR
    assert edition_steps.to_the_second([(NOON, closes + HOUR)], [(opens, closes)]) == [
        (opens, closes + HOUR)
    ]


FROZEN = """
part        draft registration rehearsal live review sealed published archived
basics      .     x            x         x    x      x      x         x
divisions   .     .            .         x    x      x      x         x
rules       .     .            .         x    x      x      x         x
awards      .     .            .         x    x      x      x         x
windows     .     .            .         .    x      x      x         x
texts       .     .            .         .    .      x      x         x
partners    .     .            .         .    .      .      .         x
contacts    .     .            .         .    .      .      .         .
"""


@pytest.mark.parametrize("row", FROZEN.strip().splitlines()[1:], ids=lambda row: row.split()[0])
def test_what_is_frozen_in_which_state(row: str) -> None:
    part, *marks = row.split()
    frozen = {state: mark == "x" for state, mark in zip(STATES, marks, strict=True)}
    assert {state: edition_steps.is_frozen(part, state) for state in STATES} == frozen


def test_the_steps_there_are() -> None:
    steps = {f"{a} {b}" for a in STATES for b in STATES if edition_steps.is_step(a, b)}
    assert steps == {
        *("draft registration", "registration rehearsal", "rehearsal live", "live review"),
        *("review sealed", "sealed published", "published archived"),
        *("registration draft", "rehearsal registration", "live rehearsal", "archived published"),
        *("sealed review", "published review"),
    }


@pytest.mark.parametrize(
    ("current", "year", "state", "school_year"),
    [
        ("2026/2027", 2027, "draft", "2026/2027"),
        ("2026/2027", 2028, "draft", "2027/2028"),
        ("2026/2027", 2028, "live", "2026/2027"),
        ("2026/2027", 2026, "draft", "2026/2027"),
    ],
)
def test_a_class_made_for_a_later_edition_is_one_of_its_year(
    current: str, year: int, state: str, school_year: str
) -> None:
    assert edition_steps.class_year(current, year=year, state=state) == school_year


@pytest.mark.parametrize(
    ("opens", "closes", "near"),
    [(0, 0, True), (62, 70, True), (63, 70, False), (-70, -62, True), (-70, -63, False)],
)
def test_a_window_near_the_day_is_meant_for_it(opens: int, closes: int, near: bool) -> None:
    day = date(2027, 2, 9)
    around = edition_steps.is_around(day + timedelta(opens), day + timedelta(closes), day)
    assert around is near


def test_some_steps_lead_back() -> None:
    for before, after in edition_steps.BACK.items():
        assert edition_steps.is_back(before, after)
        assert not edition_steps.is_back(after, before)
