"""What a load generator is told: where the server is, which classes come when, how they behave."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from competition.rules.timing import START_NOTICE


class Class(msgspec.Struct, frozen=True):
    """One class at one sitting. Moments are seconds after the plan's beginning.

    Pupils open the page between ``arrives`` and ``arrives + spread``; the teacher presses "start
    all" at ``starts``; each pupil then makes ``events`` answers, those to earlier questions
    included.
    """

    code: str
    sitting: int
    board: int
    page: str
    language: str
    cards: list[tuple[int, str]]
    arrives: float = 0.0
    spread: float = 10.0
    starts: float = 15.0
    events: int = 23


class Plan(msgspec.Struct, frozen=True):
    """A whole run. Moments are seconds after ``begins``, which is a Unix time.

    ``think`` are the seconds between two answers.
    ``notice``: from "start all" to the common moment. ``confirms``: how long a pupil looks at "is
    this you?" before what is tried. At ``ends`` nobody answers any more; who is not through
    finishes within ``drain`` seconds, and after ``patience`` more the generator stops whoever is
    left. ``changes``, ``reloads`` and ``watchers`` are shares of answers and pupils.
    """

    url: str
    begins: float
    ends: float
    classes: list[Class]
    files: list[str] = []
    think: float = 20.0
    confirms: float = 5.0
    notice: float = START_NOTICE.total_seconds()
    drain: float = 10.0
    patience: float = 60.0
    changes: float = 0.15
    reloads: float = 0.05
    watchers: float = 0.4
    watches: float = 30.0
    seed: int = 1

    @property
    def pupils(self) -> int:
        """How many cards take part."""
        return sum(len(one.cards) for one in self.classes)


def class_of(staged: dict[str, Any], **moments: float) -> Class:
    """A class as ``bench.stage`` told of it, with its moments."""
    return msgspec.convert({**staged, **moments}, Class, strict=False)


def write(plan: Plan, path: Path) -> Path:
    """Store a plan as JSON."""
    path.write_bytes(msgspec.json.encode(plan))
    return path


def read(path: Path) -> Plan:
    """The plan stored there."""
    return msgspec.json.decode(path.read_bytes(), type=Plan)
