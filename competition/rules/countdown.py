"""How far away the quiz is, as a pure decision: the time and the country's zone are arguments."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import StrEnum

type Span = tuple[datetime, datetime]


class VisitorPhase(StrEnum):
    """What a visitor wants to know first."""

    NONE = "none"
    BEFORE = "before"
    TODAY = "today"
    OPEN = "open"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Countdown:
    """``moment``: the next opening, the end of the open window, or the end of the last one.

    ``days`` counts midnights in the country until the opening, not spans of 24 hours: on the eve
    it is "tomorrow", however late.
    """

    phase: VisitorPhase
    moment: datetime | None = None
    days: int = 0


def countdown(windows: Iterable[Span], *, at: datetime, zone: tzinfo) -> Countdown:
    """Where ``at`` lies among ``(opens, closes)``; a window is open until, not at, its end."""
    spans = sorted(windows)
    if not spans:
        return Countdown(VisitorPhase.NONE)
    open_until = [closes for opens, closes in spans if opens <= at < closes]
    if open_until:
        return Countdown(VisitorPhase.OPEN, max(open_until).astimezone(zone))
    coming = [opens for opens, _closes in spans if opens > at]
    if not coming:
        return Countdown(
            VisitorPhase.OVER, max(closes for _opens, closes in spans).astimezone(zone)
        )
    opens = coming[0].astimezone(zone)
    days = (opens.date() - at.astimezone(zone).date()).days
    return Countdown(VisitorPhase.BEFORE if days else VisitorPhase.TODAY, opens, days)
