"""Scenes, notes and other units out of HTML as ``scene_writing`` makes it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from quizbank.formats.hypertext import TextReader, by_language, read_into
from quizbank.formats.item import clean
from quizbank.formats.scene_writing import YES
from quizbank.rules.scene_kinds import IMAGE, MOST_PARTS
from quizbank.rules.text_units import Unit

# A scene as far as its shape goes; whether it can be drawn, the rules say.
type Part = dict[str, str | bool]
type Scene = dict[str, str | list[Part]]

_UNIT = re.compile(r"quiz-(?:(stem|explanation)|(choices|parts|people|notes)-([a-n]|[0-9]{1,2}))")
_SCENE = re.compile(r"quiz-scene-([a-z]{1,10})")
_ATTRIBUTE = re.compile(r"quiz-(as|who|price|switched|secure)-([a-z0-9_-]{1,20})")
_IMAGE = re.compile(r"quiz-image-([a-z0-9.-]{1,80})")
# What is only for the eye, and an address, are no units.
DRAWN, ADDRESS = ("drawn", ""), ("address", "")
NOWHERE = ("", "")
_MOST_UNITS = 100


@dataclass(slots=True)
class MarkedText:
    """What marked HTML says: units by language, a scene, and text that is marked as nothing."""

    units: dict[Unit, dict[str, str]] = field(default_factory=dict)
    scene: Scene = field(default_factory=dict)
    outside: str = ""
    pictures: bool = False


def marked_text(source: str) -> MarkedText:
    """What stands in HTML of ours; in any other all is outside. Raises ``BadFile``."""
    reader = read_into(_MarkedReader(), source)
    units = {unit: by_language(pieces) for unit, pieces in reader.found.items()}
    parts: list[Part] = []
    for part, address in reader.parts:
        said = clean("".join(address))
        parts.append({**part, "address": said} if said else part)
    scene: Scene = {"kind": reader.kind, "parts": parts} if reader.kind else {}
    outside = by_language([("", piece) for piece in reader.outside])[""]
    return MarkedText(units, scene, outside, reader.pictures)


class _MarkedReader(TextReader):
    """Collects pieces of text by the unit of the span they stand in."""

    def __init__(self) -> None:
        super().__init__()
        self.kind = ""
        self.inside: list[Unit] = []
        self.found: dict[Unit, list[tuple[str, str]]] = {}
        # Parts with the pieces of their addresses.
        self.parts: list[tuple[Part, list[str]]] = []
        self.outside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what the classes say, then what any HTML says."""
        tokens = next((value or "" for name, value in attrs if name == "class"), "").split()
        if not self.kind:
            self.kind = next((m[1] for one in tokens if (m := _SCENE.fullmatch(one))), "")
        if tag == "span":
            outer = self.inside[-1] if self.inside else NOWHERE
            self.inside.append(self._unit_of(tokens) or outer)
        super().handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Leave a span."""
        super().handle_endtag(tag)
        if tag == "span" and self.inside:
            self.inside.pop()

    def add(self, piece: str) -> None:
        """To the unit it stands in."""
        unit = self.inside[-1] if self.inside else NOWHERE
        if unit in self.found:
            self.found[unit].append((self.language, piece))
        elif unit == ADDRESS and self.parts:
            self.parts[-1][1].append(piece)
        elif unit == NOWHERE:
            self.outside.append(piece)

    def _unit_of(self, tokens: Iterable[str]) -> Unit | None:
        tokens = list(tokens)
        if "quiz-drawn" in tokens:
            return DRAWN
        if "quiz-address" in tokens:
            return ADDRESS
        matched = next((m for one in tokens if (m := _UNIT.fullmatch(one))), None)
        if matched is None:
            return None
        unit = (matched[1] or matched[2], matched[3] or "")
        # A name is said again wherever somebody speaks.
        if unit in self.found or len(self.found) > _MOST_UNITS:
            return DRAWN
        self.found[unit] = []
        if "quiz-part" in tokens and len(self.parts) <= MOST_PARTS:
            self.parts.append((_part_of(unit[1], tokens), []))
        return unit


def _part_of(name: str, tokens: Iterable[str]) -> Part:
    part: Part = {"id": name}
    tokens = list(tokens)
    if image := next((m[1] for one in tokens if (m := _IMAGE.fullmatch(one))), ""):
        part[IMAGE] = image
    for matched in filter(None, map(_ATTRIBUTE.fullmatch, tokens)):
        is_flag = matched[1] in ("switched", "secure")
        part[matched[1]] = matched[2] == YES if is_flag else matched[2].replace("-", " ")
    return part
