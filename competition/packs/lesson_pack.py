"""The pack of a class: its parts, and a document of some of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from base.clock import now
from base.languages.dates import window_words
from base.languages.speech import speaking, variant
from base.languages.texts import in_reader_language
from base.printing.documents import document
from competition.editions.queries.help_line import help_line_of
from competition.editions.queries.taking_part import edition_of_class
from competition.models import Division, Edition
from competition.packs.lesson_pages import (
    LessonFacts,
    instructions_part,
    letter_part,
    what_if_part,
)
from competition.packs.papers_of_cards import cards_part, sheet_part
from competition.public.queries.public_countries import windows_of
from schools.contacts.queries import current_contacts
from schools.models import Card, Contact, SchoolClass

TEMPLATE = "competition/packs/pack.typ"
type Part = dict[str, object]


@dataclass(frozen=True, slots=True)
class PackPart:
    """One part as it is offered; ``secret``: PINs stand on it."""

    name: str
    title: str | Promise
    about: str | Promise
    secret: bool = False


PARTS = (
    PackPart("cards", _("Cards"), _("Ten to a page, with lines to cut."), secret=True),
    PackPart("sheet", _("Your list"), _("Numbers, PINs, room for names and notes."), secret=True),
    PackPart(
        "instructions", _("The lesson in ten lines"), _("From the first computer to the end.")
    ),
    PackPart("what_if", _("What to do if…"), _("Wrong PIN, frozen computer, power cut, tears.")),
    PackPart("letter", _("Letter to parents"), _("What, when, what is stored, whom to ask.")),
)
# All in one file.
WHOLE = "all"
SECRET = frozenset({WHOLE, *(part.name for part in PARTS if part.secret)})


class Pack:
    """What a class takes to its lesson; each part is worked out when it is asked for.

    ``named``: the teacher's list has the names that are on the cards.
    """

    def __init__(self, school_class: SchoolClass, *, address: str, named: bool) -> None:
        self.school_class, self.address, self.named = school_class, address, named

    def pdf(self, name: str) -> bytes:
        """One part or, of ``WHOLE``, all, in the language of the class. Raises ``NotPrinted``."""
        wanted = [part for part in PARTS if name in (part.name, WHOLE)]
        with self._spoken():
            title = wanted[0].title if name != WHOLE else _("Pack for the lesson")
            return document(
                TEMPLATE,
                title=f"{title} · {self.school_class}",
                language=self.school_class.language,
                data={"parts": [self._makers[part.name]() for part in wanted]},
            )

    def _spoken(self) -> AbstractContextManager[None]:
        country = self.school_class.school.country_id
        return speaking(variant(self.school_class.language, country))

    @cached_property
    def _makers(self) -> Mapping[str, Callable[[], Part]]:
        one, address = self.school_class, self.address
        return {
            "cards": lambda: cards_part(one, self._cards, address=address),
            "sheet": lambda: sheet_part(one, self._cards, named=self.named, address=address),
            "instructions": lambda: instructions_part(self._facts),
            "what_if": lambda: what_if_part(self._facts),
            "letter": lambda: letter_part(self._facts),
        }

    @cached_property
    def _cards(self) -> Sequence[Card]:
        return list(self.school_class.cards.order_by("number"))

    @cached_property
    def _facts(self) -> LessonFacts:
        school_class = self.school_class
        edition = edition_of_class(school_class, at=now())
        return LessonFacts(
            school_class,
            self.address,
            edition=edition.title if edition else "",
            slogan=in_reader_language(edition.slogans) if edition else "",
            minutes=_minutes(edition, school_class),
            days=_days(edition, school_class),
            helplines=_helplines(school_class),
            call=_call(edition, school_class),
        )


def _minutes(edition: Edition | None, school_class: SchoolClass) -> int:
    ages = Division.objects.filter(edition=edition, code=school_class.grade.division_code)
    return ages.values_list("minutes", flat=True).first() or 0


def _days(edition: Edition | None, school_class: SchoolClass) -> list[str]:
    country = school_class.school.country
    zone = ZoneInfo(country.timezone)
    spans: list[tuple[datetime, datetime]] = [
        (one.opens_at.astimezone(zone), one.closes_at.astimezone(zone))
        for one in (windows_of(edition, country) if edition else [])
    ]
    return [window_words(*span) for span in spans]


def _call(edition: Edition | None, school_class: SchoolClass) -> str:
    """The organizers' number for teachers with its hours; empty while nobody has said it."""
    line = help_line_of(edition, school_class.school.country)
    if line is None:
        return ""
    hours = f"{line.opens:%H:%M}–{line.closes:%H:%M}" if line.opens and line.closes else ""
    return " ".join(part for part in (line.phone, hours) if part)


def _helplines(school_class: SchoolClass) -> Sequence[Contact]:
    country = school_class.school.country_id
    return list(current_contacts().filter(country=country, kind=Contact.Kind.HELPLINE))
