"""The book beside the pupil API: what its browsers were told, kept by the simplest means."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from base import clock
from schools.models import Card

GRACE = timedelta(seconds=60)


@dataclass
class Browser:
    """One computer with its outbox: all it made, in order; what of it was confirmed to it."""

    attempt: int
    lease: int
    card: Card
    # What it called its join.
    name: UUID | None = None
    made: list[tuple[int, int]] = field(default_factory=list)
    confirmed: set[int] = field(default_factory=set)


@dataclass
class Page:
    """The book's page for one attempt, kept from the acknowledgements alone."""

    card: int
    deadline: datetime | None = None
    over: bool = False
    voided: bool = False
    released: bool = False
    # Its pupil has seen points: what comes from now on counts by an organizer's word alone.
    told: bool = False
    # An attempt of this card before it had shown points: it waits for an organizer.
    after_marks: bool = False
    stored: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    counting: set[tuple[int, int]] = field(default_factory=set)

    @property
    def is_at_work(self) -> bool:
        """Whether an end of the sitting would end it too."""
        return self.deadline is not None and not self.over and not self.voided

    def give(self, time: timedelta) -> None:
        """Move the deadline, if there is one."""
        if self.deadline is not None:
            self.deadline += time

    def in_time(self, at: datetime, *, paused_at: datetime | None) -> bool:
        """Whether an answer received then comes before deadline and grace."""
        if self.deadline is None:
            return True
        paused = max(at - paused_at, timedelta(0)) if paused_at else timedelta(0)
        return at < self.deadline + paused + GRACE - timedelta(milliseconds=100)

    def codes(self) -> list[int]:
        """Per question the code of the highest (lease, seq) that counts, 0 for none."""
        best: dict[int, int] = {}
        for key in sorted(self.counting):
            question, choice = self.stored[key]
            best[question] = choice
        return [best.get(question, 0) for question in range(1, 6)]


@contextmanager
def passing(seconds: float) -> Iterator[None]:
    """Let time pass for the server's clock."""
    clock.clock._wall += timedelta(seconds=seconds)
    yield


@contextmanager
def another_clock(seconds: int) -> Iterator[None]:
    """Reach a worker whose clock is ahead by so much, or behind."""
    with passing(seconds):
        yield
    with passing(-seconds):
        pass
