"""A question pressed together in the workshop: kind, scene, answers, words. Nobody writes code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tests.walk.hands import Hands
from tests.walk.year import DIVISION, Built

# What a page of the workshop calls the words of each unit.
FIELDS = {"choices": "choice", "parts": "part", "bins": "bin", "people": "person"}
# And what a file for translators calls them.
UNITS = {"choices": "", "parts": "part.", "bins": "group.", "people": "name."}
BEGUN = {"single": 4, "multi": 5, "sort": 4, "order": 4, "spots": 0}
BY_ROW = ("sort", "order")


def build(hands: Hands, one: Built, language: str) -> None:
    """All of the page of a new question, from top to bottom as far as it goes."""
    hands.choose("[name=language-source]", language)
    _give_shape(hands, one)
    _fill_in(hands, one, language)
    hands.press("form .buttons button[value=save]")


def _give_shape(hands: Hands, one: Built) -> None:
    """The buttons, each of which brings the page anew."""
    if one.kind != "single":
        hands.press(f"button[value='kind {one.kind}']")
    if one.scene:
        hands.press(f"button[value='scene {one.scene['kind']}']")
    for place, part in enumerate(one.parts, start=1):
        hands.choose("#new-part", part["as"])
        hands.press("button[value='add part']")
        if one.kind == "spots" and part["id"].isdecimal():
            hands.press(f"button[value='flip {place}']")
        # The page asks for the names of those who speak once it comes anew.
        _say_what_it_has(hands, part)
    answers = len(one.texts["bs"]["choices"]) - sum(
        not part["id"].isdecimal() for part in one.parts
    )
    for place in range(BEGUN[one.kind], answers, -1):
        hands.press(f"button[value='remove choice {place}']")
    for _ in range(BEGUN[one.kind], answers):
        hands.press("button[value='add choice']")


def _fill_in(hands: Hands, one: Built, language: str) -> None:
    """Fields in the order of the page."""
    fields = dict(words(one.texts[language]))
    hands.write("[name=stem]", fields.pop("stem"))
    for name in [name for name in fields if name.startswith("person_")]:
        hands.write(f"[name={name}]", fields.pop(name))
    for part in one.parts:
        name = f"part_{part['id']}" if part["id"].isdecimal() else f"choice_{part['id']}"
        hands.write(f"[name={name}]", fields.pop(name))
        _mark(hands, one, part["id"])
    for name in sorted(fields.keys() - {"explanation"}, key=lambda one: (one[0] != "b", one)):
        hands.write(f"[name={name}]", fields[name])
        if name.startswith("choice_"):
            _mark(hands, one, name.removeprefix("choice_"))
    hands.write("[name=explanation]", fields["explanation"])
    hands.choose("[name=about-division_code]", DIVISION)
    hands.choose("[name=about-topic]", one.topic)
    hands.choose("[name=about-difficulty]", one.difficulty)


def _say_what_it_has(hands: Hands, part: Mapping[str, Any]) -> None:
    """What stands at a part besides its words."""
    key = part["id"]
    if "address" in part:
        hands.write(f"[name=address_{key}]", part["address"])
    if "who" in part:
        hands.choose(f"[name=who_{key}]", part["who"])
    if "price" in part:
        amount, unit = part["price"].split()
        hands.write(f"[name=price_{key}]", amount)
        hands.choose(f"[name=unit_{key}]", unit)


def _mark(hands: Hands, one: Built, letter: str) -> None:
    """What is right, beside the answer."""
    for selector, value in answer_fields(one, "about-right"):
        if one.kind in BY_ROW and f"_{letter}]" not in selector:
            continue
        if one.kind in BY_ROW or f"[value={letter}]" in selector:
            give(hands, selector, value)


def answer_fields(one: Built, name: str) -> Iterator[tuple[str, str]]:
    """Where a page of the workshop takes the right answer: the field, and what is chosen there."""
    if one.kind == "order":
        for place, letter in enumerate(one.right, start=1):
            yield f"select[name={name}_{letter}]", str(place)
    elif one.kind == "sort":
        for row in one.right.split():
            yield f"[name={name}_{row[0]}][value='{row[1:]}']", ""
    else:
        for letter in one.right:
            yield f"[name={name}][value={letter}]", ""


def give(hands: Hands, selector: str, value: str) -> None:
    """One field of an answer."""
    if value:
        hands.choose(selector, value)
    else:
        hands.tick(selector)


def words(text: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """``(name of the field, what is written there)`` of one language."""
    yield "stem", text["question"]
    for unit, name in FIELDS.items():
        for key, said in text.get(unit, {}).items():
            yield f"{name}_{key}", said
    yield "explanation", text["explanation"]


def units(text: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """``(name of a unit in XLIFF, what is said)`` of one language."""
    yield "question", text["question"]
    for field, name in UNITS.items():
        for key, said in text.get(field, {}).items():
            yield f"{name}{key}", said
    yield "explanation", text["explanation"]
