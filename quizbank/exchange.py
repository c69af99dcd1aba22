"""Questions to and from files: what a file would change in the bank, and the import of just that.

Every format is turned into rows of the question sheet, whose resource alone decides what is stored.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.db import transaction
from import_export.results import Result, RowResult
from tablib import Dataset

from quizbank import sheet
from quizbank.files import kind, read, sheet_rows, told
from quizbank.filling import Missing, Placed, Row, agreeing, filled, row_of
from quizbank.formats.catalogue import Format
from quizbank.formats.item import BadFile, Fault, Item
from quizbank.items import as_item, with_texts
from quizbank.marked import FILE, Words, gettext_noop
from quizbank.resources import QuestionResource
from quizbank.sheet import ALIKE, COLUMNS


@dataclass(frozen=True, slots=True)
class Line:
    """A text that is new or changes: where it stands in the file, and which columns differ.

    A new text has columns where it changes what its question says in all languages; ``begins``
    tells that there was no such question.
    """

    place: str
    id: str
    language: str
    columns: Sequence[str] = ()
    begins: bool = False


@dataclass(slots=True)
class Preview:
    """What a file would do; as long as there are faults nothing can be imported.

    ``bank`` tells whether two previews of a file saw the same questions; ``stored`` is whether the
    file was imported.
    """

    new: list[Line] = field(default_factory=list)
    changed: list[Line] = field(default_factory=list)
    unchanged: int = 0
    faults: list[Fault] = field(default_factory=list)
    notes: list[Fault] = field(default_factory=list)
    bank: str = ""
    stored: bool = False


class _Noting(QuestionResource):
    """The question sheet; ``noted`` tells for each row that has no fault what became of it."""

    def before_import(self, dataset: Dataset, **kwargs: Any) -> None:  # noqa: ANN401 - the library's signature
        """Begin anew."""
        self.noted: list[tuple[int, str]] = []
        super().before_import(dataset, **kwargs)

    def after_import_row(self, row: Row, row_result: RowResult, **kwargs: Any) -> None:  # noqa: ANN401 - the library's signature
        """Note it."""
        self.noted.append((kwargs["row_number"], row_result.import_type))


def preview(
    format_: Format,
    content: bytes,
    *,
    missing: Missing | None = None,
    only: Collection[str] | None = None,
    store: bool = False,
    seen: str = "",
) -> Preview:
    """What a file would change in the bank; with ``store`` it changes it, all or nothing.

    ``only`` names the languages of somebody who may translate and nothing else. ``seen`` is what an
    earlier preview told of the ``bank``: if that has changed, nothing is stored. Raises ``BadFile``
    for a file that cannot be read at all.
    """
    said = Preview()
    if format_.name == "sheet":
        placed, dataset = sheet_rows(content)
    else:
        missing = missing or Missing()
        reading = read(format_, content, language=missing.language)
        said.faults, said.notes = reading.faults, reading.notes
        placed = agreeing(filled(reading, missing, pair=format_.languages == "pair"), said.faults)
        dataset = Dataset(*(tuple(row.values()) for _place, row in placed), headers=COLUMNS)
    if not placed and not said.faults and not said.notes:
        raise BadFile(gettext_noop("There is no question in this file."))
    with transaction.atomic():
        bank = _items({row.get("id", "") for _place, row in placed}, lock=store)
        found = _run(said, placed, dataset, bank, dry_run=True)
        if only is not None:
            found.faults += beyond_translating(found, only)
        if store and not found.faults and seen in ("", found.bank):
            found = _run(Preview(notes=said.notes), placed, dataset, bank, dry_run=False)
            found.stored = not found.faults
    return found


def beyond_translating(found: Preview, languages: Collection[str]) -> Iterator[Fault]:
    """What of a file somebody may not import who only translates into these languages."""
    for line in (*found.new, *found.changed):
        about = [name for name in line.columns if name in ALIKE]
        if line.language not in languages:
            text = gettext_noop("You do not translate into this language. Leave the text out.")
            yield Fault(line.place, "lang", text)
        elif line.begins:
            text = gettext_noop("Only editors begin questions. “%(value)s” is not in the bank.")
            yield Fault(line.place, "id", text, {"value": line.id})
        elif about:
            text = gettext_noop("Only editors change this. Leave it as it is in the bank.")
            yield Fault(line.place, about[0], text)


def as_sheet(format_: Format, content: bytes, *, missing: Missing) -> bytes:
    """What a file says as our sheet, to fill in what its format cannot hold. Raises ``BadFile``."""
    reading = read(format_, content, language=missing.language)
    placed = filled(reading, missing, pair=format_.languages == "pair")
    dataset = Dataset(*(tuple(row.values()) for _place, row in placed), headers=COLUMNS)
    written: bytes = kind("xlsx").export_data(dataset)
    return written


def _run(
    said: Preview, placed: Placed, dataset: Dataset, bank: Sequence[Item], *, dry_run: bool
) -> Preview:
    said.bank = sha256(repr((placed, bank)).encode()).hexdigest()
    stored = {item.id: {code: row_of(item, code) for code in item.texts} for item in bank}
    resource = _Noting()
    result = resource.import_data(
        dataset, dry_run=dry_run, use_transactions=True, rollback_on_validation_errors=True
    )
    for problem in result.base_errors:
        said.faults.append(_fault(Words(FILE), "columns", told(problem.error)))
    said.faults += _faults(result, placed)
    kinds = {RowResult.IMPORT_TYPE_NEW: said.new, RowResult.IMPORT_TYPE_UPDATE: said.changed}
    for number, kind_of_change in resource.noted:
        if kind_of_change in kinds:
            place, cells = placed[number - 1]
            kinds[kind_of_change].append(_line(place, cells, stored))
    blank = sum(not any(row.values()) for _place, row in placed)
    said.unchanged = max(0, result.totals[RowResult.IMPORT_TYPE_SKIP] - blank)
    return said


def _line(place: str, row: Row, stored: Mapping[str, Mapping[str, Row]]) -> Line:
    language, texts = sheet.language(row), stored.get(row["id"], {})
    before = texts.get(language) or next(iter(texts.values()), {})
    names = [name for name in COLUMNS if name not in ("id", "lang")] if language in texts else ALIKE
    now, then = _alike(row), _alike(before) if before else {}
    differ = [name for name in names if before and now.get(name, "") != then[name]]
    return Line(place, row["id"], language, differ, begins=row["id"] not in stored)


def _alike(row: Row) -> dict[str, object]:
    """The row; what it says of the question as it is stored, however it is spelt."""
    return {**row, **dict(zip(ALIKE, sheet.about_question(row).values(), strict=True))}


def _faults(result: Result, placed: Placed) -> Iterator[Fault]:
    for invalid in result.invalid_rows:
        place, row = placed[invalid.number - 1]
        for column, texts in invalid.error_dict.items():
            yield from (_fault(place, column, text, row.get(column, "")) for text in texts)
    for number, errors in result.row_errors():
        place = placed[number - 1][0] if 0 < number <= len(placed) else Words(FILE)
        yield from (_fault(place, "row", told(error.error)) for error in errors)


def _fault(place: str, column: str, said: str, value: str = "") -> Fault:
    shown = value and value not in said
    text = "“%(value)s”: %(said)s" if shown else "%(said)s"
    name = "question" if column == "__all__" else column
    return Fault(place, name, text, {"said": said, "value": value[:60]})


def _items(keys: set[str], *, lock: bool) -> list[Item]:
    questions = with_texts().filter(key__in=keys)
    return [as_item(one) for one in (questions.select_for_update() if lock else questions)]
