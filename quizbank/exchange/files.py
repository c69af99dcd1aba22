"""The bank as a file, and what stands in such a file."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from tablib import Dataset

from base.intake.door import door
from base.intake.file_refusal import TOO_MUCH, RefusedFile
from base.intake.phrases import Phrase, gettext_noop
from base.intake.tables import dataset_of
from base.intake.wire import Garbled
from quizbank.exchange.bank_items import as_item, with_texts
from quizbank.exchange.resources import QuestionTextResource
from quizbank.exchange.sheet import EVERY, columns_of, table_of
from quizbank.formats import xliff
from quizbank.formats.carried import Carried, arrived
from quizbank.formats.catalogue import MOST_TEXTS, Format
from quizbank.formats.item import BadFile, FileQuestion, Reading
from quizbank.formats.places import ROW
from quizbank.models import Question, QuestionText

MEBIBYTE = 1024 * 1024
# The proxy lets 20 pass; the largest file we write ourselves has less than this.
MOST_MEGABYTES = 15
MOST_BYTES = MOST_MEGABYTES * MEBIBYTE
# Who reads, in a process of its own.
XLIFF, SHEET = "quizbank.formats.read_file:translations", "quizbank.formats.read_file:sheet"


@dataclass(frozen=True, slots=True)
class Chosen:
    """The questions of a file, and texts that are not there, by identifier and language."""

    there: list[FileQuestion]
    gone: list[tuple[str, str]]


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
    Raises ``BadFile`` for more texts than an import takes.
    """
    chosen = asked_for(format_, codes=codes, division=division, source=source, without=without)
    if format_.pair:
        content = xliff.write([_told(item, untold) for item in chosen.there], source, codes[0])
    else:
        content = _sheet(with_texts(division).exclude(key__in=without), codes, untold)
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

    Raises ``BadFile`` for more than our own import takes in a file.
    """
    items = [as_item(question) for question in with_texts(division).exclude(key__in=without)]
    asked = [source] if format_.pair else codes
    there = [item for item in items if any(code in item.texts for code in asked)]
    _refuse_many(there, codes)
    gone = [(item.id, code) for item in items for code in asked if code not in item.texts]
    return Chosen(there, gone)


def _refuse_many(items: Sequence[FileQuestion], codes: Sequence[str]) -> None:
    if sum(code in item.texts for item in items for code in codes) > MOST_TEXTS:
        text = gettext_noop(
            "A file holds at most %(most)d texts, as many as can be imported again. Choose an age"
            " group, or fewer languages."
        )
        raise BadFile(text, most=MOST_TEXTS)


def _sheet(
    questions: QuerySet[Question], codes: Sequence[str], untold: Collection[str] = ()
) -> bytes:
    texts = QuestionText.objects.filter(question__in=questions, language__in=codes)
    texts = texts.select_related("question").order_by("question__key", "language")
    told = [name for name in EVERY if name not in untold]
    rows = QuestionTextResource().export(queryset=texts, export_fields=told).dict
    used = [name for name in columns_of(rows) if name in told]
    return sheet_of(rows, used)


def sheet_of(rows: Iterable[Mapping[str, str]], headers: Sequence[str]) -> bytes:
    """Rows as a workbook."""
    content: bytes = kind("xlsx").export_data(table_of(rows, headers))
    return content


def translations(content: bytes) -> Reading:
    """What stands in an XLIFF file. Raises ``BadFile`` with the remedy."""
    _refuse_huge(content)
    try:
        return arrived(door.read(XLIFF, content, Carried))
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
        raise BadFile(text, most=MOST_MEGABYTES)


def told(error: Exception) -> str:
    """What an error says to its reader."""
    return "; ".join(error.messages) if isinstance(error, ValidationError) else str(error)


def kind(name: str) -> Any:  # noqa: ANN401 - the library has no types
    """The reader and writer of sheets that end so."""
    kinds: list[Any] = list(settings.IMPORT_EXPORT_FORMATS)
    return {one.title: one for one in kinds}[name]()
