"""How far a card of a sitting has come, as the monitor reads it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from competition.models import Attempt, Sitting
from quizbank.rules.marking import NONE
from schools.models import Card


class LeaseProgress(NamedTuple):
    """An attempt with one of its leases; without a lease the last five are ``None``.

    ``choices`` and ``late`` are those of its result, ``None`` before there is one.
    """

    sitting: int
    card: int
    attempt: int
    choices: str | None
    late: int | None
    admitted_at: datetime | None
    started_at: datetime | None
    deadline: datetime | None
    finished_at: datetime | None
    lease: int | None
    heard_at: datetime | None
    active_at: datetime | None
    on_question: int | None
    answered: int | None


@dataclass(slots=True)
class CardProgress:
    """One card of the class: its newest turn, and what was answered in all of them."""

    card: int
    number: int
    turn: LeaseProgress | None = None
    # a bit for each question
    answered: int = 0
    # questions to which an answer came after the end
    too_late: int = 0
    wrong_pins: int = 0
    # signs of the browsers that wait to be let in under its number
    signs: list[str] = field(default_factory=list)
    # of its alias, for the wall; never told beside the card
    animal: str = ""
    # "done" or "elsewhere" where the counting attempt is in another sitting
    apart: str = ""

    @property
    def told(self) -> int:
        """How many questions are answered; once there is a result, so that it counts."""
        if self.turn is None or self.turn.choices is None:
            return self.answered.bit_count()
        return len(self.turn.choices) - self.turn.choices.count(NONE)


def class_so_far(sitting: Sitting) -> dict[str, int]:
    """``{played, cards, to_come}`` over all official sittings of the class; none of a rehearsal.

    Two queries.
    """
    if sitting.kind != Sitting.Kind.OFFICIAL:
        return {"played": 0, "cards": 0, "to_come": 0}
    finished = Attempt.objects.filter(
        entry=sitting.entry_id,
        kind=sitting.kind,
        voided_at__isnull=True,
        finished_at__isnull=False,
    )
    cards = Card.objects.filter(school_class=sitting.entry.school_class_id).count()
    played = finished.count()
    return {"played": played, "cards": cards, "to_come": max(cards - played, 0)}
