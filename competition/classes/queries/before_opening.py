"""What a teacher is asked about before an official sitting is opened."""

from __future__ import annotations

from dataclasses import dataclass

from competition.models import Entry, Sitting


@dataclass(frozen=True, slots=True)
class Opening:
    """What is about to be opened: how many have finished the paper before, and what is open."""

    cards: int
    finished: int
    questions: int
    running: Sitting | None


def opening(entry: Entry) -> Opening:
    """The official sitting a teacher is asked about; four queries."""
    counting = entry.attempts.filter(kind=Sitting.Kind.OFFICIAL, voided_at__isnull=True)
    paper = entry.division.official
    return Opening(
        cards=entry.school_class.cards.count(),
        finished=counting.filter(finished_at__isnull=False).count(),
        questions=paper.items.count() if paper else 0,
        running=entry.sittings.filter(closed_at__isnull=True).first(),
    )
