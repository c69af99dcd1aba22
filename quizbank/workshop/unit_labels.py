"""What the workshop calls the units of a text, and in which order people read them."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quizbank.rules.question_faults import Asked
from quizbank.rules.responses import QuestionKind
from quizbank.rules.text_units import Unit
from quizbank.workshop.scene_labels import part_name

CHOICES: dict[QuestionKind, Promise] = {
    QuestionKind.SINGLE: _("Answer %(letter)s"),
    QuestionKind.MULTI: _("Answer %(letter)s"),
    QuestionKind.SORT: _("Row %(letter)s"),
    QuestionKind.ORDER: _("Step %(letter)s"),
    QuestionKind.SPOTS: _("Answer below the scene"),
}
# Fields in the order in which a page shows what is not in the scene.
PLACES = {"stem": 0, "people": 1, "parts": 2, "choices": 3, "bins": 4, "explanation": 5, "notes": 6}

LAST = 1_000


def label_of(unit: Unit, asked: Asked) -> str:
    """As in “Part 2 of the scene: sender”, “Row B”, “Group 1”."""
    field, key = unit
    if field == "notes":
        of = ("parts" if key.isdecimal() else "choices", key)
        return gettext("Note on: %(unit)s") % {"unit": label_of(of, asked)}
    if field in ("parts", "choices") and (place := _place(key, asked)):
        told = {"place": place, "part": part_name(asked.scene["parts"][place - 1])}
        return gettext("Part %(place)s of the scene: %(part)s") % told
    return _plain_label(field, key, asked)


def _plain_label(field: str, key: str, asked: Asked) -> str:
    if field == "choices":
        return str(CHOICES[asked.kind]) % {"letter": key.upper()}
    if field == "people":
        return gettext("Name of the child of the story") if key == "m" else _speaker(key)
    if field == "bins":
        return gettext("Group %(number)s") % {"number": key}
    if field == "parts":
        return gettext("Part of the scene")
    return gettext("Question") if field == "stem" else gettext("Explanation")


def _speaker(key: str) -> str:
    return gettext("Name of speaker %(number)s") % {"number": key}


def _place(key: str, asked: Asked) -> int:
    """Where a part stands in the scene, from 1; 0 for what is not in it."""
    return next((at for at, one in enumerate(_ids(asked), start=1) if one == key), 0)


def _ids(asked: Asked) -> list[str]:
    return [str(part.get("id")) for part in asked.scene.get("parts", ())]


def in_reading_order(units: Iterable[Unit], asked: Asked) -> list[Unit]:
    """The scene as it is read, then what is answered, and what is told after the quiz."""
    return sorted(units, key=lambda unit: _rank(unit, asked))


def _rank(unit: Unit, asked: Asked) -> tuple[int, int, int, str]:
    field, key = unit
    number = int(key) if key.isdecimal() else 0
    place = _place(key, asked)
    if field in ("parts", "choices") and place:
        return PLACES["parts"], place, 0, ""
    # A note on what is not in the scene comes after those on its parts.
    return PLACES[field], (place or LAST) if field == "notes" else 0, number, key
