"""Whoever decides about winners holds the dates of their edition meanwhile, and then the winner."""

from __future__ import annotations

from django.db.models import QuerySet

from leaderboard.models import Winner, WinnersPlan
from leaderboard.winners.exceptions import PassedOnAlready


def locked_plans() -> QuerySet[WinnersPlan]:
    """Plans, each for this transaction alone."""
    return WinnersPlan.objects.select_for_update(of=("self",)).select_related("edition")


def locked_plan(winner: Winner) -> WinnersPlan:
    """The dates of a winner's edition."""
    return locked_plans().get(edition=winner.award.seal.edition_id)


def locked_winner(winner: Winner) -> Winner:
    """The winner as it stands. Raises ``PassedOnAlready``."""
    found = locked_row(winner)
    if not found.stands:
        raise PassedOnAlready
    return found


def locked_row(winner: Winner) -> Winner:
    """The winner, whatever became of the award; also where a list sealed anew moved the row to
    the same pupil's same award since it was read."""
    held = Winner.objects.select_for_update(of=("self",)).select_related(*WITH_EDITION)
    award = winner.award
    same = held.filter(award__key=award.key, award__attempt=award.attempt_id)
    return held.filter(pk=winner.pk).first() or same.latest("pk")


WITH_EDITION = ("award__rule", "award__seal__edition")
