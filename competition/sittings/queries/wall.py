"""What the wall of a room is told of its sitting: numbers and animals, no seat."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from competition.models import Sitting
from competition.sittings.queries.monitor import sitting_state

FIELDS = ("phase", "starts_in", "joined", "finished", "total", "most_left", "notice")


def wall_state(sitting: Sitting, *, at: datetime) -> dict[str, Any]:
    """What the wall of one sitting says; see ``wall_states``."""
    return wall_states({sitting.pk: sitting_state(sitting, at=at)})[sitting.pk]


def wall_states(states: Mapping[int, dict[str, Any]]) -> dict[int, dict[str, Any]]:
    """``{sitting id: its wall}`` from the monitors' states; no further query.

    A wall is ``{phase, starts_in, joined, finished, total, most_left, notice, animals}``, as in
    ``sitting_states``; ``animals`` has one code for each who has joined.
    """
    animals = _animals(states)
    return {
        sitting: {key: state[key] for key in FIELDS}
        | {"animals": _one_each(animals.get(sitting, []), state["joined"])}
        for sitting, state in states.items()
    }


def _animals(sittings: Collection[int]) -> dict[int, list[str]]:
    return {sitting: [] for sitting in sittings}


def _one_each(animals: list[str], joined: int) -> list[str]:
    """As many as have joined; empty ones stand for cards without a name."""
    return animals + [""] * (joined - len(animals))
