"""What a teacher has still to do, from what is there: pure decisions about the list of tasks."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

# Grades are numbered in Roman or in Arabic figures, and the class follows with or without a sign:
# VII-2, VII2, VIIc, 7.b, 7b.
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
GRADE = re.compile(
    r"(?<![^\W_])(?:(?:VI{0,3}|I[XV]|I{1,3})(?=\d{0,2}(?![^\W_])|[^\W\d_](?![^\W_]))"
    r"|\d{1,2}(?=[^\W\d_]?(?![^\W_])))"
)


class TaskState(StrEnum):
    """How a task stands: done, possible now, not yet or no longer possible, or good at any time."""

    DONE = "done"
    OPEN = "open"
    WAITS = "waits"
    ANY = "any"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class ClassStanding:
    """What is known of one class in an edition.

    ``opens_at``: of its coming window. ``over``: no window is left; ``closed_at``: the last one's
    end. ``running``: kinds of open
    sittings. ``group_to_come``: not single pupils who were absent, but a part of the class has
    still to play.
    """

    entered: bool = False
    printed: bool = False
    rehearsed: bool = False
    has_rehearsal: bool = False
    may_sit: bool = False
    sat: bool = False
    group_to_come: bool = False
    over: bool = False
    opens_at: datetime | None = None
    closed_at: datetime | None = None
    running: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class TaskStanding:
    """A task of one class; ``when`` it becomes possible, or no longer is, where that is known."""

    state: TaskState
    when: datetime | None = None


type Judge = Mapping[str, TaskStanding]


def any_time(_one: ClassStanding) -> TaskStanding:
    """Good whenever there are ten minutes; nothing tells whether it was done."""
    return TaskStanding(TaskState.ANY)


def added(_one: ClassStanding) -> TaskStanding:
    """Who has a class has done it; another one can be added on its own."""
    return TaskStanding(TaskState.DONE)


def cards(one: ClassStanding) -> TaskStanding:
    """Printed, or shown on a screen; who has played had them, and who missed it needs none."""
    if one.printed or one.rehearsed or one.sat:
        return TaskStanding(TaskState.DONE)
    return _missed(one) if one.over else TaskStanding(TaskState.OPEN)


def _missed(one: ClassStanding) -> TaskStanding:
    return TaskStanding(TaskState.OVER, one.closed_at)


def rehearsal(one: ClassStanding) -> TaskStanding:
    """Before the day; on the day itself it is no more what comes next."""
    if "rehearsal" in one.running:
        return TaskStanding(TaskState.OPEN)
    if one.rehearsed:
        return TaskStanding(TaskState.DONE)
    if one.over:
        return _missed(one)
    if not one.entered or not one.has_rehearsal:
        return TaskStanding(TaskState.WAITS)
    late = one.may_sit or one.sat
    return TaskStanding(TaskState.ANY if late else TaskState.OPEN)


def official(one: ClassStanding) -> TaskStanding:
    """In a window; while a sitting is open, its monitor is what comes next."""
    if "official" in one.running:
        return TaskStanding(TaskState.OPEN)
    if one.sat and not (one.group_to_come and one.may_sit):
        return TaskStanding(TaskState.DONE)
    if one.may_sit:
        return TaskStanding(TaskState.OPEN)
    return _missed(one) if one.over else TaskStanding(TaskState.WAITS, one.opens_at)


def is_group(to_come: int, cards: int) -> bool:
    """Whether so many of a class are more than those who are ill: a third of it or more."""
    return to_come * 3 >= cards


def played_apart(played: int, *, most: int, cards: int, fewest: int) -> bool:
    """Whether those who played in one sitting are a few beside the class, and not a group of it.

    ``most``: who played in its largest sitting. ``fewest``: of how many public figures tell.
    """
    return played < min(most, fewest) and not is_group(played, cards)


def afterwards(one: ClassStanding) -> TaskStanding:
    """What there is once a class has played officially."""
    if one.sat:
        return TaskStanding(TaskState.OPEN)
    return _missed(one) if one.over else TaskStanding(TaskState.WAITS)


def together(states: Sequence[TaskStanding]) -> TaskStanding:
    """A task over several classes: done once all have, possible as soon as one may."""
    if states and all(one.state is TaskState.DONE for one in states):
        return states[0]
    for state in (TaskState.OPEN, TaskState.ANY, TaskState.WAITS, TaskState.OVER):
        found = [one for one in states if one.state is state]
        if found:
            return TaskStanding(state, min((one.when for one in found if one.when), default=None))
    return TaskStanding(TaskState.WAITS)


def next_task(judged: Judge, one: ClassStanding) -> str:
    """The key of what comes next for a class, by the order of its tasks; empty while it waits.

    An open sitting comes before everything.
    """
    if one.running:
        return "sit" if "official" in one.running else "rehearse"
    return next((key for key, told in judged.items() if told.state is TaskState.OPEN), "")


def first_class(keys: Sequence[str], order: Iterable[str]) -> int | None:
    """Which of several classes is helped first: one that may play now, else by the order of tasks.

    ``keys``: what comes next for each.
    """
    for key in ("sit", *order):
        if key in keys:
            return keys.index(key)
    return None


def label_a_year_on(label: str, *, grade: str, grades: Collection[str]) -> str:
    """The name a class of a grade has a year later in the same school.

    Empty where its name tells no grade, and where none of the ``grades`` that take part follows in
    the same school: the ninth grade of a primary school goes on in another one.
    """
    later = next_label(label)
    return later if later != label and next_grade(grade) in grades else ""


def next_grade(code: str) -> str:
    """The grade of a year later, by its code; empty for those of secondary schools."""
    return str(int(code) + 1) if code.isdecimal() else ""


def next_label(label: str) -> str:
    """The name a class has a year later: VII-2 becomes VIII-2, 7b becomes 8b; else the same."""
    return GRADE.sub(lambda found: _raised(found.group()), label, count=1)


def _raised(figure: str) -> str:
    if figure.isdecimal():
        return str(int(figure) + 1)
    place = ROMAN.index(figure) if figure in ROMAN else len(ROMAN)
    return ROMAN[place + 1] if place + 1 < len(ROMAN) else figure
