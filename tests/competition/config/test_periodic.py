"""Sweeping, beats, outages and who does the periodic work."""

from __future__ import annotations

import gc
import threading
import weakref
from datetime import datetime, timedelta

import pytest

from base import clock
from base.models import User
from competition import exceptions
from competition.config.purpose import Purpose
from competition.config.runner import Runner, take_duty
from competition.day.actions import beat, settle
from competition.models import Attempt, Beat, Duty, Outage, Result, Sitting
from competition.sittings.actions import ending
from competition.sittings.actions.ending import sweep
from competition.sittings.actions.sittings import pause, resume, start_all
from schools.models import Card
from tests import cast
from tests.cells import in_one_world
from tests.waiting import until

pytestmark = pytest.mark.django_db
MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)


@pytest.fixture
def over(sitting: Sitting, card: Card, teacher: User) -> Attempt:
    """An attempt whose deadline and grace are past, and whose browser is silent."""
    began = clock.now() - 22 * MINUTE
    start_all(sitting, by=teacher, at=began)
    attempt = cast.make_attempt(card, sitting, at=began)
    cast.store_choices(attempt, "1")
    # Received while there was time.
    attempt.answers.update(received_at=began + MINUTE)
    return attempt


def test_the_sweeper_finishes_what_is_over_once(over: Attempt) -> None:
    assert sweep(at=clock.now()) == 1
    assert sweep(at=clock.now()) == 0
    assert Result.objects.get().choices == "10000"


def test_a_lesson_that_is_over_ends_in_one_round_a_few_at_a_time(
    over: Attempt, sitting: Sitting, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = Card.objects.filter(school_class=over.card.school_class).exclude(pk=over.card_id)
    assert over.started_at is not None
    for card in others:
        cast.make_attempt(card, sitting, at=over.started_at)
    monkeypatch.setattr(ending, "BATCH", 1)
    assert sweep(at=clock.now()) == 1 + len(others) > 1


def test_the_sweeper_leaves_the_grace(over: Attempt) -> None:
    assert over.deadline is not None
    assert sweep(at=over.deadline + 59 * SECOND) == 0


def test_no_time_runs_out_while_nobody_serves_pupils(over: Attempt) -> None:
    assert over.deadline is not None
    past_the_grace = over.deadline + MINUTE + 5 * SECOND
    beat("a", at=past_the_grace - 6 * SECOND)
    assert sweep(at=past_the_grace) == 0
    beat("a", at=past_the_grace)
    assert sweep(at=past_the_grace) == 1


def test_the_sweeper_leaves_a_paused_sitting(
    over: Attempt, sitting: Sitting, teacher: User
) -> None:
    pause(sitting, by=teacher, at=clock.now())
    assert sweep(at=clock.now()) == 0


def test_the_sweeper_leaves_what_is_voided(over: Attempt) -> None:
    Attempt.objects.update(voided_at=clock.now())
    assert sweep(at=clock.now()) == 0
    over.refresh_from_db()
    assert over.finished_at is None


def test_the_sweeper_stops_while_the_clocks_disagree(over: Attempt) -> None:
    clock.clock.compare(clock.now())
    clock.clock.compare(clock.now() + timedelta(hours=1))
    assert sweep(at=clock.now()) == 0
    clock.clock.compare(clock.now())
    assert sweep(at=clock.now()) == 1


def test_who_has_no_limit_ends_after_the_window_and_not_before_the_others(
    over: Attempt, sitting: Sitting, teacher: User
) -> None:
    began = over.started_at
    assert began is not None
    Attempt.objects.update(deadline=None)
    other = Card.objects.filter(school_class=over.card.school_class).exclude(pk=over.card_id)[0]
    beside = cast.make_attempt(other, sitting, at=began)
    Attempt.objects.filter(pk=beside.pk).update(deadline=began + 50 * MINUTE)
    sitting.entry.edition.windows.update(closes_at=began + 10 * MINUTE)
    assert sweep(at=began + 51 * MINUTE - SECOND) == 0
    # From here on the other one is over, and so is who had to wait for it.
    sweep(at=began + 51 * MINUTE)
    over.refresh_from_db()
    assert (over.finished_at, over.ending) == (began + 51 * MINUTE, "time")


def test_who_has_no_limit_has_twice_the_minutes_and_what_a_pause_gave_back(
    over: Attempt, sitting: Sitting, teacher: User
) -> None:
    began = over.started_at
    assert began is not None
    Attempt.objects.update(deadline=None)
    sitting.entry.edition.windows.update(closes_at=began + 10 * MINUTE)
    pause(sitting, by=teacher, at=began + 11 * MINUTE)
    resume(sitting, by=teacher, at=began + 14 * MINUTE)
    assert sweep(at=began + 44 * MINUTE - SECOND) == 0
    sitting.entry.edition.windows.update(closes_at=began + 60 * MINUTE)
    assert sweep(at=began + 44 * MINUTE) == 0
    sitting.entry.edition.windows.update(closes_at=began + 44 * MINUTE)
    assert sweep(at=began + 44 * MINUTE) == 1


def test_a_silence_of_all_processes_is_an_outage_when_somebody_was_at_work(over: Attempt) -> None:
    now = clock.now()
    Beat.objects.create(process="a", at=now - 12 * SECOND)
    Attempt.objects.update(deadline=now + MINUTE)
    outage = beat("b", at=now)
    assert outage is not None
    assert outage.ended_at - outage.began_at == 12 * SECOND


@in_one_world(("silent", "found"), [(11, False), (12, True)])
def test_a_short_silence_is_none(over: Attempt, silent: int, found: bool) -> None:
    now = clock.now()
    Attempt.objects.update(deadline=now + MINUTE)
    Beat.objects.create(process="a", at=now - silent * SECOND)
    assert (beat("a", at=now) is not None) is found


def test_a_silence_at_night_is_none() -> None:
    Beat.objects.create(process="a", at=clock.now() - timedelta(hours=9))
    assert beat("a", at=clock.now()) is None


def test_the_sweeper_waits_until_an_outage_is_settled(over: Attempt, superuser: User) -> None:
    now = clock.now()
    outage = Outage.objects.create(began_at=now - 5 * MINUTE, ended_at=now - 4 * MINUTE)
    assert sweep(at=now) == 0
    assert settle(outage, give=False, by=superuser, at=now) == 0
    assert sweep(at=now) == 1


def test_time_given_back_heals_answers_that_came_too_late(over: Attempt, superuser: User) -> None:
    assert over.deadline is not None
    sweep(at=clock.now())
    over.answers.update(received_at=over.deadline + 61 * SECOND)
    Attempt.objects.update(finished_at=over.deadline + 62 * SECOND)
    outage = Outage.objects.create(began_at=over.deadline - MINUTE, ended_at=over.deadline + MINUTE)
    assert settle(outage, give=True, by=superuser, at=clock.now()) == 1
    assert Result.objects.get().choices == "10000"
    with pytest.raises(exceptions.AlreadySettled):
        settle(outage, give=True, by=superuser, at=clock.now())


@in_one_world("resumed", [True, False], ids=["pause over", "pause goes on"])
def test_an_outage_during_a_pause_is_not_given_back_twice(
    sitting: Sitting, card: Card, teacher: User, superuser: User, resumed: bool
) -> None:
    t = clock.now() - 10 * MINUTE
    start_all(sitting, by=teacher, at=t)
    attempt = cast.make_attempt(card, sitting, at=t)
    pause(sitting, by=teacher, at=t + MINUTE)
    if resumed:
        resume(sitting, by=teacher, at=t + 8 * MINUTE)
    outage = Outage.objects.create(began_at=t + 2 * MINUTE, ended_at=t + 7 * MINUTE)
    settle(outage, give=True, by=superuser, at=t + 9 * MINUTE)
    if not resumed:
        resume(sitting, by=teacher, at=t + 8 * MINUTE)
    attempt.refresh_from_db()
    assert attempt.deadline == t + 27 * MINUTE


def test_a_forgotten_sitting_is_closed_after_half_a_day(over: Attempt, sitting: Sitting) -> None:
    assert sweep(at=clock.now()) == 1
    Sitting.objects.update(opened_at=clock.now() - timedelta(hours=13))
    sweep(at=clock.now())
    sitting.refresh_from_db()
    assert sitting.closed_at is not None


@pytest.mark.django_db(transaction=True)
def test_one_process_holds_the_duty_until_it_is_gone() -> None:
    assert take_duty("a")
    assert not take_duty("b")
    assert take_duty("a")
    Duty.objects.update(until=clock.now() - MINUTE)
    assert take_duty("b")
    assert not take_duty("a")


def test_a_process_in_the_background_takes_the_work_from_one_that_stands_in() -> None:
    assert take_duty("pages", stands_in=True)
    assert take_duty("background", stands_in=False)
    assert not take_duty("pages", stands_in=True)
    assert not take_duty("another in the background", stands_in=False)
    Duty.objects.update(until=clock.now() - SECOND)
    assert take_duty("pages", stands_in=True)
    assert take_duty("background", stands_in=False)


@in_one_world(
    ("purpose", "beats", "works"),
    [
        (Purpose.EVERYTHING, True, True),
        (Purpose.ANSWERS, True, False),
        (Purpose.PAGES, False, True),
        (Purpose.BACKGROUND, False, True),
    ],
)
def test_what_a_process_does_beside_serving_follows_from_its_purpose(
    purpose: Purpose, beats: bool, works: bool
) -> None:
    done: list[datetime] = []
    runner = Runner(jobs=(lambda *, at: done.append(at),), purpose=purpose)
    runner.beat()
    runner.round()
    assert (Beat.objects.exists(), bool(done)) == (beats, works)


@pytest.mark.django_db(transaction=True)
def test_a_long_round_of_jobs_does_not_age_the_beats() -> None:
    begun, over = threading.Event(), threading.Event()

    def long_job(*, at: datetime) -> None:
        begun.set()
        over.wait(60)

    runner = Runner(jobs=(long_job,))
    runner.start()
    try:
        assert begun.wait(60)
        first = Beat.objects.get().at
        assert until(lambda: Beat.objects.get().at > first)
    finally:
        over.set()
        runner.stop()


@pytest.mark.django_db(transaction=True)
def test_nothing_is_due_before_the_clock_was_compared() -> None:
    done: list[datetime] = []
    runner = Runner(jobs=(lambda *, at: done.append(at),))
    runner.round()
    assert done == []
    runner.beat()
    runner.round()
    assert len(done) == 1


@pytest.mark.django_db(transaction=True)
def test_a_process_without_the_duty_does_no_job() -> None:
    done: list[datetime] = []
    runner = Runner(jobs=(lambda *, at: done.append(at),))
    assert take_duty("another")
    runner.beat()
    runner.round()
    assert done == []


def test_an_untimed_card_in_a_paused_sitting_does_not_end_with_the_window(
    over: Attempt, sitting: Sitting, teacher: User
) -> None:
    Attempt.objects.update(deadline=None)
    pause(sitting, by=teacher, at=clock.now())
    sitting.entry.edition.windows.update(closes_at=clock.now() - SECOND)
    assert sweep(at=clock.now()) == 0


class Knot:
    """Holds itself, as sockets and their consumers do."""

    def __init__(self) -> None:
        self.itself = self


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("every", "stays"), [(0.0, False), (300.0, True)])
def test_what_old_cycles_left_is_collected_when_it_is_time(every: float, stays: bool) -> None:
    knot = Knot()
    left = weakref.ref(knot)
    gc.collect()  # from now on it is old
    gc.disable()
    try:
        del knot
        Runner(jobs=(), tidy_every=every).round()
        assert (left() is not None) == stays
    finally:
        gc.enable()
