"""Made files in which pupils stand go with what is kept of the pupils."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from competition.models import Attempt
from leaderboard.made_files import WITH_PUPILS, forget_pupils
from leaderboard.models import WinnersPlan


def held_editions(attempts: QuerySet[Attempt]) -> list[int]:
    """Editions of these attempts, before they are deleted; nobody names or moves a winner there
    until the transaction ends. Attempts before dates, as sealing has them."""
    rows = attempts.select_for_update(of=("self",), no_key=True).order_by("pk")
    found = sorted(set(rows.values_list("entry__edition", flat=True)))
    list(WinnersPlan.objects.select_for_update().filter(edition__in=found).order_by("pk"))
    return found


def forget_pupils_files(editions: Iterable[int]) -> None:
    """At the end of the transaction: what is asked for a moment later reads what is left."""
    for edition in editions:
        forget_pupils(edition, WITH_PUPILS)
