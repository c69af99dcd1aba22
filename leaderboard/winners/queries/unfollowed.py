"""Awards that passed on and that nobody has now: no reserve was left, or none is drawn yet."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db.models import Q

from competition.models import Edition
from leaderboard.awards.queries import waiting_pools
from leaderboard.models import Seal, Winner


def unfollowed_winners(seal: Seal | None) -> list[Winner]:
    """Who held such an award last, by the list that holds; one statement."""
    stepped_in_or_gone = Q(passed_on_at__isnull=False) | Q(award__reserve__gt=0)
    found = Winner.objects.filter(stepped_in_or_gone, award__seal=seal)
    rows = {one.pk: one for one in found.select_related("award__rule", "award__seal")}
    followed = {one.instead_of_id for one in rows.values()}
    return [
        one
        for one in rows.values()
        if not one.stands and one.pk not in followed and first_of(one, rows).award.place
    ]


def first_of(winner: Winner, rows: Mapping[int, Winner]) -> Winner:
    """Who won the award that came to this one, by way of whomever."""
    while (before := rows.get(winner.instead_of_id or 0)) is not None:
        winner = before
    return winner


def undrawn_awards(edition: Edition) -> Collection[str]:
    """The awards of its list that a draw decides about, as long as it is not made."""
    return [pool.key for pool in waiting_pools(edition)]
