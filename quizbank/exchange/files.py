"""The bank as a file in any format, and the questions of such a file."""

from __future__ import annotations

from collections.abc import Collection, Sequence
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
from quizbank.exchange.sheet import COLUMNS
from quizbank.formats import aiken, gift, kahoot, moodle, qti_writing, quizizz, xliff
from quizbank.formats.carried import Carried, arrived
from quizbank.formats.catalogue import MOST_TEXTS, Format, left_out
from quizbank.formats.item import BadFile, FileQuestion, Reading
from quizbank.formats.places import ROW
from quizbank.models import Question, QuestionText

MEBIBYTE = 1024 * 1024
MOST_BYTES = 20 * MEBIBYTE
# Who reads, in a process of its own.
QUESTIONS, SHEET = "quizbank.formats.read_file:questions", "quizbank.formats.read_file:sheet"
NEEDS_KEY = gettext_noop(
    "Files of this format name the right answers. Those leave only with whoever leads the edition:"
    " take our sheet or XLIFF, which do without."
)


@dataclass(frozen=True, slots=True)
class File:
    """An exported file, and the texts that were asked for and are not there."""

    content: bytes
    count: int
    left_out: list[tuple[str, str]]


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
    there, gone = asked_for(format_, codes=codes, division=division, source=source, without=without)
    if format_.languages == "pair":
        if "explanation" in untold:
            there = [_unexplained(item) for item in there]
        content = xliff.write(there, source, codes[0])
    elif format_.name == "sheet":
        content = _sheet(with_texts(division).exclude(key__in=without), codes, untold)
    else:
        content = written(format_, there, codes)
    return File(content, len(there), gone)


def _unexplained(item: FileQuestion) -> FileQuestion:
    texts = {code: replace(text, explanation="") for code, text in item.texts.items()}
    return replace(item, texts=texts)


def asked_for(
    format_: Format,
    *,
    codes: Sequence[str],
    division: str = "",
    source: str = "",
    without: Collection[str] = (),
) -> tuple[list[FileQuestion], list[tuple[str, str]]]:
    """The questions a file would hold, and the texts that are asked for and not there.

    Raises ``BadFile`` for more than its program, or our own import, takes in a file.
    """
    questions = with_texts(division).exclude(key__in=without)
    items = [as_item(question) for question in questions]
    asked = [source] if format_.languages == "pair" else codes
    there = [item for item in items if any(code in item.texts for code in asked)]
    _refuse_many(format_, there, codes)
    return there, left_out(items, asked)


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


def written(format_: Format, items: Sequence[FileQuestion], codes: Sequence[str]) -> bytes:
    """The items in a format that needs no source language and is not our sheet."""
    match format_.name:
        case "kahoot":
            return kahoot.write(items, codes[0])
        case "quizizz":
            return quizizz.write(items, codes[0])
        case "gift":
            return gift.write(items, codes[0]).encode()
        case "aiken":
            return aiken.write(items, codes[0]).encode()
        case "moodle":
            return moodle.write(items, codes)
        case "qti21":
            return qti_writing.write(items, codes, qti_writing.V21)
        case _:
            return qti_writing.write(items, codes, qti_writing.V30)


def _sheet(
    questions: QuerySet[Question], codes: Sequence[str], untold: Collection[str] = ()
) -> bytes:
    texts = QuestionText.objects.filter(question__in=questions, language__in=codes)
    texts = texts.select_related("question").order_by("question__key", "language")
    told = [name for name in COLUMNS if name not in untold]
    rows = QuestionTextResource().export(queryset=texts, export_fields=told)
    content: bytes = kind("xlsx").export_data(rows)
    return content


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


def _refuse_huge(content: bytes) -> None:
    if len(content) > MOST_BYTES:
        text = gettext_noop("The file is larger than %(most)d megabytes. Split it.")
        raise BadFile(text, most=MOST_BYTES // MEBIBYTE)


def told(error: Exception) -> str:
    """What an error says to its reader."""
    return "; ".join(error.messages) if isinstance(error, ValidationError) else str(error)


def kind(name: str) -> Any:  # noqa: ANN401 - the library has no types
    """The reader and writer of sheets that end so."""
    kinds: list[Any] = list(settings.IMPORT_EXPORT_FORMATS)
    return {one.title: one for one in kinds}[name]()
