"""A scene as one cell of our sheet: its kind, then a line for each part.

``a sender address=help@prize.example`` is a part's id, what it is, and its attributes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from base.intake.phrases import Phrase, gettext_noop

BAD_LINE = gettext_noop(
    "Line %(number)d of the scene, “%(line)s”, is not understood. Write what kind of scene it is,"
    " then one part a line, as in “%(example)s”."
)
EXAMPLE = "a sender address=help@prize.example"
YES, NO = "yes", "no"
_PART = re.compile(r"(\S+) +(\S+)( .*)?")
_IMAGE = re.compile(r" image=(\S+)")
_ATTRIBUTE = re.compile(r" +(who|address|secure|switched|price|image)=")


class BadScene(Exception):
    """A cell that is no scene; says why."""

    def __init__(self, fault: Phrase) -> None:
        super().__init__(fault)
        self.fault = fault


def as_cell(scene: Mapping[str, Any]) -> str:
    """A scene as text; none is empty."""
    if not scene:
        return ""
    parts = scene.get("parts") or ()
    return "\n".join([str(scene.get("kind")), *(" ".join(_said(part)) for part in parts)])


def scene_of(cell: str) -> dict[str, Any]:
    """The scene of a cell, as far as its shape goes. Raises ``BadScene``."""
    lines = [line.strip() for line in cell.splitlines() if line.strip()]
    if not lines:
        return {}
    parts = [_part(number, line) for number, line in enumerate(lines[1:], start=2)]
    return {"kind": lines[0].lower(), "parts": parts}


def named_in(cells: Iterable[str]) -> set[str]:
    """Names of the pictures in cells."""
    return {name for cell in cells for name in _IMAGE.findall(cell)}


def _said(part: Mapping[str, Any]) -> Iterator[str]:
    yield str(part.get("id"))
    yield str(part.get("as"))
    for name in sorted(set(part) - {"id", "as"}):
        value = part[name]
        yield f"{name}={(YES if value else NO) if isinstance(value, bool) else value}"


def _part(number: int, line: str) -> dict[str, Any]:
    matched = _PART.fullmatch(line)
    before, *said = _ATTRIBUTE.split(matched[3] or "") if matched else ["?"]
    if matched is None or before:
        raise BadScene(Phrase(BAD_LINE, number=number, line=line[:60], example=EXAMPLE))
    pairs = zip(said[::2], said[1::2], strict=True)
    return {"id": matched[1], "as": matched[2], **{name: _value(name, one) for name, one in pairs}}


def _value(name: str, said: str) -> str | bool:
    is_flag = name in ("secure", "switched") and said.lower() in (YES, NO)
    return said.lower() == YES if is_flag else said.strip()
