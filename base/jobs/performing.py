"""One job is done, by a process that does nothing else; a thread beside it tells how far it is."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from typing import Any

from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.tasks.base import TaskContext
from django.utils import translation

from base import clock
from base.jobs.actions import GivenUp, Overtaken, fail, finish, own_try, tell
from base.jobs.backend import result_of, task_of
from base.models import Job, User
from base.registry import Registry

log = logging.getLogger(__name__)

BEAT_SECONDS = 1.0
# What passes by itself: the task is tried again.
PASSING = (OperationalError, InterfaceError)

# Inside it times and words are as somebody reads them.
as_read_by = Registry[Callable[[User], AbstractContextManager[None]]]()

# What a task gets; ``job_of`` and ``progress_of`` tell the rest.
type Context = TaskContext[..., Any]


@dataclass(slots=True)
class Progress:
    """How far a task is, as far as it has said so."""

    done: int = 0
    expected: int = 0

    def expect(self, count: int) -> None:
        """Say how much there will be, about."""
        self.expected = count

    def step(self, count: int = 1) -> None:
        """Say that so much more is done."""
        self.done += count


@dataclass(frozen=True, slots=True, kw_only=True)
class JobContext(TaskContext):  # type: ignore[misc, type-arg]  # it is frozen and takes no types
    """What our tasks get besides Django's result."""

    job: Job
    progress: Progress = field(default_factory=Progress)


def job_of(context: Context) -> Job:
    """The row of the task that runs."""
    return _own(context).job


def progress_of(context: Context) -> Progress:
    """Where the task that runs says how far it is."""
    return _own(context).progress


def perform(job: Job, progress: Progress) -> None:
    """Do a job that was claimed, as who asked reads it; its row says what became of it.

    Raises what passes by itself: an ``OperationalError`` of the database, ``MemoryError``.
    """
    try:
        with translation.override(job.language or None), _read_by(job.asked_by):
            _call(job, progress)
    except GivenUp as refusal:
        fail(job, reason=refusal.reason, at=clock.now())
    except Overtaken:
        log.warning("job %s: another process has it", job)
    except (*PASSING, MemoryError):
        raise
    except Exception:
        log.exception("job %s failed", job)
        fail(job, reason=Job.Reason.FAULT, at=clock.now())
    else:
        own_try(job).update(done=progress.done, expected=progress.expected)
        finish(job, at=clock.now())


def _read_by(user: User | None) -> AbstractContextManager[None]:
    return nullcontext() if user is None else as_read_by.only(user)


def _call(job: Job, progress: Progress) -> None:
    task = task_of(job)
    args: list[Any] = list(job.arguments["args"])
    if task.takes_context:
        args.insert(0, JobContext(task_result=result_of(job), job=job, progress=progress))
    task.call(*args, **job.arguments["kwargs"])


def _own(context: Context) -> JobContext:
    if not isinstance(context, JobContext):
        raise TypeError(context)
    return context


@contextmanager
def beating(job: Job, progress: Progress, *, overtaken: Callable[[], object]) -> Iterator[None]:
    """Tell every second, by a connection of its own, that somebody is at it and how far.

    So a step that takes minutes, or a transaction nobody can look into, is no silence. Calls
    ``overtaken`` once another process has the job.
    """
    over = threading.Event()

    def beat() -> None:
        while not over.wait(BEAT_SECONDS):
            try:
                tell(job, done=progress.done, expected=progress.expected, at=clock.now())
            except Overtaken:
                if not over.is_set():
                    overtaken()
            except (DatabaseError, InterfaceError, MemoryError):
                # The next beat may get through; who watches is patient for two minutes.
                connection.close()
        connection.close()

    thread = threading.Thread(target=beat, name="job-beats", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
