"""A question that is being put together, as its page sends it: read without refusing anything.

Beside the words (``words_of_text.field_name``) the page sends ``kind``, ``scene``, and for each
part of the scene, choice and group a line ``part``, ``choice`` or ``group``: its letter or number,
what it is in the scene, and the unit of the stored text it is. Nobody types those.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import QueryDict

from quizbank.rules.responses import QuestionKind
from quizbank.rules.right_answers import LETTERS
from quizbank.rules.scene_kinds import MOST_PARTS, SCENES, SPEAKERS, attributes_of
from quizbank.rules.text_units import Unit
from quizbank.workshop.forms.answer_in_kind import BY_ROW
from quizbank.workshop.forms.words_of_text import LONGEST, field_name
from quizbank.workshop.sketch_steps import MOST_BINS, NEW
from quizbank.workshop.sketches import QuestionSketch, SketchItem

# What is right stands in fields of this name.
RIGHT = "about-right"
FIELDS = ("choices", "parts", "bins")
NOWHERE = "-"


def sketch_in(data: QueryDict) -> QuestionSketch:
    """What the page holds; a new question where it says no kind."""
    kind, scene = data.get("kind", ""), data.get("scene", "")
    if kind not in QuestionKind:
        return _of_four(data)
    reading = _SketchReading(data, QuestionKind(kind), scene if scene in SCENES else "")
    return QuestionSketch(
        reading.kind,
        reading.said("stem"),
        reading.said("explanation"),
        reading.scene,
        tuple(reading.parts()),
        tuple(reading.items("choice", "choices", len(LETTERS))),
        tuple(reading.items("group", "bins", MOST_BINS)),
        {who: reading.said(field_name(("people", who))) for who in SPEAKERS},
    )


def _of_four(data: QueryDict) -> QuestionSketch:
    """Four answers, as an older page or a program sends them."""
    typed = data.copy()
    typed["kind"], typed["scene"] = QuestionKind.SINGLE.value, ""
    typed.setlist("choice", list(LETTERS[: len(NEW.choices)]))
    return sketch_in(typed)


class _SketchReading:
    """``data`` of a question of one kind."""

    def __init__(self, data: QueryDict, kind: QuestionKind, scene: str) -> None:
        self.data, self.kind, self.scene = data, kind, scene

    def said(self, name: str) -> str:
        return self.data.get(name, "").strip()[:LONGEST]

    def parts(self) -> Iterator[SketchItem]:
        """Of the scene, in reading order."""
        for line in self.data.getlist("part")[:MOST_PARTS] if self.scene else ():
            key, shown, was = (*line.split(), "", "", "")[:3]
            if shown in SCENES[self.scene]:
                name = "parts" if key.isdecimal() else "choices"
                yield self._item((name, key), was, self._part(key, shown))

    def items(self, sent: str, name: str, most: int) -> Iterator[SketchItem]:
        """Choices beside the scene, or groups."""
        for line in self.data.getlist(sent)[:most]:
            key, was = (*line.split(), "", "")[:2]
            yield self._item((name, key), was, {})

    def _item(self, unit: Unit, was: str, part: dict[str, Any]) -> SketchItem:
        name, key = unit
        return SketchItem(
            self.said(field_name(unit)),
            self.said(field_name(("notes", key))) if name != "bins" else "",
            self._mark(key) if name == "choices" else "",
            _unit(was),
            part,
            markable=bool(part) and name == "choices" and self.kind is QuestionKind.SPOTS,
        )

    def _mark(self, key: str) -> str:
        if self.kind in BY_ROW:
            mark = self.data.get(f"{RIGHT}_{key}", "")
            return mark if mark.isdecimal() and mark.isascii() and len(mark) < 3 else ""
        return "1" if key in self.data.getlist(RIGHT) else ""

    def _part(self, key: str, shown: str) -> dict[str, Any]:
        found: dict[str, Any] = {"as": shown}
        for name in attributes_of(self.scene, shown):
            typed = self.said(f"{name}_{key}")
            if name in ("switched", "secure"):
                found[name] = bool(typed)
            elif name == "price":
                found[name] = _price(typed, self.said(f"unit_{key}"))
            elif typed:
                found[name] = typed
        return found


def _price(number: str, unit: str) -> str:
    return f"{number} {unit}" if number.strip("0") else "0"


def _unit(told: str) -> Unit | None:
    name, _, key = told.partition(":")
    return (name, key) if name in FIELDS and key else None


def line_of(unit: Unit, item: SketchItem) -> str:
    """What the page sends back of an item."""
    shown = [str(item.part["as"])] if item.part else []
    return " ".join([unit[1], *shown, ":".join(item.was) if item.was else NOWHERE])
