"""All that is kept of a card, attempt by attempt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from competition.models import (
    Alias,
    Attempt,
    Decision,
    Edition,
    PinGuess,
    Sitting,
)
from competition.rules.groups import plays
from leaderboard.awards.queries import is_draw_ahead
from leaderboard.models import Appeal, Winner, WinnersPlan
from leaderboard.receipts.actions import opened
from leaderboard.receipts.views import own_screen
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


@dataclass(frozen=True, slots=True)
class KeptAround:
    """What sittings of the class keep of a card, whether it has an attempt there or not.

    ``groups``: the sittings that were for a part of the class with it.
    """

    guesses: Sequence[PinGuess]
    decisions: Sequence[Decision]
    groups: Sequence[Sitting]


def kept_around(card: Card) -> KeptAround:
    """The oldest first; three queries."""
    parts = Sitting.objects.filter(entry__school_class=card.school_class).exclude(numbers="")
    return KeptAround(
        list(PinGuess.objects.filter(card=card).order_by("last_at", "pk")),
        list(Decision.objects.filter(card=card, attempt=None).order_by("decided_at", "pk")),
        [one for one in parts.order_by("opened_at", "pk") if plays(one.numbers, card.number)],
    )


def aliases_of(card: Card) -> QuerySet[Alias]:
    """The made-up names of a card, by edition."""
    return card.aliases.select_related("edition").order_by("edition_id")


def decisions_about(card: Card) -> QuerySet[Decision]:
    """What was decided about a card or one of its attempts."""
    return Decision.objects.filter(Q(card=card) | Q(attempt__card=card))


def appeals_about(card: Card) -> QuerySet[Appeal]:
    """Appeals for its result."""
    sittings = Attempt.objects.filter(card=card).values("sitting")
    return Appeal.objects.filter(sitting__in=sittings, card=card.number)


def winners_of(card: Card) -> QuerySet[Winner]:
    """What became of its awards, with names and consents."""
    mine = Winner.objects.filter(attempt__card=card).told()
    return mine.select_related("rule").prefetch_related("diplomas").order_by("pk")


def awards_held(card: Card) -> QuerySet[Winner]:
    """Awards that wait for a prize, and would go to somebody else.

    None that follow from the points, none that is handed over, none of an archived edition. What
    nobody was told of counts as soon as there are dates, and before the publication also without:
    they are set after the seal.
    """
    plans = WinnersPlan.objects.filter(edition=OuterRef("edition"))
    early = (Edition.State.REVIEW, Edition.State.SEALED)
    known = Q(told_at__isnull=False) | Q(Exists(plans)) | Q(edition__state__in=early)
    mine = Winner.objects.filter(known, attempt__card=card, handed_over_at__isnull=True)
    return mine.held().called().exclude(edition__state=Edition.State.ARCHIVED)


def _official(card: Card) -> QuerySet[Edition]:
    played = Attempt.objects.filter(card=card, kind=Sitting.Kind.OFFICIAL, started_at__isnull=False)
    return Edition.objects.filter(pk__in=played.values("entry__edition"))


def is_still_counted(card: Card) -> bool:
    """Whether it has played in an edition whose list is not sealed yet."""
    ahead = (Edition.State.LIVE, Edition.State.REVIEW)
    return _official(card).filter(state__in=ahead).exists()


def is_in_a_draw_ahead(card: Card) -> bool:
    """Whether a sealed list that it may stand in leaves something to a draw still to be made; of an
    archived edition nothing is drawn."""
    editions = _official(card).exclude(state=Edition.State.ARCHIVED)
    return any(is_draw_ahead(edition) for edition in editions)
