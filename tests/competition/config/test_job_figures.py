"""How much background work waits is told by the process that has the duty, and by no other."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from base import clock
from base.models import Job
from competition import metrics
from competition.config.job_figures import tell_job_queues
from competition.config.purpose import Purpose
from competition.config.runner import JOBS, Runner
from competition.models import Duty
from tests.base.jobs.example_tasks import note, note_at_length
from tests.jobs import begun

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def told(queue: str) -> tuple[float | None, float | None]:
    """How many jobs wait in a queue and for how many seconds, as a scrape would read it."""
    names = ("quiz_jobs_waiting", "quiz_jobs_oldest_age_seconds")
    count, age = (metrics.REGISTRY.get_sample_value(name, {"queue": queue}) for name in names)
    return count, age


def test_each_queue_tells_how_many_wait_and_how_long_the_first_has(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    at = clock.now()
    note.enqueue("first")
    note.enqueue("second")
    Job.objects.filter(arguments__args=["first"]).update(asked_at=at - 3 * MINUTE)
    Job.objects.filter(arguments__args=["second"]).update(asked_at=at - MINUTE)
    with django_assert_num_queries(1):
        tell_job_queues(at=at)
    assert (told("short"), told("long")) == ((2, 180), (0, 0))


def test_what_runs_or_is_over_does_not_wait() -> None:
    for word in ("a", "b"):
        note_at_length.enqueue(word)
    begun()
    tell_job_queues(at=clock.now())
    assert told("long")[0] == 1
    Job.objects.update(state="failed")
    tell_job_queues(at=clock.now())
    assert told("long") == (0, 0)


def test_whoever_loses_the_duty_tells_nothing_any_more() -> None:
    assert tell_job_queues in JOBS
    runner = Runner(jobs=(tell_job_queues,), purpose=Purpose.BACKGROUND)
    note.enqueue("a")
    runner.beat()
    runner.round()
    assert told("short")[0] == 1
    Duty.objects.update(holder="another", stands_in=False, until=clock.now() + MINUTE)
    runner.round()
    assert told("short") == (None, None)
