"""Winners whom corrections of the list changed: what came back."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from leaderboard.models import Award, Winner
from leaderboard.winners.queries.standing_awards import standing_awards


def without_returned(winners: QuerySet[Winner]) -> QuerySet[Winner]:
    """Without those who lost an award that a later correction gave back: it is told as theirs."""
    same = {"key": OuterRef("award__key"), "attempt": OuterRef("award__attempt")}
    told = Award.objects.filter(seal__gt=OuterRef("award__seal"), winner__isnull=False, **same)
    again = standing_awards().filter(place__gt=0, **same)
    lost = Q(passed_on_why=Winner.PassedOn.CORRECTED)
    return winners.exclude(lost & (Q(Exists(told)) | Q(Exists(again))))
