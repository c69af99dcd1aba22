"""What organizers tick in the table of winners, many at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from leaderboard.models import Winner


def _invited(one: Winner, at: datetime) -> None:
    one.invited_at = one.invited_at or at


def _not_invited(one: Winner, _at: datetime) -> None:
    one.invited_at = None


def _comes(one: Winner, _at: datetime) -> None:
    one.comes = True


def _stays(one: Winner, _at: datetime) -> None:
    one.comes = False


def _handed_over(one: Winner, at: datetime) -> None:
    one.handed_over_at = one.handed_over_at or at


def _not_handed_over(one: Winner, _at: datetime) -> None:
    one.handed_over_at = None


MARKS: dict[str, Callable[[Winner, datetime], None]] = {
    "invited": _invited,
    "not_invited": _not_invited,
    "comes": _comes,
    "stays": _stays,
    "handed_over": _handed_over,
    "not_handed_over": _not_handed_over,
}


@transaction.atomic
def mark_winners(winners: QuerySet[Winner], *, mark: str, at: datetime) -> int:
    """Set one column for these winners, as far as they are confirmed; how many that were."""
    standing = winners.filter(confirmed_at__isnull=False, passed_on_at__isnull=True)
    found = list(standing.order_by("pk").select_for_update(of=("self",)))
    for one in found:
        MARKS[mark](one, at)
        one.save(update_fields=["invited_at", "comes", "handed_over_at"])
    return len(found)
