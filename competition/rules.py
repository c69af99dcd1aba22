"""Further pure decisions: how often browsers come, what an outage is, whom a notice reaches."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

# How long browsers gather events and how often they beat, with an idle lane and at the limit.
CALM_WAIT, LONGEST_WAIT = 0.3, 30.0
# Who answers every twenty seconds is heard of anyway; two beats fit into what may be missed.
CALM_BEAT, WAITING_BEAT, LONGER_BEAT = 20.0, 4.0, 1.5
# So long a beat while so few come; it grows evenly to the calm one. Together they never beat more
# often than these few: 600 times a second, fewer while thousands join, which costs most.
SHORTEST_BEAT, FEW, MANY = 2.0, 1200, 7200
# Below the first a lane is at ease, at the second it is at its limit: seconds until all is served.
EASY, WORST = 0.1, 1.5
GAP = timedelta(seconds=12)
# Events of one attempt, all leases together. A child that chooses anew every second, without a
# stop, gets there after 33 minutes; an ordinary one makes under a hundred.
MOST_EVENTS = 2000


@dataclass(frozen=True, slots=True)
class Pace:
    """Advice to a browser, in seconds."""

    wait: float
    beat: float


def pace(load: float, grace: float, *, waiting: bool, pupils: int | None = 0) -> Pace:
    """Advice for a lane whose load is 0 (idle) to 1 (full); always shorter than half the grace.

    ``pupils`` are the browsers that come to all lanes together, nothing where no news is waited
    for: up to 1,200 beat every two seconds, 7,200 and more every twenty. A full lane makes that
    half as long again: what a few do less is no help to it.
    """
    load = min(max(load, 0.0), 1.0)
    wait = CALM_WAIT + (LONGEST_WAIT - CALM_WAIT) * load
    usual = CALM_BEAT
    if pupils is not None:
        share = min(max((pupils - FEW) / (MANY - FEW), 0.0), 1.0)
        usual = SHORTEST_BEAT + (CALM_BEAT - SHORTEST_BEAT) * share
    calm = min(usual, WAITING_BEAT) if waiting else usual
    beat = calm + (usual * LONGER_BEAT - calm) * load
    limit = max(grace / 2, 1.0)
    return Pace(round(min(wait, limit), 2), round(min(beat, limit), 2))


def strain(depth: float, backlog: float) -> float:
    """The load of a lane, 0 (at ease) to 1 (at its limit).

    ``depth`` is how full its queue is, from 0 to 1; ``backlog`` how many seconds it takes to serve
    what is in it. Whichever is worse decides: a short queue of slow requests and a long queue of
    fast ones are both a reason to come less often.
    """
    slow = (backlog - EASY) / (WORST - EASY)
    return min(max(depth, slow, 0.0), 1.0)


def is_outage(last_beat: datetime, at: datetime, own_silence: timedelta | None = None) -> bool:
    """Whether the servers were silent long enough that pupils may have lost time.

    ``own_silence`` is how long the asking process itself was silent by its stopwatch, empty in its
    first beat: a clock that was set forward is no gap.
    """
    silence = at - last_beat if own_silence is None else min(at - last_beat, own_silence)
    return silence >= GAP


def lost_time(
    began_at: datetime, ended_at: datetime, started_at: datetime, deadline: datetime | None
) -> timedelta:
    """The part of an outage to give back: all of it, from the start of an attempt that ran then.

    An attempt whose deadline had passed before the outage lost nothing.
    """
    if started_at >= ended_at or (deadline is not None and deadline <= began_at):
        return timedelta(0)
    return ended_at - max(began_at, started_at)


def overlap(
    began_at: datetime, ended_at: datetime, other_began_at: datetime, other_ended_at: datetime
) -> timedelta:
    """How long two spans of time have in common."""
    return max(min(ended_at, other_ended_at) - max(began_at, other_began_at), timedelta(0))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sitting is; ``region``: its school's path from the root down, like "/1/7/"."""

    sitting: int
    country: str
    region: str


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom a notice is for: single sittings if there are some, else a part of the world."""

    country: str | None = None
    region: str = ""
    sittings: frozenset[int] = frozenset()


def reaches(audience: Audience, place: Place) -> bool:
    """Whether a notice for these is shown there."""
    if audience.sittings:
        return place.sitting in audience.sittings
    return audience.country in (None, place.country) and place.region.startswith(audience.region)


# A class may hold last year's cards; whoever tries PINs of strangers goes on from card to card.
FEWEST_WRONG, FEWEST_CARDS = 20, 3


def is_pin_storm(wrong: Collection[int]) -> bool:
    """Whether wrong PINs, counted by card of one sitting, look like somebody who tries them out."""
    tried = [count for count in wrong if count]
    return len(tried) >= FEWEST_CARDS and sum(tried) >= FEWEST_WRONG


# A lid that is closed for a moment is no trouble; several silent computers in one room are.
FEWEST_SILENT, SILENT_SHARE = 3, 0.2


def is_troubled(silent: int, running: int) -> bool:
    """Whether so many silent pupils of those at work in one sitting need somebody's help."""
    return silent >= FEWEST_SILENT and silent >= SILENT_SHARE * running
