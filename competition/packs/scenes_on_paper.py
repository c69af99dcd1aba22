"""A scene as it stands on paper: its parts in words, as the screen says them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from competition.public.queries.practice import PractisedQuestion
from intake.picture_names import size_of
from quizbank.rules.scene_kinds import IMAGE, PICTURES
from quizbank.workshop.scene_labels import SCENE_NAMES

type Part = dict[str, object]

# What stands before the text of a part, where a drawing tells it on the screen.
BEFORE = {
    "ad": _("Advertisement"),
    "answer": _("Answer of an AI"),
    "attachment": _("Attachment:"),
    "code": _("Code to scan:"),
    "query": _("Searched for:"),
    "sender": _("From:"),
}


def picture_names(one: PractisedQuestion) -> Iterator[str]:
    """Names of the stored pictures in its scene."""
    for part in one.get("scene", {}).get("parts", ()):
        if IMAGE in part:
            yield part[IMAGE].removeprefix(PICTURES)


def printed_scene(one: PractisedQuestion, letters: str, pictures: Mapping[str, bytes]) -> Part:
    """What the template asks for; a part that can be marked has its letter."""
    scene = one["scene"]
    people = scene.get("people", {})
    return {
        "kind": scene["kind"],
        "name": str(SCENE_NAMES.get(scene["kind"], "")),
        "parts": [
            _words(part, one["choices"], letters)
            | _speaker(part, people)
            | {"picture": _picture(part, pictures)}
            for part in scene["parts"]
        ],
    }


def _words(part: Mapping[str, Any], choices: list[str], letters: str) -> Part:
    at = part.get("choice", 0) - 1
    return {
        "as": part["as"],
        "mark": letters[at] if at >= 0 else "",
        "text": choices[at] if at >= 0 else part["text"],
        "label": str(BEFORE.get(part["as"], "")),
        "address": part.get("address", ""),
        "on": bool(part.get("switched")),
        "end": _end(part),
    }


def _speaker(part: Mapping[str, Any], people: Mapping[str, str]) -> Part:
    """Who speaks; the child of the story may have no name."""
    who = part.get("who", "")
    name = people.get(who, "") or (gettext("Own message") if who == "m" else "")
    return {"who": name, "mine": who == "m"}


def _end(part: Mapping[str, Any]) -> str:
    """What stands after the text: switched on, secure, or a price."""
    if "switched" in part:
        return gettext("switched on") if part["switched"] else gettext("switched off")
    if "secure" in part:
        return gettext("secure") if part["secure"] else gettext("not secure")
    return price_words(part["price"]) if "price" in part else ""


def price_words(price: str) -> str:
    """``150 gems``, ``20 stars``, ``5 money`` or ``0``, in words."""
    amount, _space, unit = price.partition(" ")
    number = int(amount)
    units = {
        "gems": ngettext("%(count)s gem", "%(count)s gems", number),
        "stars": ngettext("%(count)s star", "%(count)s stars", number),
        "money": gettext("%(count)s in money"),
    }
    count = number_format(number, force_grouping=True)
    return units[unit] % {"count": count} if unit in units else gettext("free")


def _picture(part: Mapping[str, Any], pictures: Mapping[str, bytes]) -> Part | None:
    """One that is stored, as typst reads it; else its words stand in a frame, as on the screen."""
    name = part.get(IMAGE, "").removeprefix(PICTURES)
    size, content = size_of(name), pictures.get(name)
    if size is None or content is None:
        return None
    ending = name.rpartition(".")[2]
    # JSON has no bytes: a drawing is a text, a photo a list of numbers.
    data = content.decode() if ending == "svg" else list(content)
    return {"data": data, "format": ending, "ratio": size[1] / size[0]}
