"""The animals on the wall of the room."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.crypto import salted_hmac

from competition.models import Sitting
from competition.sittings.queries.progress import CardProgress


def wall_animals(sitting: Sitting, seats: Sequence[CardProgress]) -> list[str]:
    """The animals of those who have come, in an order that tells no number, seat or moment.

    A keyed hash orders the cards, another one in each sitting: who comes later is put between.
    """
    there = [seat for seat in seats if seat.turn and seat.animal]
    salt = f"wall of sitting {sitting.pk}"
    there.sort(key=lambda seat: salted_hmac(salt, str(seat.card), algorithm="sha256").digest())
    return [seat.animal for seat in there]
