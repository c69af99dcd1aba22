"""Pure decisions: how often browsers come, and how long they keep answers back."""

from __future__ import annotations

from dataclasses import dataclass

# How long browsers gather events and how often they beat, with an idle write queue and at the
# limit.
CALM_WAIT, LONGEST_WAIT = 0.3, 30.0
# Who answers every twenty seconds is heard of anyway; two beats fit into what may be missed.
CALM_BEAT, WAITING_BEAT, LONGER_BEAT = 20.0, 4.0, 1.5
# So long a beat while so few come; it grows evenly to the calm one. Together they never beat more
# often than these few: 600 times a second, fewer while thousands join, which costs most.
SHORTEST_BEAT, FEW, MANY = 2.0, 1200, 7200
# Below the first a write queue is at ease, at the second it is at its limit: seconds until all is
# served.
EASY, WORST = 0.1, 1.5
# Events of one attempt, all leases together. A child that chooses anew every second, without a
# stop, gets there after 33 minutes; an ordinary one makes under a hundred.
MOST_EVENTS = 2000


@dataclass(frozen=True, slots=True)
class PollingAdvice:
    """Advice to a browser, in seconds."""

    wait: float
    beat: float


def pace(load: float, grace: float, *, waiting: bool, pupils: int | None = 0) -> PollingAdvice:
    """Advice for a write queue whose load is 0 (idle) to 1 (full); always shorter than half the
    grace.

    ``pupils`` are the browsers that come to all write queues together, nothing where no news is
    waited for: up to 1,200 beat every two seconds, 7,200 and more every twenty. A full write queue
    makes that half as long again: what a few do less is no help to it.
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
    return PollingAdvice(round(min(wait, limit), 2), round(min(beat, limit), 2))


def strain(depth: float, backlog: float) -> float:
    """The load of a write queue, 0 (at ease) to 1 (at its limit).

    ``depth`` is how full its queue is, from 0 to 1; ``backlog`` how many seconds it takes to serve
    what is in it. Whichever is worse decides: a short queue of slow requests and a long queue of
    fast ones are both a reason to come less often.
    """
    slow = (backlog - EASY) / (WORST - EASY)
    return min(max(depth, slow, 0.0), 1.0)
