"""The first state of a class that is made up is one that the server could have told."""

from __future__ import annotations

from competition.rules.lesson import Attendance, next_step
from competition.sittings.views.tryout import made_up_state, made_up_wall


def test_nobody_has_come_yet_and_the_code_is_shown() -> None:
    told = made_up_state("123456")
    count = Attendance(total=told["total"], joined=0, late=0, finished=0)
    assert told["next"] == next_step(told["phase"], count)
    assert [one["number"] for one in told["cards"]] == list(range(1, 29))


def test_the_wall_is_told_no_seat() -> None:
    assert "cards" not in made_up_wall()
    assert made_up_wall()["animals"] == []
