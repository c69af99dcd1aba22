"""What the buttons of the page do with a sketch: another kind, one more, one up. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from quizbank.rules.question_faults import SIZES
from quizbank.rules.responses import QuestionKind
from quizbank.rules.scene_kinds import MOST_PARTS, SCENES, attributes_of
from quizbank.workshop.sketches import QuestionSketch, SketchItem

type Items = tuple[SketchItem, ...]

# How many choices, rows or steps a new question of a kind has to fill in.
BEGUN = {
    QuestionKind.SINGLE: 4,
    QuestionKind.MULTI: 5,
    QuestionKind.SORT: 4,
    QuestionKind.ORDER: 4,
    QuestionKind.SPOTS: 0,
}
MOST_BINS = 4
# The part of each kind of scene that takes any words.
ANY_PART = {
    "chat": "message",
    "mail": "paragraph",
    "post": "paragraph",
    "profile": "fact",
    "dialog": "paragraph",
    "page": "paragraph",
    "shop": "title",
    "poster": "paragraph",
    "results": "answer",
    "news": "paragraph",
}
DEFAULTS: Mapping[str, object] = {"who": "1", "switched": False, "secure": True, "price": "0"}


def stepped(sketch: QuestionSketch, step: str) -> QuestionSketch:
    """The sketch after a step such as ``kind sort``, ``add part link``, ``up 2``; places from 1."""
    verb, _, told = step.partition(" ")
    return STEPS[verb](sketch, told) if verb in STEPS else sketch


def new_part(scene: str, shown: str) -> dict[str, Any]:
    """A part of a scene with what it may have besides its text."""
    names = attributes_of(scene, shown)
    return {"as": shown} | {name: DEFAULTS[name] for name in names if name in DEFAULTS}


# ---------------------------------------------------------------- kind and scene


def _in_kind(sketch: QuestionSketch, told: str) -> QuestionSketch:
    """Another kind; what was right before is asked anew, and every word is kept."""
    if told not in QuestionKind or told == sketch.kind:
        return sketch
    kind = QuestionKind(told)
    plain = tuple(replace(one, mark="", markable=False) for one in sketch.parts)
    choices = tuple(replace(one, mark="") for one in sketch.choices)
    found = replace(sketch, kind=kind, parts=plain, choices=choices)
    return _filled_up(_in_places(found) if kind is QuestionKind.SPOTS else found)


def _in_places(sketch: QuestionSketch) -> QuestionSketch:
    """Where places are marked, what was to be chosen becomes parts of the scene."""
    scene = sketch.scene or "mail"
    part = new_part(scene, ANY_PART[scene])
    said = [one for one in sketch.choices if not one.is_blank]
    moved = tuple(replace(one, part=part, markable=True) for one in said)
    return replace(sketch, scene=scene, parts=sketch.parts + moved, choices=())


def _filled_up(sketch: QuestionSketch) -> QuestionSketch:
    """With as many empty rows as a new question has."""
    missing = max(BEGUN[sketch.kind] - len(sketch.choices), 0)
    groups = max(2 - len(sketch.bins), 0) if sketch.kind is QuestionKind.SORT else 0
    bins = (*sketch.bins, *(SketchItem(),) * groups)
    return replace(
        sketch,
        choices=(*sketch.choices, *(SketchItem(),) * missing),
        bins=bins if sketch.kind is QuestionKind.SORT else (),
    )


def _in_scene(sketch: QuestionSketch, told: str) -> QuestionSketch:
    """Another kind of scene: a part that it does not have becomes one that takes any words."""
    if told not in SCENES:
        needed = sketch.kind is QuestionKind.SPOTS
        return sketch if needed else replace(sketch, scene="", parts=(), people={})
    parts = tuple(replace(one, part=_fitting(one.part, told)) for one in sketch.parts)
    return replace(sketch, scene=told, parts=parts)


def _fitting(part: Mapping[str, Any], scene: str) -> dict[str, Any]:
    shown = part["as"] if part["as"] in SCENES[scene] else ANY_PART[scene]
    fresh = new_part(scene, shown)
    kept = {name: part[name] for name in attributes_of(scene, shown) if name in part}
    return fresh | kept


# ---------------------------------------------------------------- one more, one less, one up


def _add(sketch: QuestionSketch, told: str) -> QuestionSketch:
    name, _, shown = told.partition(" ")
    if name == "part" and shown in SCENES.get(sketch.scene, {}):
        part = SketchItem(
            part=new_part(sketch.scene, shown), markable=sketch.kind is QuestionKind.SPOTS
        )
        return replace(sketch, parts=(*sketch.parts, part)[:MOST_PARTS])
    if name == "choice" and may_get_choice(sketch):
        return replace(sketch, choices=(*sketch.choices, SketchItem()))
    if name == "group" and sketch.kind is QuestionKind.SORT:
        return replace(sketch, bins=(*sketch.bins, SketchItem())[:MOST_BINS])
    return sketch


def may_get_choice(sketch: QuestionSketch) -> bool:
    """Whether one more choice fits; beside places to mark there is but one, for “nothing”."""
    if sketch.kind is QuestionKind.SPOTS:
        return not sketch.choices
    return len(sketch.choices) < SIZES[sketch.kind][1]


def _remove(sketch: QuestionSketch, told: str) -> QuestionSketch:
    name, _, place = told.partition(" ")
    if name == "part":
        return replace(sketch, parts=_without(sketch.parts, place))
    if name == "choice":
        return replace(sketch, choices=_without(sketch.choices, place))
    if name == "group":
        return _without_group(sketch, place)
    return sketch


def _without(items: Items, place: str) -> Items:
    return tuple(one for at, one in enumerate(items, start=1) if str(at) != place)


def _without_group(sketch: QuestionSketch, place: str) -> QuestionSketch:
    """Rows of the groups behind it stay with theirs; its own belong nowhere."""
    numbers = [str(at) for at in range(1, len(sketch.bins) + 1) if str(at) != place]
    now = {old: str(new) for new, old in enumerate(numbers, start=1)}
    rows = tuple(replace(one, mark=now.get(one.mark, "")) for one in sketch.choices)
    return replace(sketch, bins=_without(sketch.bins, place), choices=rows)


def _moved(by: int) -> Callable[[QuestionSketch, str], QuestionSketch]:
    def move(sketch: QuestionSketch, place: str) -> QuestionSketch:
        parts, at = list(sketch.parts), int(place) - 1 if place.isdecimal() else -1
        if 0 <= at < len(parts) and 0 <= at + by < len(parts):
            parts[at], parts[at + by] = parts[at + by], parts[at]
        return replace(sketch, parts=tuple(parts))

    return move


def _flipped(sketch: QuestionSketch, place: str) -> QuestionSketch:
    """A part can be marked, or no longer; then nothing is right of it."""
    parts = [
        replace(one, markable=not one.markable, mark="") if str(at) == place else one
        for at, one in enumerate(sketch.parts, start=1)
    ]
    return replace(sketch, parts=tuple(parts)) if sketch.kind is QuestionKind.SPOTS else sketch


STEPS: Mapping[str, Callable[[QuestionSketch, str], QuestionSketch]] = {
    "kind": _in_kind,
    "scene": _in_scene,
    "add": _add,
    "remove": _remove,
    "up": _moved(-1),
    "down": _moved(1),
    "flip": _flipped,
}
NEW = _filled_up(QuestionSketch())
