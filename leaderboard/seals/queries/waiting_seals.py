"""Whether a list that was laid before still waits for the second person."""

from __future__ import annotations

from dataclasses import dataclass

from competition.models import Edition
from leaderboard.models import Seal


@dataclass(frozen=True, slots=True)
class HeldBack:
    """Whether a list has rows, or pools of awards, that are never published."""

    rows: bool
    pools: bool


def has_held_back(seal: Seal) -> HeldBack:
    """Of a list; its large texts are not read. Two statements."""
    mine = Seal.objects.filter(pk=seal.pk)
    return HeldBack(
        rows=mine.exclude(held_back="").exists(),
        pools=mine.exclude(pools_held_back__in=("", "{}")).exists(),
    )


def is_waiting(seal: Seal) -> bool:
    """Whether the list laid before last can still be confirmed."""
    return seal.confirmed_at is None and seal.edition.state == Edition.State.REVIEW
