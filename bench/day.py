"""When classes come and go in a load day: pure plans, no clock and no network."""

from __future__ import annotations

import heapq
import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bench.plan import Class, class_of

CLASS = 30
# Twenty questions, and 15 % of the answers change an earlier one.
EVENTS = 23
THINK = 20.0
# A class opens the page within ten seconds; ten later its teacher presses "start all".
SPREAD, WAIT, NOTICE = 10.0, 20.0, 8.0


@dataclass(frozen=True, slots=True)
class Visit:
    """One class's time: seconds after the beginning, and how many answers each pupil makes."""

    arrives: float
    events: int = EVENTS

    def leaves(self, think: float = THINK) -> float:
        """About when the last of them finishes."""
        return self.arrives + WAIT + NOTICE + self.events * think


def steady(classes: int, *, ramp: float, until: float, think: float = THINK) -> list[Visit]:
    """As many classes at once from ``ramp`` on: each that leaves is followed by a fresh one.

    Those of the ramp stay for a part of a lesson, so that joins and finishes go on evenly.
    """
    chance = random.Random(7)
    parts = [1 + EVENTS * n // classes for n in range(classes)]
    chance.shuffle(parts)
    visits = [Visit(ramp * n / classes, events) for n, events in enumerate(parts)]
    leaving = [visit.leaves(think) for visit in visits]
    heapq.heapify(leaving)
    while (at := heapq.heappop(leaving)) < until:
        visits.append(Visit(at))
        heapq.heappush(leaving, visits[-1].leaves(think))
    return visits


def seated(staged: Sequence[dict[str, Any]], visits: Sequence[Visit]) -> list[Class]:
    """Staged classes with the moments of these visits. There must be enough of them."""
    return [
        class_of(
            one,
            arrives=visit.arrives,
            spread=SPREAD,
            starts=visit.arrives + WAIT,
            events=visit.events,
        )
        for one, visit in zip(staged[: len(visits)], visits, strict=True)
    ]
