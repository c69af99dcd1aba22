"""Whom teachers of a country call on the day of an edition."""

from __future__ import annotations

from competition.models import Edition, HelpLine
from schools.models import Country


def help_line_of(edition: Edition | None, country: Country) -> HelpLine | None:
    """The number with its hours; ``None`` while nobody has said it, and without an edition."""
    return HelpLine.objects.filter(edition=edition, country=country).first() if edition else None
