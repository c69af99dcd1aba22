"""The bank as a file in any format, and the questions of such a file."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from tablib import Dataset

from intake.door import door
from intake.file_refusal import TOO_MUCH, RefusedFile
from intake.phrases import Phrase, gettext_noop
from intake.tables import dataset_of
from intake.wire import Garbled
from quizbank.exchange.bank_items import as_item, with_texts
from quizbank.exchange.resources import QuestionTextResource
from quizbank.exchange.sheet import EVERY, columns_of, table_of
from quizbank.formats import (
    aiken,
    gift_writing,
    kahoot,
    moodle_writing,
    qti_writing,
    quizizz,
    xliff,
)
from quizbank.formats.carried import Carried, arrived
from quizbank.formats.catalogue import MOST_TEXTS, Format, left_out, unheld
from quizbank.formats.item import BadFile, FileQuestion, Reading
from quizbank.formats.picture_sheet import with_pictures
from quizbank.formats.places import ROW
from quizbank.formats.scene_cells import named_in
from quizbank.models import Question, QuestionText
from quizbank.pictures.queries import contents_of
from quizbank.rules.scene_kinds import images_in

MEBIBYTE = 1024 * 1024
# The proxy lets 20 pass; the largest file we write ourselves has less than this.
MOST_MEGABYTES = 15
MOST_BYTES = MOST_MEGABYTES * MEBIBYTE
# Who reads, in a process of its own.
SHEET_PICTURES = "quizbank.formats.read_file:sheet_pictures"
QUESTIONS, SHEET = "quizbank.formats.read_file:questions", "quizbank.formats.read_file:sheet"
NEEDS_KEY = gettext_noop(
    "Files of this format name the right answers. Those leave only with whoever leads the edition:"
    " take our sheet or XLIFF, which do without."
)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The questions of a file; texts that are not there or not whole, by identifier and language.

    ``unheld`` are questions that its format cannot hold, with the reason.
    """

    there: list[FileQuestion]
    gone: list[tuple[str, str]]
    unheld: list[tuple[str, Phrase]]


@dataclass(frozen=True, slots=True)
class File:
    """An exported file, and what was asked for and is not in it."""

    content: bytes
    chosen: Chosen

    @property
    def count(self) -> int:
        """How many questions are in it."""
        return len(self.chosen.there)


def export(
    format_: Format,
    *,
    codes: Sequence[str],
    division: str = "",
    source: str = "",
    without: Collection[str] = (),
    untold: Collection[str] = (),
) -> File:
    """The bank in a format, in these languages; ``source`` is what translators translate from.

    ``without`` are identifiers of questions that are not for whoever takes the file along,
    ``untold`` columns of our sheet (``right``, ``explanation``) that no question is to tell.
    Raises ``BadFile`` where a format is none without the right answers.
    """
    if "right" in untold and not format_.without_key:
        raise BadFile(NEEDS_KEY)
    chosen = asked_for(format_, codes=codes, division=division, source=source, without=without)
    if format_.languages == "pair":
        content = xliff.write([_told(item, untold) for item in chosen.there], source, codes[0])
    elif format_.name == "sheet":
        content = _sheet(with_texts(division).exclude(key__in=without), codes, untold)
    else:
        pictures = contents_of(images_of(chosen.there))
        content = written(format_, chosen.there, codes, pictures)
    return File(content, chosen)


def _told(item: FileQuestion, untold: Collection[str]) -> FileQuestion:
    """The item without what is not told."""
    item = replace(item, right="" if "right" in untold else item.right)
    if "explanation" not in untold:
        return item
    texts = {
        code: replace(text, words=replace(text.words, explanation="", notes={}))
        for code, text in item.texts.items()
    }
    return replace(item, texts=texts)


def asked_for(
    format_: Format,
    *,
    codes: Sequence[str],
    division: str = "",
    source: str = "",
    without: Collection[str] = (),
) -> Chosen:
    """The questions a file would hold, and what is asked for and would not be in it.

    Raises ``BadFile`` for more than its program, or our own import, takes in a file.
    """
    questions = with_texts(division).exclude(key__in=without)
    every = map(as_item, questions)
    every = every if format_.without_key else map(_finished, every)
    reasons = [(item, unheld(item, format_)) for item in every]
    items = [item for item, reason in reasons if reason is None]
    asked = [source] if format_.languages == "pair" else codes
    there = [item for item in items if any(code in item.texts for code in asked)]
    _refuse_many(format_, there, codes)
    named = [(item.id, reason) for item, reason in reasons if reason is not None]
    return Chosen(there, left_out(items, asked), named)


def _finished(item: FileQuestion) -> FileQuestion:
    """For other programs, which take an answer without words for none."""
    return replace(item, texts={code: text for code, text in item.texts.items() if text.whole})


def _refuse_many(format_: Format, items: Sequence[FileQuestion], codes: Sequence[str]) -> None:
    if format_.most and len(items) > format_.most:
        text = gettext_noop(
            "%(program)s takes at most %(most)d questions in a file. Choose an age group."
        )
        raise BadFile(text, program=format_.title, most=format_.most)
    if sum(code in item.texts for item in items for code in codes) > MOST_TEXTS:
        text = gettext_noop(
            "A file holds at most %(most)d texts, as many as can be imported again. Choose an age"
            " group, or fewer languages."
        )
        raise BadFile(text, most=MOST_TEXTS)


def images_of(items: Iterable[FileQuestion]) -> set[str]:
    """Names of the pictures in the scenes of items."""
    return {name for item in items for name in images_in(item.scene).values()}


def written(
    format_: Format,
    items: Sequence[FileQuestion],
    codes: Sequence[str],
    pictures: Mapping[str, bytes] | None = None,
) -> bytes:
    """The items in a format that needs no source language and is not our sheet.

    ``pictures`` are the bytes of those in the scenes, by name.
    """
    match format_.name:
        case "kahoot":
            return kahoot.write(items, codes[0])
        case "quizizz":
            return quizizz.write(items, codes[0])
        case "gift":
            return gift_writing.write(items, codes[0]).encode()
        case "aiken":
            return aiken.write(items, codes[0]).encode()
        case "moodle":
            return moodle_writing.write(items, codes, pictures)
        case "qti21":
            return qti_writing.write(items, codes, qti_writing.V21, pictures)
        case _:
            return qti_writing.write(items, codes, qti_writing.V30, pictures)


def _sheet(
    questions: QuerySet[Question], codes: Sequence[str], untold: Collection[str] = ()
) -> bytes:
    texts = QuestionText.objects.filter(question__in=questions, language__in=codes)
    texts = texts.select_related("question").order_by("question__key", "language")
    told = [name for name in EVERY if name not in untold]
    rows = QuestionTextResource().export(queryset=texts, export_fields=told).dict
    used = [name for name in columns_of(rows) if name in told]
    return sheet_of(rows, used)


def sheet_of(
    rows: Sequence[Mapping[str, str]],
    headers: Sequence[str],
    brought: Mapping[str, bytes] | None = None,
) -> bytes:
    """Rows as a workbook with the pictures they name; ``brought`` are some that no bank has."""
    content: bytes = kind("xlsx").export_data(table_of(rows, headers))
    named = named_in(row.get("scene", "") for row in rows)
    there = {name: one for name, one in (brought or {}).items() if name in named}
    return with_pictures(content, contents_of(named) | there)


def read(format_: Format, content: bytes, *, language: str = "") -> Reading:
    """The questions of a file in any format but our sheet. Raises ``BadFile`` with the remedy."""
    _refuse_huge(content)
    try:
        sent = door.read(QUESTIONS, content, Carried, format_name=format_.name, language=language)
        return arrived(sent)
    except RefusedFile as refusal:
        raise BadFile(refusal.text, **refusal.values) from refusal
    except Garbled as error:
        raise BadFile(TOO_MUCH) from error


def sheet_rows(content: bytes) -> tuple[list[tuple[str, dict[str, str]]], Dataset]:
    """The rows of our sheet with their place. Raises ``BadFile``."""
    _refuse_huge(content)
    try:
        dataset = dataset_of(content, by=SHEET)
    except RefusedFile as refusal:
        raise BadFile(refusal.text, **refusal.values) from refusal
    return [
        (Phrase(ROW, number=number), row) for number, row in enumerate(dataset.dict, start=2)
    ], dataset


def sheet_pictures(content: bytes) -> dict[str, bytes]:
    """The pictures beside the rows of our sheet. Raises ``BadFile``."""
    try:
        return door.read(SHEET_PICTURES, content, dict[str, bytes])
    except RefusedFile as refusal:
        raise BadFile(refusal.text, **refusal.values) from refusal


def _refuse_huge(content: bytes) -> None:
    if len(content) > MOST_BYTES:
        text = gettext_noop("The file is larger than %(most)d megabytes. Split it.")
        raise BadFile(text, most=MOST_MEGABYTES)


def told(error: Exception) -> str:
    """What an error says to its reader."""
    return "; ".join(error.messages) if isinstance(error, ValidationError) else str(error)


def kind(name: str) -> Any:  # noqa: ANN401 - the library has no types
    """The reader and writer of sheets that end so."""
    kinds: list[Any] = list(settings.IMPORT_EXPORT_FORMATS)
    return {one.title: one for one in kinds}[name]()
