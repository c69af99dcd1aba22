"""What reading a file gave, fit to pass from the process that reads to the one that asked."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from intake.phrases import Phrase
from intake.wire import WirePhrase, said, sentence, values_of, words
from quizbank.formats.item import FileFault, FileQuestion, FileText, Reading


class CarriedItem(Struct, frozen=True):
    """``FileQuestion``."""

    id: str
    division: str
    topic: str
    difficulty: str
    sensitive: bool | None
    right: str
    kind: str
    scene: dict[str, str | list[dict[str, str | bool]]]
    texts: dict[str, FileText]
    place: str | WirePhrase
    source: tuple[str, FileText] | None


class CarriedFault(Struct, frozen=True):
    """``FileFault``; ``sentence`` has its text with what fills it in."""

    place: str | WirePhrase
    where: str | WirePhrase
    sentence: WirePhrase


class Carried(Struct, frozen=True):
    """``Reading``."""

    items: list[CarriedItem]
    faults: list[CarriedFault]
    notes: list[CarriedFault]
    pictures: dict[str, bytes] = {}


def carried(reading: Reading) -> Carried:
    """Before it is sent."""
    items = [
        CarriedItem(
            item.id,
            item.division,
            item.topic,
            item.difficulty,
            item.sensitive,
            item.right,
            item.kind,
            dict(item.scene),
            dict(item.texts),
            _sent(item.place),
            item.source,
        )
        for item in reading.items
    ]
    faults, notes = _carried(reading.faults), _carried(reading.notes)
    return Carried(items, faults, notes, reading.pictures)


def arrived(sent: Carried) -> Reading:
    """After it was sent. Raises ``intake.wire.Garbled``."""
    items = [
        FileQuestion(
            id=item.id,
            division=item.division,
            topic=item.topic,
            difficulty=item.difficulty,
            sensitive=item.sensitive,
            right=item.right,
            kind=item.kind,
            scene=item.scene,
            texts=item.texts,
            place=said(item.place),
            source=item.source,
        )
        for item in sent.items
    ]
    return Reading(items, _arrived(sent.faults), _arrived(sent.notes), sent.pictures)


def _carried(faults: Iterable[FileFault]) -> list[CarriedFault]:
    return [
        CarriedFault(_sent(one.place), _sent(one.where), words(one.text, dict(one.values)))
        for one in faults
    ]


def _arrived(faults: Iterable[CarriedFault]) -> list[FileFault]:
    return [
        FileFault(said(one.place), said(one.where), sentence(one.sentence), values_of(one.sentence))
        for one in faults
    ]


def _sent(text: str) -> str | WirePhrase:
    return words(text.text, text.values) if isinstance(text, Phrase) else text
