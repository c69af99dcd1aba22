"""What reading XLIFF gave, fit to pass from the process that reads to the one that asked."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from base.intake.phrases import Phrase
from base.intake.wire import WirePhrase, said, sentence, values_of, words
from quizbank.formats.item import FileFault, FileQuestion, FileText, Reading


class CarriedItem(Struct, frozen=True):
    """Of ``FileQuestion`` what a translation says."""

    id: str
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


def carried(reading: Reading) -> Carried:
    """Before it is sent."""
    items = [
        CarriedItem(item.id, dict(item.texts), _sent(item.place), item.source)
        for item in reading.items
    ]
    return Carried(items, _carried(reading.faults), _carried(reading.notes))


def arrived(sent: Carried) -> Reading:
    """After it was sent. Raises ``base.intake.wire.Garbled``."""
    items = [
        FileQuestion(item.id, kind="", texts=item.texts, place=said(item.place), source=item.source)
        for item in sent.items
    ]
    return Reading(items, _arrived(sent.faults), _arrived(sent.notes))


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
