"""Whether a list that was laid before still waits for the second person."""

from __future__ import annotations

from dataclasses import dataclass

from competition.models import Edition
from leaderboard.models import Seal
from leaderboard.results.queries.current_seal import current_seal
from leaderboard.results.queries.deleted_years import deleted_in
from leaderboard.seals.queries.noted_changes import waiting_changes


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
    """Whether the list laid before last can still be confirmed.

    A correction waits only while it corrects the seal that holds, what it carries out is exactly
    what is noted, and no class of the edition was deleted, nor is it archived: else nobody could,
    and what the second person reads would stay open for years. Three queries at most of a
    correction, none of a first list.
    """
    if seal.confirmed_at is not None:
        return False
    if not seal.corrects_id:
        return seal.edition.state == Edition.State.REVIEW
    held, edition = current_seal(seal.edition_id), seal.edition
    if held is None or held.pk != seal.corrects_id:
        return False
    if edition.state == Edition.State.ARCHIVED or deleted_in(edition):
        return False
    return seal.noted == list(waiting_changes(edition).values_list("pk", flat=True))
