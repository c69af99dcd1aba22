"""Scenes: what is shown above a question, as a list of parts that the page draws.

A scene is ``{"kind": "mail", "parts": [{"id": "a", "as": "sender", "address": "…"}, …]}`` in
reading order. A part whose id is a letter can be marked (``spots``); all others have numbers.
Every part has one text, in ``choices`` or ``parts`` of each language, and at most one attribute;
a picture may have a second one, ``image``, the name of a stored picture that its text describes.
Source: docs/questions.md, "Scenes".
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from typing import Any

from base.intake.phrases import Phrase, gettext_noop
from base.intake.picture_names import size_of

_TEXT, _ADDRESS, _WHO = "", "address", "who"
_SWITCHED, _SECURE, _PRICE = "switched", "secure", "price"
# A part that is a picture may name one that is stored; without it its words stand in a frame.
PICTURE, IMAGE = "picture", "image"
# Where browsers find one; the address names its bytes.
PICTURES = "/pictures/"

# Kind of scene → what its parts may be → which attribute such a part has.
SCENES: Mapping[str, Mapping[str, str]] = {
    "chat": {"head": _TEXT, "message": _WHO, "picture": _WHO, "system": _TEXT},
    "mail": {
        "sender": _ADDRESS,
        "subject": _TEXT,
        "paragraph": _TEXT,
        "link": _ADDRESS,
        "attachment": _TEXT,
        "button": _TEXT,
    },
    "post": {
        "author": _ADDRESS,
        "paragraph": _TEXT,
        "picture": _TEXT,
        "label": _TEXT,
        "counts": _TEXT,
        "comment": _WHO,
    },
    "profile": {
        "name": _TEXT,
        "handle": _ADDRESS,
        "fact": _TEXT,
        "picture": _TEXT,
        "button": _TEXT,
        "post": _TEXT,
    },
    "dialog": {"title": _TEXT, "paragraph": _TEXT, "toggle": _SWITCHED, "button": _TEXT},
    "page": {
        "address": _SECURE,
        "title": _TEXT,
        "paragraph": _TEXT,
        "field": _TEXT,
        "link": _ADDRESS,
        "button": _TEXT,
    },
    "shop": {
        "title": _TEXT,
        "item": _PRICE,
        "bundle": _PRICE,
        "old_price": _PRICE,
        "timer": _TEXT,
        "button": _TEXT,
    },
    "poster": {
        "title": _TEXT,
        "paragraph": _TEXT,
        "code": _TEXT,
        "address": _ADDRESS,
        "sticker": _TEXT,
    },
    "results": {"query": _TEXT, "ad": _ADDRESS, "answer": _TEXT, "result": _ADDRESS},
    "news": {
        "address": _ADDRESS,
        "title": _TEXT,
        "byline": _TEXT,
        "date": _TEXT,
        "picture": _TEXT,
        "paragraph": _TEXT,
        "source": _TEXT,
    },
}
MOST_PARTS = 20
SPEAKERS = ("m", "1", "2", "3")
_PRICES = re.compile(r"0|\d{1,5} (?:gems|money|stars)")
# An address is of nobody: hosts end in .example, handles begin with @, and all is Latin.
_HOST = re.compile(r"(?=.{1,24}$)(?:[a-z0-9-]+\.)+example")
_HANDLE = re.compile(r"@[a-z0-9._]{2,24}")

UNKNOWN_KIND = gettext_noop("“%(kind)s” is no kind of scene")
UNKNOWN_PART = gettext_noop("part %(id)s: a scene of the kind “%(kind)s” has no “%(part)s”")
BAD_ATTRIBUTE = gettext_noop("part %(id)s: “%(name)s: %(value)s” is not understood")
BAD_IDS = gettext_noop("the parts of the scene are to be named a, b, c … and 1, 2, 3 …, in order")
TOO_MANY = gettext_noop("the scene has more than %(most)d parts")
NO_TEXT = gettext_noop("part %(id)s of the scene has no text, or there is one for no part")
NO_PICTURE = gettext_noop("part %(id)s: there is no such picture. Bring it again.")
NO_NAME = gettext_noop("name %(id)s: somebody speaks in the scene who has no name")


def scene_faults(scene: Mapping[str, Any]) -> Iterator[Phrase]:
    """What a scene has that cannot be drawn, one sentence for each fault."""
    kind, parts = str(scene.get("kind")), scene.get("parts") or []
    if kind not in SCENES:
        yield Phrase(UNKNOWN_KIND, kind=kind)
        return
    if len(parts) > MOST_PARTS:
        yield Phrase(TOO_MANY, most=MOST_PARTS)
    if not _in_order(markable(scene), "a") or not _in_order(plain(scene), "1"):
        yield Phrase(BAD_IDS)
    for part in parts:
        yield from _part_faults(kind, part)


def markable(scene: Mapping[str, Any]) -> str:
    """The letters of the parts that can be marked, in reading order."""
    return "".join(one for one in _ids(scene) if not one.isdecimal())


def plain(scene: Mapping[str, Any]) -> list[str]:
    """The numbers of the other parts, in reading order."""
    return [one for one in _ids(scene) if one.isdecimal()]


def images_in(scene: Mapping[str, Any]) -> dict[str, str]:
    """``{id of a part: the picture it names}``, in reading order."""
    parts = scene.get("parts") or ()
    return {str(part.get("id")): str(part[IMAGE]) for part in parts if IMAGE in part}


def only_gains_pictures(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Whether a scene is read as it was, shows every picture it showed, and perhaps some more."""
    kept = images_in(before).items() <= images_in(after).items()
    return kept and _without_images(before) == _without_images(after)


def _without_images(scene: Mapping[str, Any]) -> tuple[object, list[dict[str, Any]]]:
    parts = scene.get("parts") or ()
    bare = [{name: one for name, one in part.items() if name != IMAGE} for part in parts]
    return scene.get("kind"), bare


def lost_pictures(scene: Mapping[str, Any], stored: Container[str]) -> Iterator[Phrase]:
    """One sentence for each part whose picture is not among those that are stored."""
    for one, name in images_in(scene).items():
        if name not in stored:
            yield Phrase(NO_PICTURE, id=one)


def speakers(scene: Mapping[str, Any]) -> set[str]:
    """Who speaks and therefore needs a name; the child the story is about needs none."""
    return {str(part[_WHO]) for part in scene.get("parts", ()) if _WHO in part} - {"m"}


def addresses(scene: Mapping[str, Any]) -> list[str]:
    """All that stand in it."""
    return [str(part[_ADDRESS]) for part in scene.get("parts", ()) if _ADDRESS in part]


def _ids(scene: Mapping[str, Any]) -> list[str]:
    return [str(part.get("id")) for part in scene.get("parts") or []]


def _in_order(ids: Sequence[str], first: str) -> bool:
    expected = [str(n) for n in range(1, len(ids) + 1)] if first == "1" else None
    return list(ids) == (expected or [chr(ord(first) + n) for n in range(len(ids))])


def _part_faults(kind: str, part: Mapping[str, Any]) -> Iterator[Phrase]:
    shown, told = str(part.get("as")), str(part.get("id"))
    if shown not in SCENES[kind]:
        yield Phrase(UNKNOWN_PART, id=told, kind=kind, part=shown)
        return
    allowed = attributes_of(kind, shown)
    for name, value in part.items():
        if name not in ("id", "as") and (name not in allowed or not is_understood(name, value)):
            yield Phrase(BAD_ATTRIBUTE, id=told, name=name, value=str(value))


def attributes_of(kind: str, shown: str) -> tuple[str, ...]:
    """What a part may have besides its text; the page's address says whether it is secure too."""
    named = SCENES[kind][shown]
    first = (_ADDRESS,) if named == _SECURE else ()
    last = (IMAGE,) if shown == PICTURE else ()
    return (*first, *((named,) if named else ()), *last)


def is_understood(name: str, value: object) -> bool:
    """Whether an attribute of a part has a value that can be drawn."""
    if name in (_SWITCHED, _SECURE):
        return isinstance(value, bool)
    if name == _WHO:
        return str(value) in SPEAKERS
    if name == _PRICE:
        return _PRICES.fullmatch(str(value)) is not None
    if name == IMAGE:
        return size_of(str(value)) is not None
    return _is_nobodys(str(value))


def _is_nobodys(address: str) -> bool:
    """Whether an address is a handle, or its host one that can belong to nobody."""
    if address.startswith("@"):
        return _HANDLE.fullmatch(address) is not None
    host = address.partition("@")[2] or address.removeprefix("https://").partition("/")[0]
    return _HOST.fullmatch(host) is not None
