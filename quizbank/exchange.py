"""Questions to and from files: what a file would change in the bank, and the import of just that.

Every format is turned into rows of the question sheet, whose resource alone decides what is stored.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from import_export.results import Result, RowResult
from tablib import Dataset

from quizbank import sheet
from quizbank.files import kind, read, sheet_rows, told
from quizbank.filling import Missing, Placed, Row, agreeing, filled, row_of
from quizbank.formats.catalogue import Format
from quizbank.formats.item import BadFile, Fault
from quizbank.items import as_item, with_texts
from quizbank.marked import FILE, Words, gettext_noop
from quizbank.resources import QuestionResource
from quizbank.sheet import COLUMNS


@dataclass(frozen=True, slots=True)
class Line:
    """A text that is new or changes: where it stands in the file, and which columns differ."""

    place: str
    id: str
    language: str
    columns: Sequence[str] = ()


@dataclass(slots=True)
class Preview:
    """What a file would do; as long as there are faults nothing can be imported."""

    new: list[Line] = field(default_factory=list)
    changed: list[Line] = field(default_factory=list)
    unchanged: int = 0
    faults: list[Fault] = field(default_factory=list)
    notes: list[Fault] = field(default_factory=list)


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
    format_: Format, content: bytes, *, missing: Missing | None = None, store: bool = False
) -> Preview:
    """What a file would change in the bank; with ``store`` it changes it, all or nothing.

    Raises ``BadFile`` for a file that cannot be read at all.
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
    found = _run(said, placed, dataset, dry_run=True)
    if store and not found.faults:
        found = _run(Preview(notes=said.notes), placed, dataset, dry_run=False)
    return found


def as_sheet(format_: Format, content: bytes, *, missing: Missing) -> bytes:
    """What a file says as our sheet, to fill in what its format cannot hold. Raises ``BadFile``."""
    reading = read(format_, content, language=missing.language)
    placed = filled(reading, missing, pair=format_.languages == "pair")
    dataset = Dataset(*(tuple(row.values()) for _place, row in placed), headers=COLUMNS)
    written: bytes = kind("xlsx").export_data(dataset)
    return written


def _run(said: Preview, placed: Placed, dataset: Dataset, *, dry_run: bool) -> Preview:
    stored = _stored({row.get("id", "") for _place, row in placed})
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


def _line(place: str, row: Row, stored: Mapping[tuple[str, str], Row]) -> Line:
    language = sheet.language(row)
    before = stored.get((row["id"], language))
    differ = [name for name in COLUMNS if before and row.get(name, "") != before[name]]
    return Line(place, row["id"], language, [name for name in differ if name not in ("id", "lang")])


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


def _stored(keys: set[str]) -> dict[tuple[str, str], Row]:
    questions = with_texts().filter(key__in=keys)
    return {
        (question.key, code): row_of(item, code)
        for question in questions
        for item in [as_item(question)]
        for code in item.texts
    }
