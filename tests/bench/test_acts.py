"""How soon screens show an act, as the load day reckons it."""

from __future__ import annotations

from bench.acts import delays_of
from bench.notes import Turned


def screen(number: int, *turns: tuple[float, str], sitting: int = 1) -> list[Turned]:
    return [Turned(sitting, number, phase, at) for at, phase in turns]


def test_each_screen_counts_from_its_teachers_press() -> None:
    turns = [
        *screen(1, (1, "waiting"), (9, "running"), (12, "paused"), (21, "running")),
        *screen(2, (9, "running"), (10.5, "paused"), (20.5, "running")),
        *screen(1, (9, "running"), (13, "paused"), sitting=2),
    ]
    acts = [(1, "pause", 10.0), (1, "resume", 20.0), (2, "pause", 10.0)]
    assert delays_of(turns, acts) == [2.0, 0.5, 1.0, 0.5, 3.0]


def test_a_screen_that_never_shows_it_is_told() -> None:
    assert delays_of(screen(1, (9, "running")), [(1, "pause", 10.0)]) == [None]


def test_who_is_not_at_work_or_finishes_first_is_not_concerned() -> None:
    turns = [
        *screen(1, (9, "waiting")),
        *screen(2, (9, "running"), (11, "finished")),
        *screen(3, (11, "running")),
    ]
    assert delays_of(turns, [(1, "pause", 10.0)]) == []
