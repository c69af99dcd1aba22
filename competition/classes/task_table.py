"""The tasks of a teacher, one row each, in the order of the weeks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from competition.rules import task_list
from competition.rules.task_list import ClassStanding, TaskStanding, TaskState


@dataclass(frozen=True, slots=True)
class HomeTask:
    """``about``: what its address names; ``kind``: of the sitting that its button opens.

    ``missing``: its state while there is no class yet.
    """

    key: str
    title: str | Promise
    why: str | Promise
    url: str
    judge: Callable[[ClassStanding], TaskStanding]
    action: str | Promise
    about: Literal["", "class", "sitting"] = ""
    kind: Literal["", "rehearsal", "official"] = ""
    missing: TaskState = TaskState.WAITS


TASKS = (
    HomeTask(
        "lab_check",
        _("Check the computers"),
        _("On each PC of the room, without logging in. Half a minute each."),
        "competition:lab_check",
        task_list.any_time,
        _("Check"),
        missing=TaskState.ANY,
    ),
    HomeTask(
        "add_class",
        _("Add a class"),
        _("Its name, grade and the number of pupils: two minutes."),
        "competition:add_class",
        task_list.added,
        _("Add a class"),
        missing=TaskState.OPEN,
    ),
    HomeTask(
        "cards",
        _("Print the cards"),
        _("A number and a PIN for each pupil. Without a printer: one by one on the projector."),
        "competition:pack",
        task_list.cards,
        _("Cards"),
        about="class",
    ),
    HomeTask(
        "rehearse",
        _("Rehearse with the class"),
        _("A few questions that do not count: everybody joins once, and you see your screens."),
        "competition:open",
        task_list.rehearsal,
        _("Rehearse"),
        about="class",
        kind="rehearsal",
    ),
    HomeTask(
        "sit",
        _("Open the official quiz"),
        _("In the window of your country. You are asked once more."),
        "competition:open",
        task_list.official,
        _("Open…"),
        about="class",
        kind="official",
    ),
    HomeTask(
        "results",
        _("Look at the results and talk about them"),
        _("What your class knew, and pages for the projector."),
        "competition:sitting_results",
        task_list.afterwards,
        _("Results"),
        about="sitting",
    ),
    HomeTask(
        "certificates",
        _("Certificates"),
        _("For everybody who took part."),
        "competition:certificates",
        task_list.afterwards,
        _("Certificates"),
        about="sitting",
    ),
)
