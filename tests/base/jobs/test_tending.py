"""Jobs are begun once, in their order, begun again when they fall silent, and forgotten."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import OperationalError, transaction
from django.tasks import default_task_backend
from django.tasks.base import TaskResultStatus
from django.tasks.exceptions import InvalidTask, TaskResultDoesNotExist
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from base import clock
from base.jobs import tending
from base.jobs.actions import KEPT_FOR, Overtaken, claim, hold, tell
from base.jobs.backend import AnyTask, asked_for
from base.jobs.tending import StandingTask, standing_tasks, tend_jobs
from base.models import Job, MadeFile, User
from competition.config.runner import JOBS
from schools.models import Country, Role
from tests import cast
from tests.base.jobs.example_tasks import (
    break_down,
    lose_the_database,
    note,
    note_at_length,
    note_how_it_is_read,
    refuse,
)
from tests.cells import in_one_world
from tests.jobs import begun, do, do_jobs

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def words() -> list[str]:
    return sorted(MadeFile.objects.values_list("part", flat=True))


def state(job: Job) -> tuple[str, str]:
    job.refresh_from_db()
    return job.state, job.reason


def asked(word: str = "a") -> Job:
    return Job.objects.get(pk=note.enqueue(word).id)


# ---------------------------------------------------------------- asked for


def test_a_task_is_asked_for_and_told_of_as_django_does_it() -> None:
    result = note.enqueue("a")
    assert result.status == TaskResultStatus.READY
    do_jobs()
    result.refresh()
    assert (result.status, result.is_finished, result.attempts) == ("SUCCESSFUL", True, 1)
    assert words() == ["a"]
    with pytest.raises(TaskResultDoesNotExist):
        default_task_backend.get_result("0")


def test_a_task_names_one_of_the_two_queues() -> None:
    assert settings.TASKS["default"]["QUEUES"] == [*Job.Queue]
    with pytest.raises(InvalidTask):
        note.using(queue_name="default")


def test_a_second_wish_for_the_same_is_the_first_one_until_it_is_done() -> None:
    wish = asked_for(note, subject="one")
    first = wish.enqueue("a").id
    assert wish.enqueue("b").id == first
    assert asked_for(note, subject="two").enqueue("c").id != first
    do_jobs()
    assert words() == ["a", "c"]
    assert wish.enqueue("b").id != first


def test_who_asked_and_in_which_language_is_kept(superuser: User) -> None:
    with translation.override("sr"):
        result = asked_for(note, subject="x", by=superuser).enqueue("a")
    job = Job.objects.get(pk=result.id)
    assert (job.asked_by, job.language) == (superuser, "sr")


def test_it_is_done_by_the_clocks_and_in_the_words_of_who_asked(country: Country) -> None:
    Country.objects.update(timezone="Europe/Lisbon")
    organizer = cast.make_staff(Role.Kind.ORGANIZER, country=country)
    asked_for(note_how_it_is_read, subject="theirs", by=organizer).enqueue()
    note_how_it_is_read.enqueue()
    do_jobs()
    assert words() == ["Europe/Lisbon sr-BA", f"{settings.TIME_ZONE} sr"]


def test_what_is_asked_for_in_a_transaction_that_fails_is_not_asked_for() -> None:
    with transaction.atomic():
        note.enqueue("a")
        transaction.set_rollback(True)
    assert begun() == []


# ---------------------------------------------------------------- done


def test_one_of_each_queue_is_begun_at_a_time_in_their_order() -> None:
    for word in ("a", "b"):
        note_at_length.enqueue(word)
        note.enqueue(word)
    first = begun()
    assert [(job.queue, job.arguments["args"]) for job in first] == [
        ("short", ["a"]),
        ("long", ["a"]),
    ]
    assert begun() == []
    [short] = [job for job in first if job.queue == "short"]
    do(short)
    assert [job.arguments["args"] for job in begun()] == [["b"]]
    assert words() == ["a"]


def test_two_that_look_at_once_begin_it_once() -> None:
    job = asked()
    found: list[Job] = []

    def second_look(claimed: Job) -> None:
        found.append(claimed)
        assert begun() == []

    assert tend_jobs(at=clock.now(), begin=second_look) == 1
    assert found == [job]


def test_two_that_hold_the_same_row_begin_it_once() -> None:
    job = asked()
    same = Job.objects.get(pk=job.pk)
    assert [claim(one, at=clock.now()) for one in (job, same)] == [True, False]
    assert job.tries == 1


@in_one_world(
    ("task", "told"),
    [(break_down, ("failed", "fault")), (refuse, ("failed", "faulty"))],
    ids=["a mistake", "a refusal"],
)
def test_what_cannot_be_done_is_given_up_at_once_and_the_next_one_runs(
    task: AnyTask, told: tuple[str, str]
) -> None:
    job = Job.objects.get(pk=task.enqueue().id)
    note.enqueue("a")
    do_jobs()
    assert state(job) == told
    assert (words(), job.tries) == (["a"], 1)


def test_what_passes_by_itself_is_for_whoever_watches() -> None:
    lose_the_database.enqueue()
    [job] = begun()
    with pytest.raises(OperationalError):
        do(job)
    assert state(job) == ("running", "")


# ---------------------------------------------------------------- silent


def looks(count: int) -> list[bool]:
    """So many looks, three minutes apart; whether each began something."""
    at = clock.now()
    return [bool(begun(at + 3 * MINUTE * number)) for number in range(count)]


def test_one_that_falls_silent_is_begun_three_times_and_then_given_up() -> None:
    job = asked()
    assert looks(8) == [True, False, True, False, True, False, False, False]
    assert state(job) == ("failed", "died")


def test_behind_one_that_fell_silent_the_next_one_need_not_wait() -> None:
    at = clock.now()
    asked("a")
    begun(at)
    asked("b")
    assert [job.arguments["args"] for job in begun(at + 3 * MINUTE)] == [["b"]]


def test_one_that_shows_signs_of_life_is_left_alone() -> None:
    at = clock.now()
    asked()
    [job] = begun(at)
    tell(job, done=1, expected=4, at=at + 2 * MINUTE)
    assert begun(at + 3 * MINUTE) == []
    job.refresh_from_db()
    assert (job.state, job.percent) == ("running", 25)


def test_whoever_was_given_up_writes_nothing_any_more() -> None:
    at = clock.now()
    asked()
    [first] = begun(at)
    begun(at + 3 * MINUTE)
    [second] = begun(at + 6 * MINUTE)
    with pytest.raises(Overtaken):
        tell(first, done=9, expected=9, at=at)
    with pytest.raises(Overtaken), transaction.atomic():
        hold(first)
    do(first)
    assert state(second) == ("running", "")
    do(second)
    assert state(second) == ("done", "")


# ---------------------------------------------------------------- forgotten


def test_a_row_goes_after_thirty_days_and_one_that_waits_stays() -> None:
    asked("a")
    do_jobs()
    waiting = asked("b")
    tend_jobs(at=clock.now() + KEPT_FOR - MINUTE, begin=lambda _job: None)
    assert Job.objects.count() == 2
    tend_jobs(at=clock.now() + KEPT_FOR + MINUTE, begin=lambda _job: None)
    assert list(Job.objects.all()) == [waiting]


# ---------------------------------------------------------------- asked for by nobody


@pytest.fixture
def standing(monkeypatch: pytest.MonkeyPatch) -> None:
    """One task that nobody asks for, due while nothing is noted."""
    found = (StandingTask(break_down, lambda _at: not MadeFile.objects.exists()),)
    monkeypatch.setattr(tending, "standing_tasks", found)


def test_a_standing_task_is_begun_when_it_is_due_and_rests_when_it_failed(standing: None) -> None:
    at = clock.now()
    assert [job.task for job in begun(at, standing=True)] == [break_down.module_path]
    assert begun(at, standing=True) == []
    do(Job.objects.get())
    assert begun(at, standing=True) == []
    assert len(begun(clock.now() + MINUTE + timedelta(seconds=1), standing=True)) == 1


def test_a_standing_task_with_nothing_to_do_leaves_no_row(standing: None) -> None:
    MadeFile.objects.create(kind="word", about=1, asked_at=clock.now())
    assert begun(standing=True) == []
    assert not Job.objects.exists()


def test_the_duty_tends_and_knows_every_standing_task() -> None:
    assert tend_jobs in JOBS
    short = {standing.task.queue_name for standing in standing_tasks}
    assert short == {"short"}


def test_a_look_with_nothing_to_do_costs_little(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    # One each, and one more of the mail to organizers: a teacher waits, or a school. What is old is
    # looked at by night, and whom it is told of.
    with django_assert_num_queries(2 + len(standing_tasks) - 2):
        tend_jobs(at=clock.now().replace(hour=12, minute=30))
