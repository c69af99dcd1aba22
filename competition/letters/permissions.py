"""Whose letters somebody may see and write: those of the countries whose part is theirs."""

from __future__ import annotations

from django.http import Http404

from base.pages.numbers import whole
from competition.letters.queries.calendar_letters import CalendarLetter, calendar_of
from competition.letters.queries.letter_pages import free_letters
from competition.models import Edition
from schools.models import Country


def get_letter(edition: Edition, country: Country, name: str) -> CalendarLetter:
    """A letter of the calendar by its kind, or a free one by its number; 404 for any other."""
    for one in calendar_of(edition, country):
        if one.letter.kind == name:
            return one
    free = free_letters(edition, country).filter(pk=whole(name) or 0).first()
    if free is None:
        raise Http404
    free.edition, free.country = edition, country
    return CalendarLetter(free, None)
