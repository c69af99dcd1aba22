"""Questions and responses said in words, for tables, spreadsheets and pages without a drawing.

All take a question as browsers get it (``compiled`` or ``explained`` of compiling.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from quizbank.papers.compiling import Compiled
from quizbank.rules.responses import QuestionKind, ResponseForm, decoded

BETWEEN = " · "


def in_words(told: Compiled, code: int) -> str:
    """What a response says in the words of the question; empty for no answer.

    single: the choice · multi, spots: what is marked · sort: each row with its group · order: the
    steps, numbered.
    """
    return BETWEEN.join(parts_in_words(told, code))


def parts_in_words(told: Compiled, code: int) -> list[str]:
    """The same, one by one; none for no answer."""
    return list(_said(told, code)) if code else []


def right_in_words(told: Compiled) -> str:
    """The right answer of an explained question."""
    return in_words(told, told["key"])


def told_form(told: Compiled) -> ResponseForm:
    """Which responses the question can have."""
    kind = QuestionKind(told.get("kind", QuestionKind.SINGLE))
    return ResponseForm(kind, len(told["choices"]), len(told.get("bins", ())))


def _said(told: Compiled, code: int) -> Iterator[str]:
    choices, bins = told["choices"], ["–", *told.get("bins", ())]
    form = told_form(told)
    response = decoded(form, code)
    if form.kind is QuestionKind.SORT:
        yield from (f"{row} → {bins[place]}" for row, place in zip(choices, response, strict=True))
    elif form.kind is QuestionKind.ORDER:
        yield from (f"{place}. {choices[at]}" for place, at in enumerate(response, start=1))
    else:
        yield from (choices[at] for at in response)


def scene_in_words(told: Compiled) -> list[str]:
    """The parts of a question's scene, each with who speaks and its address."""
    scene = told.get("scene", {})
    people = scene.get("people", {})
    return [_part_in_words(part, told, people) for part in scene.get("parts", ())]


def _part_in_words(part: Compiled, told: Compiled, people: Mapping[str, str]) -> str:
    said = part["text"] if "text" in part else told["choices"][part["choice"] - 1]
    who, address = people.get(str(part.get("who")), ""), str(part.get("address", ""))
    return " ".join([*([f"{who}:"] if who else []), said, *([f"({address})"] if address else [])])


def notes_in_words(told: Compiled) -> list[str]:
    """What is said beside choices and parts, each with what it is said of."""
    notes = zip(told["choices"], told.get("notes", ()), strict=False)
    parts = told.get("scene", {}).get("parts", ())
    return [
        *(_noted(said, note) for said, note in notes if note),
        *(_noted(part["text"], part["note"]) for part in parts if "note" in part),
    ]


def _noted(said: str, note: str) -> str:
    """A note behind what it is said of, never with two signs in a row."""
    if said.endswith(("?", "!", "…")):
        return f"{said} – {note}"
    return f"{said.rstrip('.,;:')}: {note}"
