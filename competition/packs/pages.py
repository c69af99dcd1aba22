"""What a class gets on paper: cards, the list, the sheet for the lesson, the letter to parents."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

import segno
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
from schools.models import Card, Contact, Country, SchoolClass
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


@dataclass(frozen=True, slots=True)
class LessonFacts:
    """What the pages tell of the class, its country and its edition, as far as it is known."""

    school_class: SchoolClass
    address: str
    edition: str = ""
    slogan: str = ""
    minutes: int = 0
    days: Sequence[str] = ()
    helplines: Sequence[Contact] = field(default_factory=list)
    call: str = ""

    @property
    def country(self) -> Country:
        """Where the school is."""
        return self.school_class.school.country

    @property
    def kept_until(self) -> date:
        """The last day for names and needs."""
        return last_day(self.school_class.school_year)

    @property
    def organizer(self) -> list[str]:
        """Who is responsible, line by line; empty while nobody has said so."""
        return [line.strip() for line in self.country.controller.splitlines() if line.strip()]


def _page(title: str, **more: object) -> Part:
    empty: Part = {"lead": [], "steps": [], "cases": [], "items": [], "sign": [], "foot": []}
    return {"kind": "text", "title": title, **empty, **more}


def _item(head: str, *paragraphs: str, points: Sequence[str] = ()) -> Part:
    return {"head": head, "paragraphs": list(paragraphs), "points": list(points)}


def instructions_part(facts: LessonFacts) -> Part:
    """The lesson in ten lines."""
    steps = [
        _("Before the lesson, open this address on every computer: %(address)s"),
        _(
            "Give every pupil a card. Without a printer, show the cards one by one on the "
            "projector."
        ),
        _("Log in on your own computer, find the class under “%(classes)s”, and open the quiz."),
        _("Show the code on the projector. Only the code: your own screen stays with you."),
        _("Pupils type the code, then the number and the PIN of their card, and wait."),
        _(
            "Your screen shows the numbers of those who are in. When all are there, press "
            "“%(start)s”."
        ),
        _minutes(facts.minutes),
        _("Help with the computer, never with an answer. Nobody says aloud what they chose."),
        _(
            "A computer fails: release the card on your screen, then another computer with the "
            "same card. No answer is lost."
        ),
        _("When all have finished, end the quiz. Then come results, talk and certificates."),
    ]
    told = {
        "address": facts.address,
        "classes": _("My classes"),
        "start": _("Start for everybody"),
    }
    foot = [
        _("Collect the cards afterwards. Whoever has a card and its PIN can play for its pupil.")
    ]
    return _page(
        _("The lesson in ten lines"),
        lead=[_heading(facts)],
        steps=[step % told for step in steps],
        foot=[*foot, *_who_helps(facts)],
    )


def _heading(facts: LessonFacts) -> str:
    parts = (facts.edition, str(facts.school_class), facts.school_class.school.name)
    return " · ".join(part for part in parts if part)


def _minutes(minutes: int) -> str:
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


def _who_helps(facts: LessonFacts) -> list[str]:
    call = [_("Stuck? Call the organizers: %(call)s") % {"call": facts.call}] if facts.call else []
    if not facts.organizer:
        return call
    return [*call, _("Organizer: %(lines)s") % {"lines": ", ".join(facts.organizer)}]


def what_if_part(facts: LessonFacts) -> Part:
    """What goes wrong in a room, each with what to do at once."""
    cases = [*_cases_of_cards(), *_cases_of_computers(), *_cases_of_pupils(facts)]
    return _page(_("What to do if…"), lead=[_heading(facts)], cases=cases, foot=_who_helps(facts))


def _cases_of_cards() -> list[Part]:
    return [
        _item(
            _("The PIN is wrong"),
            _(
                "Compare number and PIN with your list. After several wrong PINs the card is "
                "locked: choose its number on your screen and press “%(release)s”."
            )
            % {"release": _("Release the card")},
        ),
        _item(
            _("A card is lost"),
            _(
                "Choose its number on your screen and press “%(show)s”: it opens in a tab of its "
                "own. Write number and PIN on a slip, and close the tab before the projector shows "
                "it. What is opened is on record."
            )
            % {"show": _("Show the PIN of this card")},
        ),
    ]


def _cases_of_computers() -> list[Part]:
    return [
        _item(
            _("A computer is frozen"),
            _(
                "Choose its number on your screen and press “%(release)s”, then another computer, "
                "or this one once it runs again. The pupil joins with the same card: all answers "
                "are there, and the time that was lost you give on your screen."
            )
            % {"release": _("Release the card")},
        ),
        _item(
            _("No network, or the power goes out"),
            _(
                "Leave all pages open: answers wait in the browser and are sent later. After a "
                "power cut all join again with the same cards. Pause the quiz or give more "
                "minutes; do not end it before the answers have come."
            ),
            _(
                "One computer stays without network to the end: it offers its answers as a file "
                "with a number. Save the file, note the number at the pupil’s seat on your screen, "
                "and only then end the quiz. You upload the file from the results."
            ),
        ),
    ]


def _cases_of_pupils(facts: LessonFacts) -> list[Part]:
    return [
        _item(
            _("Somebody has another pupil’s card"),
            _(
                "Before the start: both join once more, each with the own card. After the start: "
                "let them work on and note the numbers; what is answered stays with the card."
            ),
        ),
        _item(
            _("Somebody comes late, or is ill today"),
            _(
                "Who comes late joins with the card, and you let them in on your screen. For those"
                " who are absent, open the quiz once more while the days of the competition last."
            ),
        ),
        _item(
            _("A child is upset"),
            _(
                "Nothing has to be finished: let the child stop. Listen, ask little, and promise no"
                " secrecy. Do not write down what was said, tell your school’s counsellor today."
            ),
            points=[_helpline(one) for one in facts.helplines],
        ),
    ]


def _helpline(contact: Contact) -> str:
    ways = [str(contact), contact.number or contact.web, in_reader_language(contact.hours)]
    if contact.free:
        ways.append(_("free of charge"))
    return " · ".join(way for way in ways if way)


def letter_part(facts: LessonFacts) -> Part:
    """To parents: what, when, what is stored and until when, whom to ask."""
    names = {"school_class": facts.school_class, "edition": facts.edition or _("the quiz")}
    return _page(
        _("To the parents of class %(school_class)s") % names,
        lead=[
            _("Dear parents,"),
            _("our class takes part in a quiz about safety on the internet: %(edition)s.") % names,
            _(
                "It is played in a lesson at school, on its computers. There are no marks for it, "
                "and a child may stop at any time."
            ),
        ],
        items=[
            _item(_("When"), *_when(facts)),
            *_what_is_stored(facts),
            _item(_("Whom to ask"), *_whom(facts)),
        ],
        sign=[_("Place and date"), _("Teacher")],
    )


def _what_is_stored(facts: LessonFacts) -> list[Part]:
    return [
        _item(
            _("What is stored of a pupil, and why"),
            _(
                "Your child has no account and types nothing but digits: a number and a PIN "
                "on a card. Kept are the number, the answers with their times, the points, "
                "and a made-up name for the boards. A real name is there only if the teacher "
                "adds it."
            ),
        ),
        _item(
            _("How long"),
            _(
                "A name and what your child needs (extra time, larger text) are deleted by "
                "themselves 30 days after the results are published, and on %(day)s at the "
                "latest."
            )
            % {"day": date_format(facts.kept_until, "SHORT_DATE_FORMAT")},
            _(
                "PINs are deleted by themselves once the results are published; cards, answers, "
                "results and made-up names when August ends, those of winners together with their "
                "names. Of one pupil the teacher or the organizer deletes them sooner when you "
                "ask. The published list keeps made-up names and points. Backups go after 60 days; "
                "exported lists are deleted by hand."
            ),
        ),
    ]


def _when(facts: LessonFacts) -> list[str]:
    if not facts.days:
        return [_("The teacher will tell you the day.")]
    days = {"days": "; ".join(facts.days)}
    return [_("The competition: %(days)s. The teacher chooses the lesson.") % days]


def _whom(facts: LessonFacts) -> list[str]:
    with translation.override(facts.school_class.language):
        path = reverse("competition:privacy_adults", args=[facts.country.code.lower()])
    told = {"address": f"{facts.address}{path}", "lines": ", ".join(facts.organizer)}
    responsible = _("Responsible for the data: %(lines)s.") if facts.organizer else ""
    return [
        _(
            "First the teacher or the school: only they know which card a child had. You may "
            "object, and ask what is stored, to correct it or to delete it."
        ),
        *([responsible % told] if responsible else []),
        _("More about it: %(address)s") % told,
    ]


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
        "instructions",
        gettext_lazy("The lesson in ten lines"),
        gettext_lazy("From the first computer to the end."),
    ),
    PackPart(
        "what_if",
        gettext_lazy("What to do if…"),
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
            minutes=_minutes_of(edition, school_class),
            days=_days(edition, school_class),
            helplines=_helplines(school_class),
            call=_call(edition, school_class),
        )


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
