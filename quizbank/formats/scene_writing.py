"""Scenes and notes as HTML that a person can read and ``scene_reading`` takes apart again.

Classes say what is what, since programs keep them: ``quiz-unit quiz-parts-1`` is a unit of the
text, ``quiz-as-sender`` what a part is, ``quiz-drawn`` what is only for the eye.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from intake.picture_names import size_of
from quizbank.formats.hypertext import PICTURED, fill
from quizbank.formats.item import FileQuestion
from quizbank.rules.scene_kinds import IMAGE
from quizbank.rules.text_units import Unit

# Puts the words of a unit, in one language or several, into an element.
type Put = Callable[[Element, Unit], object]

YES, NO = "yes", "no"
# What stands for an attribute in all languages.
DRAWN = {"switched": {True: "☑", False: "☐"}, "secure": {True: "🔒", False: "🔓"}}
COINS = {"gems": "💎", "money": "💰", "stars": "⭐"}


def scene_block(item: FileQuestion, put: Put, pictures: str = "") -> Element:
    """The scene of a question, one paragraph for each of its parts.

    ``pictures`` is where its pictures lie, for programs that get them.
    """
    block = Element("div", {"class": f"quiz-scene quiz-scene-{item.scene.get('kind')}"})
    named = {key for _field, key in units_of(item, "people")}
    for part in item.scene.get("parts", ()):
        paragraph = SubElement(block, "p")
        if (who := str(part.get("who", ""))) in named:
            unit_in(paragraph, ("people", who), put)
            drawn_in(paragraph, ": ")
        _picture(paragraph, part, pictures)
        _part(paragraph, part, put)
    return block


def unit_in(parent: Element, unit: Unit, put: Put, *more: str) -> Element:
    """A span with the words of a unit."""
    name = "-".join(one for one in unit if one)
    span = SubElement(parent, "span", {"class": " ".join(("quiz-unit", f"quiz-{name}", *more))})
    put(span, unit)
    return span


def drawn_in(parent: Element, text: str) -> Element:
    """A span of what is only for the eye."""
    return fill(SubElement(parent, "span", {"class": "quiz-drawn"}), text)


def explained_blocks(item: FileQuestion, put: Put) -> Iterator[Element]:
    """The explanation, and each note after what it is about."""
    block = Element("p")
    unit_in(block, ("explanation", ""), put)
    yield block
    for unit in units_of(item, "notes"):
        yield _note(unit, put)


def units_of(item: FileQuestion, name: str) -> list[Unit]:
    """The units of a field that any language has."""
    units = (unit for text in item.texts.values() for unit, _said in text.words.units())
    return [*dict.fromkeys(unit for unit in units if unit[0] == name)]


def as_text(*blocks: Element) -> str:
    """HTML as a string."""
    return "".join(tostring(block, encoding="unicode", method="html") for block in blocks)


def _note(unit: Unit, put: Put) -> Element:
    block = Element("p")
    about = SubElement(block, "span", {"class": "quiz-drawn"})
    put(about, ("parts" if unit[1].isdecimal() else "choices", unit[1]))
    drawn_in(block, ": ")
    unit_in(block, unit, put)
    return block


def _picture(block: Element, part: Mapping[str, Any], folder: str) -> None:
    """Its words stand beside it, so it needs none of its own."""
    size = size_of(str(part.get(IMAGE, "")))
    if size is not None and folder:
        about = {"class": PICTURED, "src": f"{folder}{part[IMAGE]}", "alt": ""}
        SubElement(block, "img", about | {"width": str(size[0]), "height": str(size[1])})


def _part(block: Element, part: Mapping[str, Any], put: Put) -> None:
    name = str(part.get("id"))
    for before in _signs(part):
        drawn_in(block, f"{before} ")
    unit = ("parts" if name.isdecimal() else "choices", name)
    unit_in(block, unit, put, "quiz-part", *_tokens(part))
    if "price" in part:
        amount, _space, coin = str(part["price"]).partition(" ")
        drawn_in(block, f" – {amount} {COINS.get(coin, coin)}".rstrip())
    if "address" in part:
        drawn_in(block, " ")
        fill(SubElement(block, "span", {"class": "quiz-address"}), str(part["address"]))


def _signs(part: Mapping[str, Any]) -> list[str]:
    return [signs[bool(part[name])] for name, signs in DRAWN.items() if name in part]


def _tokens(part: Mapping[str, Any]) -> Iterator[str]:
    """What a part is, for classes."""
    yield f"quiz-as-{part.get('as')}"
    for name in ("who", "price"):
        if name in part:
            yield f"quiz-{name}-{str(part[name]).replace(' ', '-')}"
    if IMAGE in part:
        yield f"quiz-{IMAGE}-{part[IMAGE]}"
    for name in DRAWN:
        if name in part:
            yield f"quiz-{name}-{YES if part[name] else NO}"
