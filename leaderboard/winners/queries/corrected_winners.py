"""Winners whom corrections of the list changed: what came back, and what nobody was told of."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from leaderboard.models import Award, Seal, Winner, WinnerMail
from leaderboard.winners.queries.standing_awards import standing_awards


def without_returned(winners: QuerySet[Winner]) -> QuerySet[Winner]:
    """Without those who lost an award that a later correction gave back: it is told as theirs."""
    same = {"key": OuterRef("award__key"), "attempt": OuterRef("award__attempt")}
    told = Award.objects.filter(seal__gt=OuterRef("award__seal"), winner__isnull=False, **same)
    again = standing_awards().filter(place__gt=0, **same)
    lost = Q(passed_on_why=Winner.PassedOn.CORRECTED)
    return winners.exclude(lost & (Q(Exists(told)) | Q(Exists(again))))


def untold_corrections(seal: Seal) -> set[int]:
    """The winners of a list whose last correction no mail has told yet, and nobody has read."""
    mails = WinnerMail.objects.filter(
        kind=WinnerMail.Kind.CORRECTED,
        state=WinnerMail.State.SENT,
        edition=OuterRef("award__seal__edition"),
        user__classes=OuterRef("award__attempt__entry__school_class"),
        sent_at__gte=OuterRef("corrected_by__confirmed_at"),
    )
    changed = Winner.objects.filter(
        award__seal=seal, place_before__isnull=False, correction_read_at__isnull=True
    )
    return set(changed.exclude(Exists(mails)).values_list("pk", flat=True))
