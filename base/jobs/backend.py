"""Django's tasks on top of our row: ``enqueue`` writes a ``Job``, a result is read from it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.db import IntegrityError, transaction
from django.tasks.backends.base import BaseTaskBackend
from django.tasks.base import Task, TaskResult, TaskResultStatus
from django.tasks.exceptions import TaskResultDoesNotExist
from django.tasks.signals import task_enqueued
from django.utils.json import normalize_json
from django.utils.module_loading import import_string
from django.utils.translation import get_language

from base import clock
from base.models import Job, User

# Of any arguments and any return value.
type AnyTask = Task[..., Any]
type AnyResult = TaskResult[..., Any]

STATUS = {
    Job.State.WAITING: TaskResultStatus.READY,
    Job.State.RUNNING: TaskResultStatus.RUNNING,
    Job.State.DONE: TaskResultStatus.SUCCESSFUL,
    Job.State.FAILED: TaskResultStatus.FAILED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class JobTask(Task):  # type: ignore[type-arg]  # at run time Django's class takes no types
    """A task, and what our row knows besides: for whom, about what."""

    by: User | None = None
    subject: str = ""


# A file of so many bytes is read in seconds, and need not wait behind somebody's workbook.
SMALL = 64 * 1024


def _own[**P, R](task: Task[P, R]) -> JobTask:
    if not isinstance(task, JobTask):
        raise TypeError(task)
    return task


def asked_for[**P, R](task: Task[P, R], *, subject: str, by: User | None = None) -> Task[P, R]:
    """The task, once at a time for one subject; a second wish gets the first one's result."""
    return replace(_own(task), by=by, subject=subject)


def asked_for_file[**P, R](
    task: Task[P, R], content: bytes | memoryview, *, subject: str, by: User
) -> Task[P, R]:
    """As ``asked_for``, about an uploaded file; with a small one in the short queue."""
    wanted = asked_for(task, subject=subject, by=by)
    return wanted.using(queue_name="short") if len(content) <= SMALL else wanted


class JobBackend(BaseTaskBackend):
    """Keeps tasks in ``Job``; ``base.jobs.tending`` has them done."""

    task_class = JobTask
    supports_get_result = True

    def enqueue(self, task: AnyTask, args: Any, kwargs: Any) -> Any:  # noqa: ANN401 - Django's signature
        """Write the row; it is begun once the transaction around it is committed."""
        self.validate_task(task)
        result = result_of(_row(task, {"args": args, "kwargs": kwargs}))
        task_enqueued.send(type(self), task_result=result)
        return result

    def get_result(self, result_id: str) -> AnyResult:
        """What became of it. Raises ``TaskResultDoesNotExist``."""
        job = Job.objects.filter(pk=result_id).first() if result_id.isdecimal() else None
        if job is None:
            raise TaskResultDoesNotExist(result_id)
        return result_of(job)


def task_of(job: Job) -> AnyTask:
    """The task a row is about. Raises ``ImportError`` where a newer program has none."""
    found = import_string(job.task)
    if not isinstance(found, Task):
        raise ImportError(job.task)  # noqa: TRY004 - a name that leads to something else
    return found


def result_of(job: Job) -> AnyResult:
    """A row as Django tells of it; the reason of a failure stands in the row alone."""
    return TaskResult(
        task=task_of(job),
        id=str(job.pk),
        status=STATUS[Job.State(job.state)],
        enqueued_at=job.asked_at,
        started_at=job.beat_at if job.tries else None,
        last_attempted_at=job.beat_at,
        finished_at=job.finished_at,
        args=job.arguments["args"],
        kwargs=job.arguments["kwargs"],
        backend="default",
        errors=[],
        worker_ids=[str(number + 1) for number in range(job.tries)],
    )


def _row(task: AnyTask, arguments: dict[str, Any]) -> Job:
    by, subject = (task.by, task.subject) if isinstance(task, JobTask) else (None, "")
    try:
        with transaction.atomic():
            return Job.objects.create(
                task=task.module_path,
                queue=task.queue_name,
                subject=subject,
                arguments=normalize_json(arguments),
                asked_by=by,
                language=get_language() or "",
                asked_at=clock.now(),
            )
    except IntegrityError:
        return Job.objects.filter(task=task.module_path, subject=subject).latest("pk")
