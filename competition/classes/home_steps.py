"""What a teacher has to do besides the tasks of a class: features above it say what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from base.models import User
from base.registry import Registry
from competition.classes.task_table import HomeTask
from competition.rules.task_list import TaskState


@dataclass(frozen=True, slots=True)
class HomeStep:
    """A task of its own, about no single class; an open one is what comes next, but for what is
    left of a school year that is ``over``."""

    task: HomeTask
    state: TaskState
    over: bool = False

    @property
    def comes_first(self) -> bool:
        """Whether it stands before the tasks of the classes."""
        return self.state is TaskState.OPEN and not self.over


more_steps = Registry[Callable[[User], list[HomeStep]]]()


def home_steps(user: User) -> list[HomeStep]:
    """Of every feature above, in its order."""
    return [step for steps in more_steps for step in steps(user)]
