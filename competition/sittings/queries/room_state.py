"""What the wall of a room is told of its sitting: numbers and animals, no seat."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db.models import F
from django.utils.crypto import salted_hmac

from competition.models import Attempt, Sitting
from competition.sittings.queries.monitor import sitting_state

FIELDS = ("phase", "starts_in", "joined", "finished", "total", "most_left", "notice")


def wall_state(sitting: Sitting, *, at: datetime) -> dict[str, Any]:
    """What the wall of one sitting says; see ``wall_states``."""
    return wall_states({sitting.pk: sitting_state(sitting, at=at)})[sitting.pk]


def wall_states(states: Mapping[int, dict[str, Any]]) -> dict[int, dict[str, Any]]:
    """``{sitting id: its wall}`` from the monitors' states; one query more.

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
    """The animals of those who have joined, in an order that tells no number, seat or moment.

    A keyed hash orders the cards, another one in each sitting: who comes later is put between.
    """
    joined = Attempt.objects.filter(sitting__in=sittings, voided_at__isnull=True)
    named = joined.filter(card__aliases__edition=F("entry__edition"))
    found: dict[int, list[tuple[bytes, str]]] = {}
    for sitting, card, animal in named.values_list("sitting", "card", "card__aliases__animal"):
        place = salted_hmac(f"wall of sitting {sitting}", str(card), algorithm="sha256").digest()
        found.setdefault(sitting, []).append((place, animal))
    return {sitting: [animal for _place, animal in sorted(each)] for sitting, each in found.items()}


def _one_each(animals: list[str], joined: int) -> list[str]:
    """As many as have joined; the empty ones stand for cards without a name."""
    return animals + [""] * (joined - len(animals))
