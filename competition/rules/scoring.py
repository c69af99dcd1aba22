"""The rules of score, as pure functions: which answer counts, and what it is worth.

Source: docs/architecture.md, "One answer, end to end", and "Rules".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from competition.rules.timing import Course, in_time

CHAIN_STEPS = ("score", "wrong", "hard", "tie_break", "time")


@dataclass(frozen=True, slots=True)
class Event:
    """One stored answer: "question := choice", with the order it was made in."""

    lease: int
    seq: int
    question: int
    choice: int
    received_at: datetime


@dataclass(frozen=True, slots=True)
class ScoredQuestion:
    """One question of a paper as scoring sees it; ``key`` is the right choice, counted from 1."""

    number: int
    key: int
    points: int = 1
    hard: bool = False
    tie_break: bool = False
    neutralised: bool = False


@dataclass(frozen=True, slots=True)
class Score:
    """What a set of counting choices is worth."""

    choices: str
    score: int = 0
    max_score: int = 0
    right: int = 0
    wrong: int = 0
    hard: int = 0
    tie_break: int = 0


@dataclass(slots=True)
class EventCount:
    """Counting events: question → choice, and how many events came too late."""

    choices: dict[int, int] = field(default_factory=dict)
    late: int = 0


def counting(
    events: Iterable[Event], course: Course, grace: timedelta, *, accept_late: bool
) -> EventCount:
    """Per question the event with the highest (lease, seq) among those that count.

    An event counts if it was received in time, or if a Decision accepts late ones.
    """
    count = EventCount()
    latest: dict[int, tuple[int, int]] = {}
    for event in events:
        if not accept_late and not in_time(event.received_at, course, grace):
            count.late += 1
            continue
        order = (event.lease, event.seq)
        if order > latest.get(event.question, (-1, -1)):
            latest[event.question] = order
            count.choices[event.question] = event.choice
    return count


def as_digits(choices: dict[int, int], questions: int) -> str:
    """Choices as text: digit n is the choice of question n, 0 where there is none."""
    return "".join(str(choices.get(number, 0)) for number in range(1, questions + 1))


def score(items: Sequence[ScoredQuestion], choices: dict[int, int]) -> Score:
    """Points of the counting choices: no points for speed, no negative marks.

    A neutralised question is worth nothing to anybody.
    """
    worth = [item for item in items if not item.neutralised]
    right = [item for item in worth if choices.get(item.number) == item.key]
    answered = sum(1 for item in worth if item.number in choices)
    return Score(
        choices=as_digits(choices, len(items)),
        score=sum(item.points for item in right),
        max_score=sum(item.points for item in worth),
        right=len(right),
        wrong=answered - len(right),
        hard=sum(item.points for item in right if item.hard),
        tie_break=sum(item.points for item in right if item.tie_break),
    )
