"""Winners whom corrections of the list changed: what came back, and what nobody was told of."""

from __future__ import annotations

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, When
from django.db.models.functions import Greatest

from leaderboard.models import Award, Seal, Winner, WinnerMail
from leaderboard.winners.queries.standing_awards import standing_awards


def winners_before(before: Seal, seal: Seal) -> QuerySet[Winner]:
    """What became of awards by the lists before a corrected one and may go over to it, and what is
    there already, the oldest first; not what a correction took: that is told anew.

    Of what the list before left to a draw an older one still says who has it, and in whose place.
    Of whichever list it was, what was not wanted is not offered again.
    """
    followed = Exists(Winner.objects.filter(instead_of=OuterRef("pk")))
    there = Q(award__seal__in=(before, seal))
    waits = Q(passed_on_at__isnull=True) | Q(followed)
    not_wanted = Q(passed_on_why__in=(Winner.PassedOn.DECLINED, Winner.PassedOn.LATE))
    found = Winner.objects.filter(
        there | waits | not_wanted,
        award__seal__edition=seal.edition_id,
        award__seal__lte=seal.pk,
    )
    found = found.exclude(passed_on_why=Winner.PassedOn.CORRECTED)
    return found.select_related("award__rule").order_by("award__seal_id", "pk")


def without_returned(winners: QuerySet[Winner]) -> QuerySet[Winner]:
    """Without those who lost an award that a later correction gave back: it is told as theirs."""
    same = {"key": OuterRef("award__key"), "attempt": OuterRef("award__attempt")}
    told = Award.objects.filter(seal__gt=OuterRef("award__seal"), winner__isnull=False, **same)
    again = standing_awards().filter(place__gt=0, **same)
    lost = Q(passed_on_why=Winner.PassedOn.CORRECTED)
    return winners.exclude(lost & (Q(Exists(told)) | Q(Exists(again))))


def taken_back(winners: QuerySet[Winner]) -> QuerySet[Winner]:
    """Those who lost an award of which a teacher had heard, and did not get it back."""
    unheard = {"corrected_by__isnull": False, "place_before__isnull": True}
    lost = winners.filter(passed_on_why=Winner.PassedOn.CORRECTED)
    return without_returned(lost.exclude(**unheard))


def corrected_at() -> Greatest:
    """Of a winner: when a correction changed it, which is later where it left that to a draw."""
    drawn = Case(When(award__drawn=True, then=F("award__seal__outcome__made_at")))
    return Greatest("corrected_by__confirmed_at", "passed_on_at", drawn)


def untold_corrections(winners: QuerySet[Winner]) -> set[int]:
    """Those of whose last correction no mail has told yet, and nobody has read."""
    mails = WinnerMail.objects.filter(
        kind=WinnerMail.Kind.CORRECTED,
        state=WinnerMail.State.SENT,
        edition=OuterRef("award__seal__edition"),
        user__classes=OuterRef("award__attempt__entry__school_class"),
        sent_at__gte=OuterRef("changed_at"),
    )
    changed = winners.filter(place_before__isnull=False, correction_read_at__isnull=True)
    changed = changed.annotate(changed_at=corrected_at())
    return set(changed.exclude(Exists(mails)).values_list("pk", flat=True))
