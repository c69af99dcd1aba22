"""Turns: leases with what decides about their attempts, as answers and heartbeats see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from msgspec import UNSET, UnsetType

from competition.pupil_api.protocol import AttemptReply
from competition.pupil_api.room import rooms
from competition.rules import timing
from competition.rules.pacing import pace
from schools.models import Card


class LeaseRow(NamedTuple):
    """What is read of one lease, its attempt and its sitting, all under the attempt's lock."""

    attempt: int
    number: int
    top_seq: int
    on_question: int
    answered: int
    marked: int
    # of the attempt
    current_lease: int
    admitted_at: datetime | None
    started_at: datetime | None
    deadline: datetime | None
    finished_at: datetime | None
    receipt: str | None
    # of the sitting and its edition
    starts_at: datetime | None
    paused_at: datetime | None
    closed_at: datetime | None
    paper: int
    notice: str
    grace_seconds: int
    answers_until: datetime | None
    sitting: int
    # of the attempt again
    released_at: datetime | None
    voided_at: datetime | None
    # of its card
    card_number: int
    large_text: bool
    contrast: bool


class Stored(NamedTuple):
    """One answer as it is stored."""

    attempt: int
    lease: int
    seq: int
    question: int
    choice: int
    received_at: datetime
    browser_ms: int


@dataclass(slots=True, eq=False)
class LeaseState:
    """One lease in a batch: what was read of it, and what the batch changes."""

    row: LeaseRow
    top_seq: int
    on_question: int
    answered: int
    marked: int
    active: bool = False

    @classmethod
    def of(cls, row: LeaseRow) -> LeaseState:
        """The turn as it was read."""
        return cls(row, row.top_seq, row.on_question, row.answered, row.marked)

    def state(self, *, at: datetime, load: float, pupils: int) -> AttemptReply:
        """The state for this lease's browser."""
        row = self.row
        course = timing.Course(
            starts_at=row.starts_at,
            paused_at=row.paused_at,
            closed_at=row.closed_at,
            admitted_at=row.admitted_at,
            started_at=row.started_at,
            deadline=row.deadline,
            finished_at=row.finished_at,
        )
        return state_of(
            course,
            current=row.number == row.current_lease,
            receipt=row.receipt,
            notice=row.notice,
            grace=row.grace_seconds,
            at=at,
            load=load,
            pupils=pupils,
            sitting=row.sitting,
            released=row.released_at is not None,
            voided=row.voided_at is not None,
            card_number=row.card_number,
            needs=needs_of(row),
        )


def state_of(
    course: timing.Course,
    *,
    current: bool,
    receipt: str | None,
    notice: str,
    grace: float,
    at: datetime,
    load: float,
    pupils: int,
    sitting: int,
    released: bool,
    voided: bool,
    card_number: int,
    needs: list[str],
) -> AttemptReply:
    """The state for one browser; ``grace`` in seconds.

    A superseded lease learns no receipt and no needs, and nobody at work learns a receipt: to the
    page it is the end.
    """
    phase = timing.phase(course, at)
    waiting = phase in (
        timing.AttemptPhase.WAITING,
        timing.AttemptPhase.LATE,
        timing.AttemptPhase.STARTING,
    )
    heeded = None if phase is timing.AttemptPhase.CLOSED else pupils
    advice = pace(load, grace, waiting=waiting, pupils=heeded)
    left = timing.seconds_left(course, at)
    starts_in = None
    begins = timing.begins_at(course)
    if phase is timing.AttemptPhase.STARTING and begins is not None:
        starts_in = max((begins - at).total_seconds(), 0.0)
    return AttemptReply(
        phase=phase.value,
        left=None if left is None else round(left, 1),
        starts_in=starts_in,
        current=current,
        wait=advice.wait,
        beat=advice.beat,
        receipt=receipt if current and course.finished_at is not None else None,
        notice="" if course.closed_at else notice,
        here=_here(sitting, phase),
        interrupted=timing.was_interrupted(course) or UNSET,
        released=timing.is_led_back(course, released=released, voided=voided) or UNSET,
        number=card_number,
        needs=needs if current and needs else UNSET,
    )


def needs_of(card: LeaseRow | Card) -> list[str]:
    """What is noted for a card, in the words of the protocol."""
    noted = (("large", card.large_text), ("contrast", card.contrast))
    return [word for word, is_noted in noted if is_noted]


def _here(sitting: int, phase: timing.AttemptPhase) -> tuple[int, int] | UnsetType:
    """How many of the class are here, while it waits for the start."""
    known = rooms.told(sitting) if phase is timing.AttemptPhase.WAITING else None
    return known or UNSET
