"""The minutes that decide between equals: without pauses, extra time, and what the server adds."""

from __future__ import annotations

from datetime import timedelta

from base import clock
from base.models import User
from competition.models import Attempt, Result, Sitting
from competition.sittings.actions.results import end_attempts, write_results
from competition.sittings.actions.sittings import give_minutes, pause, resume
from schools.models import Card
from tests import cast
from tests.cells import in_one_world

MINUTE = timedelta(minutes=1)


def minutes_of(attempt: Attempt) -> int:
    return Result.objects.get(attempt=attempt).time


def test_who_finishes_in_a_pause_has_worked_until_it_began(
    card: Card, sitting: Sitting, teacher: User
) -> None:
    began = clock.now() - 15 * MINUTE
    Sitting.objects.update(starts_at=began)
    attempt = cast.make_attempt(card, sitting, at=began)
    pause(sitting, by=teacher, at=began + 5 * MINUTE)
    end_attempts([attempt], ending=Attempt.Ending.PUPIL, at=began + 9 * MINUTE)
    assert minutes_of(attempt) == 5
    resume(sitting, by=teacher, at=began + 12 * MINUTE)
    write_results([attempt.pk], at=clock.now())
    assert minutes_of(attempt) == 5


@in_one_world(("minutes", "told"), [(18, 12), (30, 20), (31, 20)])
def test_extra_time_and_the_sweeper_cost_no_rank(
    card: Card, sitting: Sitting, minutes: int, told: int
) -> None:
    attempt = cast.make_attempt(card, sitting, at=clock.now() - minutes * MINUTE)
    attempt.deadline = attempt.started_at + 30 * MINUTE if attempt.started_at else None
    attempt.save()
    end_attempts([attempt], ending=Attempt.Ending.TIME, at=clock.now())
    assert minutes_of(attempt) == told


def test_minutes_that_a_teacher_adds_make_nobody_faster(
    card: Card, sitting: Sitting, teacher: User
) -> None:
    began = clock.now() - 18 * MINUTE
    Sitting.objects.update(starts_at=began)
    attempt = cast.make_attempt(card, sitting, at=began)
    give_minutes(sitting, minutes=5, reason="technical", by=teacher, at=began + 3 * MINUTE)
    attempt.refresh_from_db()
    end_attempts([attempt], ending=Attempt.Ending.PUPIL, at=clock.now())
    assert minutes_of(attempt) == 18


def test_a_card_without_a_limit_has_worked_at_most_the_minutes_of_all(
    card: Card, sitting: Sitting
) -> None:
    attempt = cast.make_attempt(card, sitting, at=clock.now() - 38 * MINUTE)
    attempt.deadline = None
    attempt.save()
    end_attempts([attempt], ending=Attempt.Ending.CLOSED, at=clock.now())
    assert minutes_of(attempt) == 20
