"""What of a class or card has been played, and what therefore stays as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from competition.models import Attempt, Entry, Sitting
from competition.rules.edition_steps import SEALED
from schools.models import Card, SchoolClass


@dataclass(frozen=True, slots=True)
class CardRow:
    """A card with what it was used for."""

    card: Card
    played: bool
    rehearsed: bool


@dataclass(frozen=True, slots=True)
class Corrections:
    """What can be corrected, card by card."""

    cards: Sequence[CardRow]
    played: bool
    sealed: bool
    sits: bool


def official_attempts(school_class: SchoolClass) -> QuerySet[Attempt]:
    """Whatever somebody of the class began officially, voided or not; who only came in has not."""
    return Attempt.objects.filter(
        entry__school_class=school_class, kind=Sitting.Kind.OFFICIAL, started_at__isnull=False
    )


def open_sittings(school_class: SchoolClass) -> QuerySet[Sitting]:
    """Sittings of the class that are not closed."""
    return Sitting.objects.filter(entry__school_class=school_class, closed_at__isnull=True)


def sealed_entries(school_class: SchoolClass) -> QuerySet[Entry]:
    """Entries that stand in a sealed list."""
    played = Attempt.objects.filter(entry=OuterRef("pk"), kind=Sitting.Kind.OFFICIAL)
    entries = Entry.objects.filter(school_class=school_class, edition__state__in=SEALED)
    return entries.filter(Exists(played))


def corrections_of(school_class: SchoolClass) -> Corrections:
    """Everything the page of corrections shows; a fixed number of queries."""
    official = Attempt.objects.filter(
        card=OuterRef("pk"), kind=Sitting.Kind.OFFICIAL, started_at__isnull=False
    )
    rehearsal = Attempt.objects.filter(card=OuterRef("pk"), kind=Sitting.Kind.REHEARSAL)
    cards = Card.objects.filter(school_class=school_class).order_by("number")
    marked = cards.annotate(played=Exists(official), rehearsed=Exists(rehearsal))
    rows = [CardRow(card, card.played, card.rehearsed) for card in marked]
    return Corrections(
        rows,
        played=official_attempts(school_class).exists(),
        sealed=sealed_entries(school_class).exists(),
        sits=open_sittings(school_class).exists(),
    )
