"""What a class gets on paper: cards, the list, the sheet for the lesson, the letter to parents."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

import segno
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from base.clock import now
from base.languages.dates import window_words
from base.languages.speech import speaking, variant
from base.languages.texts import in_reader_language
from base.pages.addresses import as_typed, card_link
from base.printing.documents import document
from competition.editions.queries.help_line import help_line_of
from competition.editions.queries.taking_part import edition_of_class
from competition.models import Division, Edition
from competition.public.queries.public_countries import windows_of
from schools.contacts.queries import current_contacts
from schools.models import Card, Contact, SchoolClass
from schools.rules.pupil_details import last_day

type Part = dict[str, object]


def cards_part(school_class: SchoolClass, cards: Sequence[Card], *, address: str) -> Part:
    """Cards to cut. The QR code opens the page and holds the number, never the PIN."""
    return {
        "kind": "cards",
        "class-name": school_class.label,
        "school": school_class.school.name,
        "address": as_typed(address),
        "words": {
            "number": _("Number"),
            "pin": _("PIN"),
            "qr": _("The address of the quiz and the number of the card"),
            "how": _("Open the address, type the code on the board, then your number and PIN."),
            "keep": _("Keep this card for yourself."),
        },
        "cards": [_card(one, school_class.language, address) for one in cards],
    }


def _card(card: Card, language: str, address: str) -> dict[str, str]:
    link = card_link(address, language=language, number=card.number)
    code = segno.make(link, error="m", micro=False).svg_inline(border=1)
    return {"number": str(card.number), "pin": card.pin, "qr": code}


def sheet_part(
    school_class: SchoolClass, cards: Sequence[Card], *, named: bool, address: str
) -> Part:
    """The teacher's list with room for notes; ``named``: with the names of those who have one."""
    school = school_class.school
    return {
        "kind": "sheet",
        "title": _("%(school_class)s: list for the teacher") % {"school_class": school_class},
        "about": f"{school} · {school_class.school_year} · {as_typed(address)}",
        "lead": _(
            "Write the names by hand, if you like. Keep this sheet locked away, and destroy it "
            "when the results are out."
        ),
        "words": [_("Number"), _("PIN"), _("Name"), _("Notes")],
        "cards": [
            {"number": str(one.number), "pin": one.pin, "name": one.name if named else ""}
            for one in cards
        ],
    }


# How a line of a text begins, and where it goes: in the page, as head of a block, in the block.
IN_PAGE = {"-": "lead", "+": "steps", "_": "sign", "~": "foot"}
HEADS = {"?": "cases", "=": "items"}
IN_BLOCK = {":": "paragraphs", "*": "points"}


def text_part(template: str, facts: Mapping[str, object]) -> Part:
    """A page of text as data; each line of the template begins with a sign that says what it is."""
    page: dict[str, list[object]] = {name: [] for name in (*IN_PAGE.values(), *HEADS.values())}
    block: dict[str, list[str]] = {}
    title = ""
    for line in render_to_string(template, dict(facts)).splitlines():
        sign, _space, text = line.strip().partition(" ")
        if sign == "#":
            title = text
        elif sign in IN_PAGE:
            page[IN_PAGE[sign]].append(text)
        elif sign in HEADS:
            block = {"paragraphs": [], "points": []}
            page[HEADS[sign]].append({"head": text, **block})
        elif sign in IN_BLOCK:
            block[IN_BLOCK[sign]].append(text)
    return {"kind": "text", "title": title, **page}


def _helpline(contact: Contact) -> str:
    ways = [str(contact), contact.number or contact.web, in_reader_language(contact.hours)]
    if contact.free:
        ways.append(_("free of charge"))
    return " · ".join(way for way in ways if way)


TEMPLATE = "competition/packs/pack.typ"


@dataclass(frozen=True, slots=True)
class PackPart:
    """One part as it is offered; ``secret``: PINs stand on it."""

    name: str
    title: str | Promise
    about: str | Promise
    secret: bool = False


PARTS = (
    PackPart(
        "cards",
        gettext_lazy("Cards"),
        gettext_lazy("Ten to a page, with lines to cut."),
        secret=True,
    ),
    PackPart(
        "sheet",
        gettext_lazy("Your list"),
        gettext_lazy("Numbers, PINs, room for names and notes."),
        secret=True,
    ),
    PackPart(
        "lesson",
        gettext_lazy("The lesson in ten lines"),
        gettext_lazy("Wrong PIN, frozen computer, power cut, tears."),
    ),
    PackPart(
        "letter",
        gettext_lazy("Letter to parents"),
        gettext_lazy("What, when, what is stored, whom to ask."),
    ),
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
            title = wanted[0].title if name != WHOLE else gettext_lazy("Pack for the lesson")
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
            "lesson": lambda: text_part("competition/packs/lesson.txt", self._facts),
            "letter": lambda: text_part(
                "competition/packs/letter.txt", self._facts | self._privacy
            ),
        }

    @cached_property
    def _cards(self) -> Sequence[Card]:
        return list(self.school_class.cards.order_by("number"))

    @cached_property
    def _facts(self) -> dict[str, object]:
        """What the texts tell of the class, its country and its edition, as far as it is known."""
        one = self.school_class
        edition = edition_of_class(one, at=now())
        title = edition.title if edition else ""
        controller = one.school.country.controller.splitlines()
        return {
            "school_class": one,
            "heading": " · ".join(part for part in (title, str(one), one.school.name) if part),
            "address": self.address,
            "edition": title or _("the quiz"),
            "time": _time(_minutes_of(edition, one)),
            "days": "; ".join(_days(edition, one)),
            "helplines": [_helpline(each) for each in _helplines(one)],
            "call": _call(edition, one),
            "lines": ", ".join(line.strip() for line in controller if line.strip()),
            "day": date_format(last_day(one.school_year), "SHORT_DATE_FORMAT"),
        }

    @property
    def _privacy(self) -> dict[str, object]:
        """Where its adults read about their data."""
        country = self.school_class.school.country_id
        with translation.override(self.school_class.language):
            path = reverse("competition:privacy_adults", args=[country.lower()])
        return {"address": f"{self.address}{path}"}


def _time(minutes: int) -> str:
    if not minutes:
        return _("The time runs by itself, for each pupil. Who needs more gets it on your screen.")
    text = ngettext(
        "The time runs by itself: %(minutes)d minute for each pupil. Who needs more gets it on "
        "your screen.",
        "The time runs by itself: %(minutes)d minutes for each pupil. Who needs more gets it on "
        "your screen.",
        minutes,
    )
    return text % {"minutes": minutes}


def _minutes_of(edition: Edition | None, school_class: SchoolClass) -> int:
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
