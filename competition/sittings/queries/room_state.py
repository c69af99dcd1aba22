"""What is told of a sitting to whom: seats to its monitor, animals to the wall of its room.

Never both to one: whoever sees a seat and an animal come in the same second knows whose row on a
board is whose.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from competition.models import Sitting
from competition.sittings.queries.monitor import sitting_state

WALL_FIELDS = ("phase", "starts_in", "joined", "finished", "total", "most_left", "notice")


def monitor_state(sitting: Sitting, *, at: datetime) -> dict[str, Any]:
    """What the monitor of one sitting knows."""
    return seats_alone(sitting_state(sitting, at=at))


def wall_state(sitting: Sitting, *, at: datetime) -> dict[str, Any]:
    """What the wall of one sitting says; see ``animals_alone``."""
    return animals_alone(sitting_state(sitting, at=at))


def seats_alone(state: dict[str, Any]) -> dict[str, Any]:
    """A state as in ``sitting_states``, without the animals."""
    return {key: value for key, value in state.items() if key != "animals"}


def animals_alone(state: dict[str, Any]) -> dict[str, Any]:
    """``{phase, starts_in, joined, finished, total, most_left, notice, animals}``.

    ``animals`` has one code for each who has joined, as in ``wall_animals``; the empty ones at its
    end stand for cards without an alias.
    """
    nameless = state["joined"] - len(state["animals"])
    animals = state["animals"] + [""] * nameless
    return {key: state[key] for key in WALL_FIELDS} | {"animals": animals}
