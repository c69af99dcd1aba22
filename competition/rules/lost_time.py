"""Pure decisions: what an outage is and how much time it took."""

from __future__ import annotations

from datetime import datetime, timedelta

GAP = timedelta(seconds=12)


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
