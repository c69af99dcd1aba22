"""What the units of a text are called in messages."""

from __future__ import annotations

from base.intake.phrases import Phrase, gettext_noop
from quizbank.rules.text_units import Unit

NAMES = {
    "stem": gettext_noop("the question"),
    "explanation": gettext_noop("the explanation"),
    "choices": gettext_noop("choice %(letter)s"),
    "bins": gettext_noop("group %(letter)s"),
    "parts": gettext_noop("part %(letter)s of the scene"),
    "people": gettext_noop("name %(letter)s"),
    "notes": gettext_noop("note %(letter)s"),
}


def name_of_unit(unit: Unit) -> Phrase:
    """As in “choice b”."""
    field, letter = unit
    return Phrase(NAMES[field], letter=letter) if letter else Phrase(NAMES[field])
