"""A question while its kind, scene and answers are being put together. Pure.

A sketch knows no letters and numbers: it is a list of items in the order in which they are read,
and ``assembled`` names them. So they may come, go and move, and every word stays with its item.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from string import ascii_letters
from typing import Any

from quizbank.rules.question_faults import SIZES, Asked
from quizbank.rules.responses import QuestionKind
from quizbank.rules.right_answers import marks_of, right_of
from quizbank.rules.text_units import TextWords, Unit

# Fields whose units come, go and move.
MOVABLE = ("choices", "parts", "bins")


@dataclass(frozen=True, slots=True)
class SketchItem:
    """A choice, row, step, group, or part of the scene.

    ``mark``: what is right of it: its group, its place, or ``1`` · ``was``: the unit it is in what
    is stored · ``part``: what it is in the scene (``as`` and attributes), nothing beside it.
    """

    words: str = ""
    note: str = ""
    mark: str = ""
    was: Unit | None = None
    part: Mapping[str, Any] = field(default_factory=dict)
    markable: bool = False

    @property
    def is_blank(self) -> bool:
        """Whether nothing would be lost with it."""
        return not (self.words or self.note or self.mark)


@dataclass(frozen=True, slots=True)
class QuestionSketch:
    """What there is of a question; ``choices`` are those beside the scene."""

    kind: QuestionKind = QuestionKind.SINGLE
    stem: str = ""
    explanation: str = ""
    scene: str = ""
    parts: tuple[SketchItem, ...] = ()
    choices: tuple[SketchItem, ...] = ()
    bins: tuple[SketchItem, ...] = ()
    people: Mapping[str, str] = field(default_factory=dict)

    def trimmed(self) -> QuestionSketch:
        """Without the empty choices at the end that nobody needs."""
        least = 0 if self.kind is QuestionKind.SPOTS else SIZES[self.kind][0]
        choices = list(self.choices)
        while len(choices) > least and choices[-1].is_blank:
            choices.pop()
        return replace(self, choices=tuple(choices))

    def overtaken(self, seen: TextWords, stored: TextWords) -> QuestionSketch:
        """The sketch of a wording that was ``seen``, with each item's place in what is stored."""

        def placed(items: tuple[SketchItem, ...]) -> tuple[SketchItem, ...]:
            units = [one.was and _whereabouts(one.was, seen, stored) for one in items]
            return tuple(replace(one, was=was) for one, was in zip(items, units, strict=True))

        parts, choices, bins = map(placed, (self.parts, self.choices, self.bins))
        return replace(self, parts=parts, choices=choices, bins=bins)


def _whereabouts(unit: Unit, seen: TextWords, stored: TextWords) -> Unit | None:
    """Where a unit has gone: to its words, else it stayed; nowhere if that cannot be told.

    Words of translations follow it, and in a wrong place they would say something else.
    """
    old, new = dict(seen.units()), dict(stored.units())
    words = old.get(unit, "")
    if new.get(unit) == words:
        return unit
    there = [one for one, said in new.items() if words and said == words and one[0] in MOVABLE]
    if there:
        return there[0] if len(there) == 1 else None
    stayed = seen.shape == stored.shape and new[unit] not in old.values()
    return unit if stayed else None


@dataclass(frozen=True, slots=True)
class AssembledQuestion:
    """A sketch with letters and numbers.

    ``marks``: what is right, by letter · ``came_from``: which unit of what is stored each one is.
    """

    asked: Asked
    words: TextWords
    marks: Mapping[str, str]
    came_from: Mapping[Unit, Unit]


def assembled(sketch: QuestionSketch) -> AssembledQuestion:
    """Parts that can be marked are a, b, c … in reading order, then the choices beside them."""
    there = list(_named(sketch))
    bins = {str(number): one for number, one in enumerate(sketch.bins, start=1)}
    held: dict[str, dict[str, str]] = {"choices": {}, "parts": {}, "notes": {}}
    for (name, key), item in there:
        held[name][key] = item.words
        if item.note:
            held["notes"][key] = item.note
    marks = {key: one.mark for (name, key), one in there if name == "choices" and one.mark}
    named = [*there, *((("bins", number), one) for number, one in bins.items())]
    return AssembledQuestion(
        Asked(right_of(sketch.kind, marks), sketch.kind, _scene(sketch, there)),
        TextWords(
            sketch.stem,
            explanation=sketch.explanation,
            people=_people(sketch),
            bins={number: one.words for number, one in bins.items()},
            **held,
        ),
        marks,
        {unit: one.was for unit, one in named if one.was},
    )


def _named(sketch: QuestionSketch) -> Iterator[tuple[Unit, SketchItem]]:
    letters = iter(ascii_letters)
    number = 0
    for item in sketch.parts:
        if item.markable:
            yield ("choices", next(letters)), item
        else:
            number += 1
            yield ("parts", str(number)), item
    for item in sketch.choices:
        yield ("choices", next(letters)), item


def _scene(sketch: QuestionSketch, there: list[tuple[Unit, SketchItem]]) -> dict[str, Any]:
    parts = [{"id": key, **item.part} for (_name, key), item in there if item.part]
    return {"kind": sketch.scene, "parts": parts} if sketch.scene else {}


def _people(sketch: QuestionSketch) -> dict[str, str]:
    """Of those who speak; the child of the story may do without a name."""
    speak = {str(one.part["who"]) for one in sketch.parts if "who" in one.part}
    return {who: sketch.people.get(who, "") for who in sorted(speak)
            if who != "m" or sketch.people.get(who)}  # fmt: skip


def taken_apart(asked: Asked, words: TextWords) -> QuestionSketch:
    """The sketch of what is stored."""
    marks = marks_of(asked.kind, asked.right)

    def item(name: str, key: str, part: Mapping[str, Any] | None = None) -> SketchItem:
        told = {name: value for name, value in (part or {}).items() if name != "id"}
        return SketchItem(
            getattr(words, name).get(key, ""),
            words.notes.get(key, "") if name != "bins" else "",
            marks.get(key, "") if name == "choices" else "",
            (name, key),
            told,
            markable=bool(part) and name == "choices",
        )

    parts = [(str(part["id"]), part) for part in asked.scene.get("parts", ())]
    inside = {key for key, _part in parts}
    return QuestionSketch(
        asked.kind,
        words.stem,
        words.explanation,
        asked.scene.get("kind", ""),
        tuple(item("parts" if key.isdecimal() else "choices", key, part) for key, part in parts),
        tuple(item("choices", letter) for letter in words.letters if letter not in inside),
        tuple(item("bins", number) for number in sorted(words.bins, key=int)),
        dict(words.people),
    )
