"""What is told of a kind of job, so that any of them can be held up in the middle."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from base.jobs.backend import AnyTask, asked_for
from base.jobs.tending import STANDING


@dataclass(frozen=True, slots=True)
class JobKind:
    """A kind of job: it is asked for, waits for a table in the middle, and shows what it did."""

    task: AnyTask
    ask: Callable[[], object]
    table: type[Any]
    made: Callable[[], object]
    once: object


def begin_by_itself(task: AnyTask) -> None:
    """As the periodic work asks for what nobody asks for."""
    asked_for(task, subject=STANDING).enqueue()
