"""Which of several editions people mean who name none, as a pure rule over states and windows.

Source: docs/decisions.md, 47.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from competition.rules.edition_steps import Span

TO_COME = ("registration", "rehearsal")
# What classes can be entered in, and what is behind everybody.
TAKING = (*TO_COME, "live")
BEHIND = ("review", "sealed", "published")
MEANT = (*TAKING, *BEHIND)
FAR = float("inf")


class Candidate(NamedTuple):
    """An edition; ``spans``: its windows in the countries that ask."""

    key: int
    state: str
    spans: tuple[Span, ...] = ()


def in_order(candidates: Iterable[Candidate], *, at: datetime) -> list[int]:
    """Keys of those that can be meant, the one that is meant first.

    Live with a window that is open or comes, live, registration or rehearsal with the nearest
    window, and what is over, the latest first. Drafts and archived ones are never meant; and of
    others neither year nor name decides: of two that stand alike the older stays.
    """
    known = [one for one in candidates if one.state in MEANT]
    return [one.key for one in sorted(known, key=lambda one: (*_standing(one, at), one.key))]


def _standing(one: Candidate, at: datetime) -> tuple[int, bool, float]:
    ahead = [span for span in one.spans if span[1] > at]
    tier = 2 if one.state in BEHIND else int(one.state in TO_COME)
    near = _until_open(ahead, at) if ahead else _since_closed(one, at)
    return tier, not ahead, near


def _until_open(ahead: list[Span], at: datetime) -> float:
    """Seconds until the next window opens; of open ones, that which opened first is nearest."""
    return min((opens - at).total_seconds() for opens, _closes in ahead)


def _since_closed(one: Candidate, at: datetime) -> float:
    """Seconds since the last window closed; without a window longer than anything."""
    return min(((at - closes).total_seconds() for _opens, closes in one.spans), default=FAR)
