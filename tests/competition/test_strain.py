"""How hard a lane has it, and how often browsers come by that."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competition.hall.waits import Waits
from competition.rules import pace, strain


@pytest.mark.parametrize(
    ("depth", "p99", "load"),
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
    depth: float, p99: float, load: float
) -> None:
    assert strain(depth, p99) == pytest.approx(load)


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


def noted(waits: Waits, seconds: float, times: int = 100) -> Waits:
    for _ in range(times):
        waits.note(seconds)
    return waits


def test_p99_is_counted_twice_a_second_and_forgotten_slowly() -> None:
    waits = Waits()
    for number in range(100):
        waits.note(number / 100)
    assert waits.p99(0.0) == 0.99
    noted(waits, 5.0)
    assert waits.p99(0.4) == 0.99
    assert waits.p99(0.5) == 5.0
    assert waits.p99(1.0) == pytest.approx(4.0)
    assert waits.p99(1.5) == pytest.approx(3.2)


def test_a_few_slow_requests_are_no_crowd() -> None:
    waits = noted(Waits(), 9.0, times=99)
    assert waits.p99(0.0) == 0.0
    assert noted(waits, 9.0, times=1).p99(1.0) == 9.0


def test_only_the_last_thousand_waits_are_kept() -> None:
    waits = noted(Waits(), 9.0)
    assert noted(waits, 0.01, times=1000).p99(0.0) == 0.01
