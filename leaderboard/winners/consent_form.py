"""The form that a guardian signs, on paper, and what is kept of its words."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager

from django.utils.translation import gettext as _

from base.languages.speech import speaking, variant
from base.printing.documents import document
from leaderboard.models import Winner, WinnersPlan
from leaderboard.winners.words import ceremony_words, consent_lines
from schools.models import SchoolClass

TEMPLATE = "competition/packs/pack.typ"


def consent_pdf(winner: Winner, plan: WinnersPlan) -> bytes:
    """One page in the language of the class; the pupil's name is written by hand.

    Raises ``NotPrinted``.
    """
    language = winner.school_class.language
    with _speaking_as_in(winner.school_class):
        part = _part(winner, plan)
        return document(
            TEMPLATE, title=str(part["title"]), language=language, data={"parts": [part]}
        )


def agreed_words(school_class: SchoolClass, plan: WinnersPlan, *, school: bool) -> str:
    """What a guardian has signed, a sentence a line, in the language in which the form asks it."""
    with _speaking_as_in(school_class):
        return "\n".join(consent_lines(plan, school=school))


def _speaking_as_in(school_class: SchoolClass) -> AbstractContextManager[None]:
    return speaking(variant(school_class.language, school_class.school.country_id))


def _part(winner: Winner, plan: WinnersPlan) -> dict[str, object]:
    title = _("Consent to a winner’s name")
    school = winner.school_class.school
    organizer = [one.strip() for one in school.country.controller.splitlines() if one.strip()]
    lead = [
        _("%(title)s. %(school)s, %(class)s.")
        % {"title": plan.edition.title, "school": school.name, "class": winner.school_class.label},
        _("The pupil has won: %(award)s.") % {"award": winner.what},
        _("Name of the pupil: %(line)s") % {"line": "_" * 40},
    ]
    cross = "[     ]  " + _("The name of the school may stand beside it.")
    alias = _(
        "The pupil has the award and the prize all the same, under the made-up name "
        "that stands on the boards: %(alias)s."
    ) % {"alias": winner.alias_name}
    return {
        "kind": "text",
        "title": title,
        "steps": [],
        "cases": [],
        "lead": [one for one in (*lead, ceremony_words(plan)) if one],
        "items": [
            _item(_("I agree:"), points=consent_lines(plan, school=False)),
            _item(_("Please mark with a cross:"), cross),
            _item(_("Without a signature"), alias),
        ],
        "sign": [_("Date"), _("Signature of a guardian")],
        "foot": [_("This form stays at the school."), *organizer],
    }


def _item(head: str, *paragraphs: str, points: Sequence[str] = ()) -> dict[str, object]:
    return {"head": head, "paragraphs": list(paragraphs), "points": list(points)}
