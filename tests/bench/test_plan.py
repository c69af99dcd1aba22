"""When classes come and pupils click: the plans of a load day."""

from __future__ import annotations

import pytest

from bench import day
from bench.plan import Class, Plan, shares


@pytest.mark.parametrize("at", [60, 200, 400, 900])
def test_as_many_classes_are_there_from_the_ramp_on(at: float) -> None:
    visits = day.steady(40, ramp=60.0, until=1000.0)
    there = [visit for visit in visits if visit.arrives <= at < visit.leaves()]
    assert len(there) == 40


def test_those_of_the_ramp_do_not_leave_together() -> None:
    visits = day.steady(46, ramp=60.0, until=400.0)
    leaving = [visit.leaves() for visit in visits[:46]]
    # Evenly it would be 6 in a minute: a lesson is 460 s long.
    assert max(sum(at <= other < at + 60 for other in leaving) for at in leaving) <= 13


def test_every_class_goes_to_one_generator() -> None:
    classes = [Class(str(n), n, 1, "/", "bs", [(1, "1234")]) for n in range(7)]
    plan = Plan("http://127.0.0.1:1", 0.0, 1.0, classes)
    parts = [one.sitting for part in shares(plan, 3) for one in part.classes]
    assert sorted(parts) == list(range(7))


@pytest.mark.parametrize(
    ("pace", "share", "seconds"),
    [
        ([], 0.5, 10.0),
        ([(0.0, 4.0)], 0.5, 2.0),
        ([(10.0, 4.0)], 1.0, 12.0),  # half of the pause at 20 s, half at 4 s
        ([(30.0, 4.0)], 1.0, 20.0),
        ([(5.0, 10.0), (10.0, 5.0)], 1.0, 11.25),
    ],
)
def test_a_new_pace_holds_for_what_is_left_of_a_pause(
    pace: list[tuple[float, float]], share: float, seconds: float
) -> None:
    plan = Plan("http://127.0.0.1:1", 0.0, 100.0, [], think=20.0, pace=pace)
    assert plan.after(0.0, share) == pytest.approx(seconds)
