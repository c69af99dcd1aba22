"""The units of a text as its page shows them: what each is called, and what is right there."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from quizbank.rules.question_faults import Asked
from quizbank.rules.responses import QuestionKind
from quizbank.rules.right_answers import marks_of
from quizbank.rules.text_units import TextWords, Unit
from quizbank.workshop.scene_labels import said_beside
from quizbank.workshop.unit_labels import in_reading_order, label_of

# Shown by themselves, before and after all others.
APART = ("stem", "explanation")


@dataclass(frozen=True, slots=True)
class UnitShown:
    """One unit of a text; ``beside`` is the same in all languages, ``right`` what is right there.

    ``letter`` is empty but for a choice.
    """

    unit: Unit
    label: str
    words: str
    beside: str = ""
    right: str = ""

    @property
    def letter(self) -> str:
        """Of a choice."""
        field, key = self.unit
        return key if field == "choices" else ""


def units_shown(asked: Asked, words: TextWords) -> list[UnitShown]:
    """All but question and explanation, in reading order."""
    parts = {str(part["id"]): part for part in asked.scene.get("parts", ())}
    marks = marks_of(asked.kind, asked.right)
    found = []
    for unit in in_reading_order(words.shape, asked):
        field, key = unit
        if field not in APART:
            part = parts.get(key) if field in ("parts", "choices") else None
            mark = marks.get(key, "") if field == "choices" else ""
            said: str = getattr(words, field)[key]
            beside = said_beside(part) if part else ""
            right = _told(asked.kind, mark, words)
            found.append(UnitShown(unit, label_of(unit, asked), said, beside, right))
    return found


def before_answering(units: list[UnitShown]) -> list[UnitShown]:
    """What whoever has to answer first may see: neither what is right nor notes."""
    return [replace(one, right="") for one in units if one.unit[0] != "notes"]


def _told(kind: QuestionKind, mark: str, words: TextWords) -> str:
    if not mark:
        return ""
    if kind is QuestionKind.SORT:
        return f"→ {words.bins.get(mark) or mark}"
    return _("place %(place)s") % {"place": mark} if kind is QuestionKind.ORDER else _("right")
