"""What goes wrong in a made-up contest, as a file says it. The form stands in docs/review.md."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

NOON = 12


class PlantedKind(StrEnum):
    """What a fault is."""

    WRONG_KEY = "wrong_key"
    MISTRANSLATED = "mistranslated"
    COPYING_CLASS = "copying_class"
    DOUBLE_ENTRY = "double_entry"
    HELPING_TEACHER = "helping_teacher"
    PAPER_KNOWN = "paper_known"
    ROBOT = "robot"


# How people may write them, too.
SPELT = {
    "mistranslated_in_one_language": PlantedKind.MISTRANSLATED,
    "teacher_who_helps": PlantedKind.HELPING_TEACHER,
    "paper_known_from_noon": PlantedKind.PAPER_KNOWN,
}
NEEDS_QUESTION = (PlantedKind.WRONG_KEY, PlantedKind.MISTRANSLATED)
NEEDS_SITTING = (
    *(PlantedKind.COPYING_CLASS, PlantedKind.HELPING_TEACHER),
    *(PlantedKind.DOUBLE_ENTRY, PlantedKind.ROBOT),
)


class BadFault(ValueError):
    """A fault that says too little, or something unknown."""


@dataclass(frozen=True, slots=True)
class PlantedFault:
    """One fault; empty fields hold for all.

    ``sitting``: the n-th of its country and division, in the order of their opening, from 1 ·
    ``cards``: numbers of its cards · ``hour``: from which hour of the day a paper is known.
    """

    kind: PlantedKind
    division: str
    country: str = ""
    question: int = 0
    sitting: int = 0
    cards: tuple[int, ...] = ()
    language: str = ""
    hour: int = NOON

    def holds(self, *, country: str, division: str, language: str) -> bool:
        """Whether pupils there are concerned."""
        return (
            self.division == division
            and self.country in ("", country)
            and self.language in ("", language)
        )


def read_faults(path: Path) -> list[PlantedFault]:
    """The faults of a file. Raises ``BadFault``."""
    return [as_fault(one) for one in json.loads(path.read_text(encoding="utf-8"))]


def as_fault(told: Mapping[str, Any]) -> PlantedFault:
    """One fault as the file has it. Raises ``BadFault``."""
    spelt = str(told.get("kind", "")).lower().replace(" ", "_").replace("-", "_")
    try:
        kind = SPELT.get(spelt) or PlantedKind(spelt)
        cards = told.get("cards") or ()
        found = PlantedFault(
            kind=kind,
            division=str(told["division"]),
            country=str(told.get("country") or ""),
            question=int(told.get("question") or 0),
            sitting=int(told.get("sitting") or 0),
            cards=tuple(int(card) for card in cards),
            language=str(told.get("language") or ""),
            hour=int(told.get("hour") or NOON),
        )
    except (KeyError, ValueError, TypeError) as error:
        raise BadFault(f"{told}: {error}") from error
    _check(found)
    return found


def _check(fault: PlantedFault) -> None:
    if fault.kind in NEEDS_QUESTION and not fault.question:
        raise BadFault(f"{fault.kind} needs a question")
    if fault.kind is PlantedKind.MISTRANSLATED and not fault.language:
        raise BadFault(f"{fault.kind} needs a language")
    if fault.kind in NEEDS_SITTING and not (fault.sitting and fault.country):
        raise BadFault(f"{fault.kind} needs a country and a sitting")
    if fault.kind is PlantedKind.DOUBLE_ENTRY and len(fault.cards) != 2:
        raise BadFault(f"{fault.kind} needs two cards")
    if fault.kind is PlantedKind.ROBOT and not fault.cards:
        raise BadFault(f"{fault.kind} needs cards")
