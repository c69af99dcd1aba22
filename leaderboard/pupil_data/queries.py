"""All that is kept of a card, attempt by attempt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from competition.models import Alias, Attempt, Decision
from leaderboard.models import Appeal, Award
from leaderboard.receipts.actions import opened
from leaderboard.receipts.receipt_screen import own_screen
from leaderboard.winners.queries.standing_awards import standing_awards
from schools.models import Card

COUNTED = ("leases", "answers", "credits", "answer_files")


@dataclass(frozen=True, slots=True)
class KeptAttempt:
    """One attempt: how it went, what was decided, and what its pupil sees of it.

    ``counts``: rows by what they are. ``own``: the context of the own result; none where there is
    no result yet.
    """

    attempt: Attempt
    counts: Mapping[str, int]
    decisions: Sequence[Decision]
    own: Mapping[str, Any] | None


def kept_attempts(card: Card, language: str, *, at: datetime) -> list[KeptAttempt]:
    """Every attempt of a card, the newest first, in the words of a language."""
    related = ("sitting__paper", "result", "entry__division__edition", "card")
    rows = Attempt.objects.filter(card=card).select_related(*related).order_by("-joined_at")
    return [_kept(one, language, at) for one in rows]


def _kept(attempt: Attempt, language: str, at: datetime) -> KeptAttempt:
    has_result = getattr(attempt, "result", None) is not None
    return KeptAttempt(
        attempt,
        {name: getattr(attempt, name).count() for name in COUNTED},
        list(attempt.decisions.order_by("decided_at", "pk")),
        own_screen(opened(attempt, at=at), language) if has_result else None,
    )


def aliases_of(card: Card) -> QuerySet[Alias]:
    """The made-up names of a card, by edition."""
    return card.aliases.select_related("edition").order_by("edition_id")


def decisions_about(card: Card) -> QuerySet[Decision]:
    """What was decided about a card or one of its attempts."""
    return Decision.objects.filter(Q(card=card) | Q(attempt__card=card))


def appeals_about(card: Card) -> QuerySet[Appeal]:
    """Appeals against a decision about it, or for its result."""
    sittings = Attempt.objects.filter(card=card).values("sitting")
    named = Q(sitting__in=sittings, card=card.number)
    return Appeal.objects.filter(Q(decision__in=decisions_about(card)) | named)


def awards_held(card: Card) -> QuerySet[Award]:
    """Awards of lists that hold which have not passed on to somebody else."""
    mine = standing_awards().filter(attempt__card=card)
    with_reserves = Q(place__gt=0, winner__isnull=True) | Q(
        winner__isnull=False, winner__passed_on_at__isnull=True
    )
    return mine.filter(with_reserves)
