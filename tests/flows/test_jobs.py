"""Jobs in real processes: killed, without a database, over its time and its memory."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import OperationalError, connection, connections
from pytest_django import DjangoDbBlocker

from base import clock
from base.jobs import children
from base.jobs.confinement import LIMITS, JobLimits
from base.jobs.tending import tend_jobs
from base.models import Job
from tests import migrated
from tests.base.jobs.example_tasks import go_on_for_ever, note, take_everything
from tests.flows.job_kinds import MAILS, REGISTER, SPREADSHEET, JobKind
from tests.machine import Machine
from tests.services import PostgresServer
from tests.waiting import PATIENCE, until

pytestmark = pytest.mark.later

# How long the database is away; `AWAY_SECONDS=60` shows that a minute is no different.
AWAY_SECONDS = float(os.environ.get("AWAY_SECONDS", "2"))
# How a process is held to its limits is alike for all of a queue.
one_of_each_queue = pytest.mark.parametrize("kind", [MAILS, SPREADSHEET], ids=["short", "long"])


@pytest.fixture
def database(
    private_postgres: PostgresServer,
    django_db_blocker: DjangoDbBlocker,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> Iterator[PostgresServer]:
    """A database that this test may stop, for it and for the processes it begins."""
    monkeypatch.setenv("DATABASE_URL", private_postgres.url)
    monkeypatch.setenv("EMAIL_URL", f"file://{tmp_path}")
    at = urlsplit(private_postgres.url)
    options = {**connection.settings_dict["OPTIONS"]}
    options.pop("pool", None)
    named = {"HOST": at.hostname, "PORT": str(at.port), "USER": at.username, "NAME": at.path[1:]}
    shared = connections["default"]
    own = type(shared)({**shared.settings_dict, **named, "OPTIONS": options}, "default")
    ContentType.objects.clear_cache()
    connections["default"] = own
    with django_db_blocker.unblock():
        yield private_postgres
        _end_children()
    own.close()
    connections["default"] = shared
    ContentType.objects.clear_cache()


def _end_children() -> None:
    for child in children._children:
        if not child.is_over:
            child.process.kill()
            child.process.wait()
    children._children.clear()


@contextmanager
def held_up(kind: JobKind, database: PostgresServer, *, reached: bool = True) -> Iterator[None]:
    """Begin a job that was asked for, and keep it from writing as long as the block lasts.

    ``reached``: the block begins once it wants to write.
    """
    with suppress(psycopg.OperationalError), psycopg.connect(database.url) as other:
        # No row can be written; that one is still there may be asked, as foreign keys do.
        other.execute(f"LOCK TABLE {kind.table._meta.db_table} IN SHARE MODE")
        assert tend_jobs(at=clock.now()) == 1
        # PostgreSQL's own cleaning may want the table, too. Where the job holds its own row, the
        # thread that tells how far it is waits a second later as well.
        waits = (
            "SELECT count(*) > 0 FROM pg_locks JOIN pg_stat_activity USING (pid)"
            " WHERE NOT granted AND backend_type = 'client backend'"
        )
        assert not reached or until(lambda: other.execute(waits).fetchone() == (True,))
        yield


def child() -> children.JobProcess:
    return children._children[-1]


def tend_until(condition: Callable[[], bool]) -> bool:
    """Look as the periodic work does, also while the database is away."""

    def looked() -> bool:
        try:
            tend_jobs(at=clock.now())
            return condition()
        except OperationalError:
            connection.close()
            return False

    return until(looked)


def job() -> Job:
    return Job.objects.earliest("pk")


def lose_the_database(kind: JobKind, database: PostgresServer) -> None:
    """In the middle of the job; then wait until it is done."""
    with held_up(kind, database):
        database.kill()
        time.sleep(AWAY_SECONDS)
        database.start()
    assert tend_until(lambda: job().state == "done")
    assert job().task == kind.task.module_path


def next_one_runs() -> bool:
    """Whether a job that is asked for now is done."""
    result = note.enqueue("next")
    return tend_until(lambda: Job.objects.get(pk=result.id).state == "done")


# ---------------------------------------------------------------- trouble


@pytest.mark.fault
@one_of_each_queue
def test_one_job_of_each_queue_that_is_killed_is_done_once(
    kind: JobKind, database: PostgresServer
) -> None:
    kind.ask()
    with held_up(kind, database):
        os.kill(child().process.pid, signal.SIGKILL)
        assert child().process.wait() == -signal.SIGKILL
    assert tend_until(lambda: job().state == "done")
    assert (kind.made(), job().tries) == (kind.once, 2)


@one_of_each_queue
def test_a_job_that_is_killed_and_then_loses_the_database_is_done_once(
    kind: JobKind, database: PostgresServer
) -> None:
    kind.ask()
    with held_up(kind, database):
        before = kind.made()
        os.kill(child().process.pid, signal.SIGKILL)
        assert child().process.wait() == -signal.SIGKILL
    assert kind.made() == before, "nothing is left half done"
    lose_the_database(kind, database)
    assert (kind.made(), job().tries) == (kind.once, 3)


def test_a_lock_that_nobody_gives_back_is_no_fault_of_a_file(database: PostgresServer) -> None:
    """The database breaks off who waits for it for three seconds."""
    kind = REGISTER
    kind.ask()
    with held_up(kind, database):
        assert until(lambda: child().is_over)
    assert tend_until(lambda: job().state == "done")
    assert (kind.made(), job().tries) == (kind.once, 2)


@one_of_each_queue
def test_a_job_over_its_time_is_given_up_in_words(
    kind: JobKind, database: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    short = {queue: JobLimits(2, limits.memory) for queue, limits in LIMITS.items()}
    kind.ask()
    monkeypatch.setattr(children, "LIMITS", short)
    # On a busy machine its time is over before it comes to write.
    with held_up(kind, database, reached=False):
        assert child().process.wait() == -signal.SIGALRM
        before = kind.made()
    assert tend_until(lambda: job().state == "failed")
    assert (job().get_reason_display(), job().tries) == ("It took longer than it may.", 1)
    assert kind.made() == before
    monkeypatch.setattr(children, "LIMITS", LIMITS)
    assert next_one_runs()


def test_whoever_takes_more_and_more_memory_is_told_so(
    database: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits = {**LIMITS, "long": JobLimits(LIMITS["long"].seconds, 2**30)}
    monkeypatch.setattr(children, "LIMITS", limits)
    take_everything.enqueue()
    assert tend_until(lambda: job().state == "failed")
    assert (job().reason, job().tries) == ("memory", 1)


# ---------------------------------------------------------------- beside each other


def test_a_short_job_does_not_wait_behind_a_long_one_and_both_say_how_far_they_are(
    database: PostgresServer,
) -> None:
    go_on_for_ever.enqueue()
    assert tend_until(lambda: job().done > 0)
    assert next_one_runs()
    before = job()
    assert before.beat_at is not None
    assert until(lambda: job().done > before.done and job().beat_at > before.beat_at)  # type: ignore[operator]
    assert job().expected == 100


def test_a_process_whose_job_another_one_has_ends_by_itself(database: PostgresServer) -> None:
    go_on_for_ever.enqueue()
    assert tend_until(lambda: job().done > 0)
    Job.objects.update(tries=2)
    assert child().process.wait(PATIENCE) == children.OVERTAKEN


def test_the_demo_does_a_job_in_a_child_of_its_one_process(tmp_path: Path) -> None:
    file = tmp_path / "quiz.sqlite3"
    named = {"DATABASE_URL": f"sqlite:///{file}", "REDIS_URL": "", "DATA_DIR": str(tmp_path)}
    shutil.copy(migrated.file(), file)
    with Machine(server="daphne", **named) as demo:
        asked = "from tests.base.jobs.example_tasks import *; note.enqueue('a')"
        demo.run("manage", "shell", "--no-imports", "-c", asked)
        demo.start()
        done = "SELECT part FROM base_madefile"
        with sqlite3.connect(file, timeout=PATIENCE) as look:
            assert until(lambda: look.execute(done).fetchall() == [("a",)])
            state = "SELECT state FROM base_job"
            assert until(lambda: look.execute(state).fetchall() == [("done",)])
        look.close()
