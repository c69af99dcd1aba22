"""How hard a write queue has it, and how often browsers come by that."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competition.pupil_api.latency import LatencyWindow
from competition.rules.pacing import pace, strain


@pytest.mark.parametrize(
    ("depth", "backlog", "load"),
    [
        (0.0, 0.0, 0.0),
        (0.0, 0.1, 0.0),
        (0.0, 0.8, 0.5),
        (0.0, 9.0, 1.0),
        (0.25, 0.05, 0.25),
        (0.25, 0.8, 0.5),
        (1.0, 0.0, 1.0),
    ],
    ids=["idle", "just at ease", "slow", "far too slow", "queue", "both", "full"],
)
def test_the_worse_of_queue_and_slowness_is_the_strain(
    depth: float, backlog: float, load: float
) -> None:
    assert strain(depth, backlog) == pytest.approx(load)


@given(
    loads=st.tuples(st.floats(0, 1), st.floats(0, 1)).map(sorted),
    grace=st.floats(4, 600),
    waiting=st.booleans(),
)
def test_more_load_never_brings_browsers_sooner(
    loads: list[float], grace: float, waiting: bool
) -> None:
    calm, busy = (pace(load, grace, waiting=waiting) for load in loads)
    # Rounded to hundredths, up as well.
    assert calm.wait <= busy.wait <= grace / 2 + 0.01
    assert calm.beat <= busy.beat <= min(30.0, grace / 2 + 0.01)


ROOM = 4000
# Browsers gather for 0.6 instead of 0.3 s by it.
NEXT_TO_NOTHING = 0.01


def served(waits: LatencyWindow, batches: Iterable[tuple[float, int, float]]) -> list[float]:
    """The loads of batches (begun at, requests here, seconds it takes), all here in each."""
    told = []
    for at, here, seconds in batches:
        told.append(waits.load(here, at))
        waits.note(min(here, 400), seconds, at + seconds)
    return told


def quiet(until: float) -> list[tuple[float, int, float]]:
    """A small hall: one request every tenth of a second, each done in 4 ms."""
    return [(n / 10, 1, 0.004) for n in range(round(until * 10))]


def pressed(since: float, until: float, here: int = 3000) -> list[tuple[float, int, float]]:
    """A write queue that never gets below so many requests: batches of 400, each 0.2 s."""
    return [(since + n / 5, here, 0.2) for n in range(round((until - since) * 5))]


def test_who_waits_for_no_news_comes_seldom() -> None:
    assert pace(0, 60, waiting=False, pupils=None).beat == 20
    assert pace(0, 60, waiting=False, pupils=0).beat == 2


def test_after_a_stall_of_the_database_nobody_is_told_to_hold_back() -> None:
    after = [(8.4, 34, 0.01), (8.41, 5, 0.006), *((8.5 + n / 10, 2, 0.004) for n in range(100))]
    assert (
        max(served(LatencyWindow(room=ROOM), [*quiet(5), (5.0, 1, 3.4), *after])) < NEXT_TO_NOTHING
    )


@pytest.mark.parametrize("gap", [0.0, 1.0, 7.0], ids=["in a row", "soon again", "seconds later"])
def test_two_slow_requests_in_a_small_hall_are_no_load(gap: float) -> None:
    slow = [(5.0, 1, 1.8), (6.8 + gap, 18, 1.8)]
    after = [(8.6 + gap + n / 10, 3, 0.004) for n in range(100)]
    assert max(served(LatencyWindow(room=ROOM), [*quiet(5), *slow, *after])) < NEXT_TO_NOTHING


def test_a_crowd_that_comes_at_once_and_is_served_at_once_is_no_load() -> None:
    crowd = [(5.0, 2000, 0.1), (5.1, 1600, 0.1), (5.2, 1200, 0.1), (5.3, 800, 0.1), (5.4, 400, 0.1)]
    assert (
        max(served(LatencyWindow(room=ROOM), [*quiet(5), *crowd, (5.5, 1, 0.004)]))
        < NEXT_TO_NOTHING
    )


def test_a_queue_that_never_gets_shorter_is_load_within_two_seconds() -> None:
    told = served(LatencyWindow(room=ROOM), [*quiet(5), *pressed(5.0, 9.0)])
    assert max(told[:54]) < NEXT_TO_NOTHING
    assert told[60:] == [1.0] * 10


def test_slow_batches_that_all_who_come_wait_for_are_load() -> None:
    told = served(
        LatencyWindow(room=ROOM), [*quiet(5), *((5 + n * 0.8, 390, 0.8) for n in range(6))]
    )
    assert told[-1] == pytest.approx(0.5, abs=0.01)


def test_a_small_slow_server_has_load_as_a_large_one_has() -> None:
    told = served(LatencyWindow(room=ROOM), ((n * 0.3, 40, 0.3) for n in range(20)))
    assert told[-1] == pytest.approx(strain(0.01, 0.3))


def test_load_falls_by_half_each_half_second_once_the_queue_is_gone() -> None:
    after = [(9.0, 2, 0.004), (9.5, 2, 0.004), (11.0, 2, 0.004)]
    told = served(LatencyWindow(room=ROOM), [*pressed(5.0, 9.0), *after])[-3:]
    assert told == pytest.approx([1 * 0.5**0.4, 0.5**1.4, 0.5**4.4])


def test_what_was_slow_before_the_database_went_away_is_forgotten() -> None:
    waits = LatencyWindow(room=ROOM)
    assert served(waits, pressed(0.0, 4.0))[-1] == 1.0
    waits.forget()
    assert max(served(waits, [(9.0, 900, 0.1), (9.1, 500, 0.1), (9.2, 100, 0.1)])) < NEXT_TO_NOTHING
