"""What browsers get of a question: as it is asked, and explained after the quiz. Pure.

Source: docs/hall.md, "Compiled papers". A question of one choice without a scene has three fields.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from base.intake.picture_names import size_of
from quizbank.rules.permutation import permuted
from quizbank.rules.question_faults import Asked
from quizbank.rules.responses import QuestionKind
from quizbank.rules.right_answers import form_of, key_of
from quizbank.rules.scene_kinds import IMAGE, PICTURES
from quizbank.rules.text_units import TextWords

type Compiled = dict[str, Any]


def order_in(kind: QuestionKind, letters: str, *, seed: str, question: str) -> str:
    """The letters of a question in the order a paper shows them.

    Markable parts stand where the scene has them; all others are permuted by the paper's seed.
    """
    if kind is QuestionKind.SPOTS:
        return letters
    return permuted(letters, seed=seed, question=question)


def compiled(asked: Asked, words: TextWords, order: Collection[str]) -> Compiled:
    """The question in one language, without the key; what it does not have is left out."""
    found: Compiled = {
        "stem": words.stem,
        "choices": [words.choices.get(letter, "") for letter in order],
    }
    if asked.kind is not QuestionKind.SINGLE:
        found["kind"] = asked.kind.value
    if words.bins:
        found["bins"] = [words.bins[number] for number in sorted(words.bins, key=int)]
    if asked.scene:
        found["scene"] = _scene(asked, words, "".join(order))
    return found


def explained(asked: Asked, words: TextWords, order: str) -> Compiled:
    """The question with the code of the right answer, why it is right, and notes beside parts."""
    found = compiled(asked, words, order) | {
        "key": key_of(form_of(asked.kind, asked.right, order), asked.right, order),
        "explanation": words.explanation,
        "notes": [words.notes.get(letter, "") for letter in order],
    }
    for part, drawn in zip(
        asked.scene.get("parts", ()), found.get("scene", {}).get("parts", ()), strict=True
    ):
        if "choice" not in drawn and (note := words.notes.get(part["id"])):
            drawn["note"] = note
    return found


def _scene(asked: Asked, words: TextWords, order: str) -> Compiled:
    parts = [_part(part, words, order) for part in asked.scene["parts"]]
    people = {"people": dict(words.people)} if words.people else {}
    return {"kind": asked.scene["kind"], "parts": parts, **people}


def _part(part: Mapping[str, Any], words: TextWords, order: str) -> Compiled:
    """A part that can be marked takes its text from the choices: nothing is sent twice."""
    told = {name: value for name, value in part.items() if name not in ("id", IMAGE)}
    told |= _image(str(part.get(IMAGE, "")))
    if part["id"] in words.parts:
        return told | {"text": words.parts[part["id"]]}
    return told | {"choice": order.index(part["id"]) + 1}


def _image(name: str) -> Compiled:
    """Where a picture is, and how much room it needs before it is there."""
    size = size_of(name)
    return {IMAGE: f"{PICTURES}{name}", "width": size[0], "height": size[1]} if size else {}
