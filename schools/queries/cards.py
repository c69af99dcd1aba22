"""Reads about classes and cards."""

from __future__ import annotations

from dataclasses import dataclass

import segno
from django.db.models import QuerySet
from django.utils.safestring import SafeString, mark_safe

from schools.addresses import card_link
from schools.models import Card, SchoolClass


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
