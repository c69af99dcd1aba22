"""Reads about classes and cards."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import segno
from auditlog.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.utils.safestring import SafeString, mark_safe

from base.models import User
from base.pages.addresses import card_link
from base.record.queries import RecordLine, lines
from schools.classes.permissions import colleagues_of
from schools.models import Card, CardOpening, ClassCover, SchoolClass
from schools.permissions import classes_taught, covers_standing, standing_teachers


@dataclass(frozen=True, slots=True)
class PrintedCard:
    """A card as it stands on paper."""

    number: int
    pin: str
    qr: SafeString


def printed_cards(school_class: SchoolClass, *, address: str) -> list[PrintedCard]:
    """The cards of a class in order, each with its QR code as SVG; one query."""
    rows = school_class.cards.order_by("number").values_list("number", "pin")
    language = school_class.language
    return [
        PrintedCard(number, pin, qr_code(card_link(address, language=language, number=number)))
        for number, pin in rows
    ]


def qr_code(text: str) -> SafeString:
    """A QR code as inline SVG without style, script or size of its own."""
    svg = segno.make(text, error="m", micro=False).svg_inline(omitsize=True, border=2)
    return mark_safe(svg)  # noqa: S308 - made by segno from modules, holds no text of anybody's


def cards_of(school_class: SchoolClass) -> QuerySet[Card]:
    """The cards of a class by number."""
    return school_class.cards.order_by("number")


def place_of_number(school_class: SchoolClass, typed: str) -> int | None:
    """Which place the card of a number has among the cards; nothing where there is none."""
    numbers = list(cards_of(school_class).values_list("number", flat=True)) if typed else []
    found = [place for place, number in enumerate(numbers, start=1) if f"{number}" == typed.strip()]
    return found[0] if found else None


@dataclass(frozen=True, slots=True)
class Others:
    """Who else sees the cards of a class, for its teachers; ``to_add``: who could teach it too."""

    teachers: list[User]
    to_add: list[User]
    openings: list[CardOpening]
    reads: list[RecordLine]


# So many openings and looks are told.
REMEMBERED = 10


def others_at(school_class: SchoolClass) -> Others:
    """To whom the cards are open or were opened, and who looked; six queries at most."""
    openings = CardOpening.objects.filter(school_class=school_class).select_related("by")
    return Others(
        teachers=list(standing_teachers(school_class)),
        to_add=list(colleagues_of(school_class)),
        openings=list(openings[:REMEMBERED]),
        reads=_reads(school_class),
    )


def _reads(school_class: SchoolClass) -> list[RecordLine]:
    """Looks of others than its teachers, the latest first."""
    entries = LogEntry.objects.get_for_object(school_class)
    looks = entries.filter(action=LogEntry.Action.ACCESS, actor__isnull=False)
    others = looks.exclude(actor__in=school_class.teachers.all())
    shown = list(others.select_related("actor").order_by("-timestamp", "-pk")[:REMEMBERED])
    return lines(shown, named=[entry.actor for entry in shown])


def covers_told(user: User) -> QuerySet[ClassCover]:
    """Classes taken over for today: by this teacher, or of their own; one query."""
    concerned = Q(colleague=user) | Q(school_class__in=classes_taught(user))
    return covers_standing().filter(concerned).select_related("school_class", "colleague")


def classes_read(class_ids: Collection[int], *, ways: Collection[str]) -> set[int]:
    """Which of these classes somebody has read in one of these ways; one query."""
    kind = ContentType.objects.get_for_model(SchoolClass)
    entries = LogEntry.objects.filter(content_type=kind, object_id__in=class_ids)
    read = entries.filter(additional_data__read__in=list(ways)).order_by()
    return set(read.values_list("object_id", flat=True).distinct())
