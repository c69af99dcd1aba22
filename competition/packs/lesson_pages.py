"""The pages of text: how the lesson goes, what to do if, and the letter to parents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from base.languages.texts import in_reader_language
from schools.models import Contact, Country, SchoolClass
from schools.rules.pupil_details import last_day

type Part = dict[str, object]


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
                "PINs are deleted by themselves once the results are published; cards, answers "
                "and results when August ends, names of winners on a day that the organizer sets. "
                "Of one pupil the teacher or the organizer deletes them sooner when you ask. "
                "Made-up names stay in the published list, with the points, and beside awards. "
                "Backups go after 60 days; exported lists are deleted by hand."
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
