"""Translations of a file as rows of the question sheet, with what the bank knows already."""

from __future__ import annotations

from base.intake.phrases import gettext_noop
from quizbank.exchange.bank_items import as_item, with_texts
from quizbank.exchange.sheet import ALIKE, EVERY, NOTES, cells_of
from quizbank.formats.item import FileFault, FileQuestion, Reading
from quizbank.formats.scene_cells import as_cell

type Row = dict[str, str]
type Placed = list[tuple[str, Row]]
# Faults with the identifier of the question they keep out.
type Refused = list[tuple[str, FileFault]]


def row_of(item: FileQuestion, code: str) -> Row:
    """An item in one language as a row of the sheet."""
    row = {**dict.fromkeys(EVERY, ""), **_about(item), **cells_of(item.texts[code].words)}
    return row | {"lang": code}


def _about(item: FileQuestion) -> Row:
    """What an item says of itself whatever the language."""
    sensitive = "" if item.sensitive is None else str(int(item.sensitive))
    names = ("id", "division", "topic", "difficulty", "kind", "right")
    about = {name: str(getattr(item, name)) for name in names}
    return about | {"scene": as_cell(item.scene), "sensitive": sensitive}


def filled(reading: Reading) -> Placed:
    """Rows of the sheet from translations: what those do not say comes from the bank."""
    keys = {item.id for item in reading.items}
    stored = {question.key: as_item(question) for question in with_texts().filter(key__in=keys)}
    placed: Placed = []
    for item in reading.items:
        there = stored.get(item.id)
        if there is None:
            text = gettext_noop(
                "There is no question “%(value)s” in the bank. A translation cannot begin one."
            )
            reading.refuse(item.place, "identifier", text, value=item.id[:80])
        elif not _stale(reading, item, there):
            placed += [(item.place, _completed(item, code, there)) for code in item.texts]
    return placed


def _stale(reading: Reading, item: FileQuestion, there: FileQuestion) -> bool:
    """Whether a translation was made from something else than the bank holds; says so."""
    if item.source is None:
        return False
    language, said = item.source
    present = there.texts.get(language)
    if present is None or present != said:
        text = gettext_noop(
            "The %(language)s text has changed since this file was made. Export it again."
        )
    elif present.behind:
        text = gettext_noop(
            "The %(language)s text is itself a translation of earlier words. Translate it anew"
            " first, or translate from the language the question is written in."
        )
    else:
        return False
    reading.refuse(item.place, "source", text, language=language)
    return True


def _completed(item: FileQuestion, code: str, there: FileQuestion) -> Row:
    """A row with what the bank knows, but for the key: `taking_over` says for whom."""
    row = row_of(item, code)
    known = row_of(there, code) if code in there.texts else _about(there)
    names = {"id", "explanation", *ALIKE, *NOTES} - {"right"}
    # Names and parts belong to the scene.
    names |= {one for one in EVERY if one.startswith(("name_", "part_"))}
    return row | {name: row[name] or known.get(name, "") for name in names}
