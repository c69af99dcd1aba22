"""The list of tasks in words and addresses, for the first page of a teacher."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from competition.classes.home_steps import HomeStep
from competition.classes.queries.class_rows import ClassRow
from competition.classes.task_table import TASKS, HomeTask
from competition.models import Sitting
from competition.rules import task_list
from competition.rules.groups import Who
from competition.rules.task_list import TaskStanding, TaskState


@dataclass(frozen=True, slots=True)
class TaskAction:
    """The one button of a task; ``kind`` and ``edition`` make it a form."""

    words: str
    url: str
    school_class: str = ""
    kind: str = ""
    edition: str = ""
    who: str = ""


@dataclass(slots=True)
class ShownTask:
    """A row of the list; ``done`` of ``total`` classes have it behind them. ``zone``: the clocks by
    which ``when`` is told."""

    task: HomeTask
    state: TaskState
    when: datetime | None
    action: TaskAction | None
    done: int
    total: int
    is_next: bool = False
    zone: str = ""


def home_tasks(
    rows: Sequence[ClassRow], steps: Sequence[HomeStep] = (), *, goes_on: bool = False
) -> list[ShownTask]:
    """What these classes have to do; the next of all is marked, and each row told its own.

    ``goes_on``: a class of last year can be taken over, which comes before an empty form.

    ``steps``: what there is to do besides. One that is open comes first, and before what a class
    does next unless it is at work; others come last.
    """
    judged = [{one.key: one.judge(row.standing) for one in TASKS} for row in rows]
    keys = [task_list.next_task(told, row.standing) for told, row in zip(judged, rows, strict=True)]
    first = task_list.first_class(keys, [one.key for one in TASKS])
    key = "add_class" if not rows else keys[first] if first is not None else ""
    tasks = [_shown(one, rows, [told[one.key] for told in judged], keys) for one in TASKS]
    for one in tasks:
        one.is_next = one.task.key == key
        if one.task.key == "add_class" and goes_on and not rows:
            one.action = TaskAction(_("Take over a class of last year"), "#earlier")
    for row, own in zip(rows, keys, strict=True):
        title = next((str(one.title) for one in TASKS if one.key == own), "")
        row.next_title = _("Open the monitor") if row.open else title
    return _with_steps(tasks, steps, at_work=any(row.standing.running for row in rows))


def _with_steps(
    tasks: Sequence[ShownTask], steps: Sequence[HomeStep], *, at_work: bool
) -> list[ShownTask]:
    first = [_step(one) for one in steps if one.comes_first]
    if first and not at_work:
        for one in tasks:
            one.is_next = False
        first[0].is_next = True
    return [*first, *tasks, *(_step(one) for one in steps if not one.comes_first)]


def _step(one: HomeStep) -> ShownTask:
    return ShownTask(one.task, one.state, None, _action(one.task, None), 0, 0)


def _shown(
    task: HomeTask, rows: Sequence[ClassRow], told: Sequence[TaskStanding], keys: Sequence[str]
) -> ShownTask:
    whole = task_list.together(told) if rows else TaskStanding(task.missing)
    done = sum(one.state is TaskState.DONE for one in told)
    action = _action(task, _whose(task, rows, told, keys))
    whens = dict(zip((one.when for one in told), (row.zone for row in rows), strict=True))
    zone = whens.get(whole.when, "")
    return ShownTask(task, whole.state, whole.when, action, done, len(rows), zone=zone)


def _whose(
    task: HomeTask, rows: Sequence[ClassRow], told: Sequence[TaskStanding], keys: Sequence[str]
) -> ClassRow | None:
    """The class a button is for: the one for which it is next, else one that can do it, else one
    that has done it; none that plays its official quiz is to rehearse."""
    if task.key in keys:
        return rows[keys.index(task.key)]
    for state in (TaskState.OPEN, TaskState.ANY, TaskState.DONE):
        for row, one in zip(rows, told, strict=True):
            if one.state is state and not (task.kind == "rehearsal" and row.open_official):
                return row
    return None


def _action(task: HomeTask, row: ClassRow | None) -> TaskAction | None:
    if not task.about:
        url = _url(task, None)
        return TaskAction(str(task.action), url) if url else None
    if row is None:
        return None
    named = str(row.school_class)
    running = {"rehearsal": row.open_rehearsal, "official": row.open_official}.get(task.kind)
    if running:
        return TaskAction(
            _("Open the monitor"), reverse("competition:sitting", args=[running.pk]), named
        )
    if task.kind and not _may_open(task, row):
        return None
    url = _url(task, row)
    edition = row.edition.slug if task.kind and row.edition else ""
    if task.kind == "official" and row.has_sat:
        words = _("Open for the rest…")
        return TaskAction(words, url, named, task.kind, edition, Who.REST)
    return TaskAction(str(task.action), url, named, task.kind, edition) if url else None


def _may_open(task: HomeTask, row: ClassRow) -> bool:
    if task.kind != "official":
        return row.may_rehearse
    return row.may_sit and (row.group_to_come or not row.has_sat)


def _url(task: HomeTask, row: ClassRow | None) -> str:
    """The address of its page; empty where there is nothing it could be about."""
    subject = _subject(task, row)
    if subject is None and task.about:
        return ""
    return reverse(task.url, args=[] if subject is None else [subject])


def _subject(task: HomeTask, row: ClassRow | None) -> int | None:
    if row is None or not task.about:
        return None
    if task.about == "class":
        return row.school_class.pk
    official = [one for one in row.closed if one.kind == Sitting.Kind.OFFICIAL]
    return official[0].pk if official else None
