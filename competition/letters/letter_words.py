"""The prepared texts of letters, what may stand in braces in a text, and its words put in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from competition.models import Letter

Kind = Letter.Kind
BRACES = re.compile(r"\{([^{}]*)\}")
# What stands in braces: of every letter, and of the one about the open key besides.
COMMON = ("title", "window", "opens", "closes", "answers", "link")
OF_KEY = (*COMMON, "talk")

PREPARED: dict[str, tuple[Promise, tuple[Promise | str, ...]]] = {
    Kind.OPEN: (
        _("Registration is open: %(title)s"),
        (
            _("Hello,"),
            _(
                "The online safety quiz takes classes again: %(title)s. "
                "When the official quiz can be played: %(window)s."
            ),
            _(
                "Add your class. It takes two minutes: the number of pupils is enough, "
                "and no names are needed."
            ),
            "{link}",
            _("If you have no class for it this year, you need not do anything."),
        ),
    ),
    Kind.THREE_WEEKS: (
        _("Three weeks to go: %(title)s"),
        (
            _("Hello,"),
            _("The official quiz opens on %(opens)s. Three things make the day an easy one:"),
            _("1. Check the computers of the room, half a minute each."),
            _("2. Add your class and print the cards."),
            _("3. Rehearse once with the class."),
            _("Your first page says what comes next:"),
            "{link}",
        ),
    ),
    Kind.WEEK: (
        _("One week to go: rehearse once"),
        (
            _("Hello,"),
            _("The official quiz opens on %(opens)s, and your class has not rehearsed yet."),
            _(
                "A rehearsal is a few questions that do not count: everybody joins once, "
                "and you see your screens. A quarter of an hour is enough."
            ),
            "{link}",
        ),
    ),
    Kind.EVE: (
        _("Tomorrow: %(title)s"),
        (
            _("Hello,"),
            _("The official quiz opens tomorrow, on %(opens)s."),
            _("1. Have the cards at hand."),
            _("2. Switch on the computers ten minutes before the lesson."),
            _("3. Open the quiz on your first page, and show its code on the wall."),
            "{link}",
            _("If something does not work, call the number that stands on the monitor."),
        ),
    ),
    Kind.KEY: (
        _("The answers are open: talk about them in class"),
        (
            _("Hello,"),
            _(
                "The quiz is over everywhere, and you may see with your class what was right, "
                "and why."
            ),
            _(
                "These pages for the projector take ten minutes. They begin with the questions "
                "that your class missed most:"
            ),
            "{talk}",
            _("All results and the certificates:"),
            "{link}",
        ),
    ),
}


@dataclass(frozen=True, slots=True)
class LetterText:
    """What a letter says in one language; ``own`` where somebody wrote it."""

    subject: str
    body: str
    own: bool = False

    def filled(self, facts: Mapping[str, str]) -> LetterText:
        """With everything in braces put in; what nobody knows stays as it stands."""
        subject = " ".join(_filled(self.subject, facts).split())
        return LetterText(subject, _filled(self.body, facts), self.own)


def _filled(text: str, facts: Mapping[str, str]) -> str:
    return BRACES.sub(lambda found: facts.get(found[1], found[0]), text)


def unknown_words(text: str, kind: str) -> list[str]:
    """What stands in braces in a text and means nothing in this letter."""
    known = words_of(kind)
    return [found for found in BRACES.findall(text) if found not in known]


def words_of(kind: str) -> tuple[str, ...]:
    """What may stand in braces in a letter."""
    return OF_KEY if kind == Kind.KEY else COMMON


def prepared(kind: str) -> LetterText:
    """The prepared text in the language being spoken; of a free letter there is none."""
    subject, paragraphs = PREPARED.get(kind, ("", ()))
    return LetterText(_in_braces(subject), "\n\n".join(map(_in_braces, paragraphs)))


def _in_braces(text: Promise | str) -> str:
    """Placeholders as translators know them become those that organizers write."""
    return str(text) % {word: f"{{{word}}}" for word in OF_KEY}
