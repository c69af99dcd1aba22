"""One run of rows through the question sheet: what each would change, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from import_export.results import Result, RowResult
from tablib import Dataset

from base.intake.phrases import Phrase, gettext_noop
from base.jobs.performing import Progress
from base.spreadsheets.machine_faults import RaisesMachineFaults
from quizbank.exchange import sheet
from quizbank.exchange.bank_items import as_item, with_texts
from quizbank.exchange.completing import Placed, Refused, Row, row_of
from quizbank.exchange.files import told
from quizbank.exchange.resources import QuestionTextResource
from quizbank.exchange.sheet import ALIKE, EVERY, UNITS, table_of
from quizbank.formats.item import FileFault
from quizbank.formats.places import FILE


@dataclass(frozen=True, slots=True)
class TextLine:
    """A text that is new or changes: where it stands in the file, and which columns differ.

    A new text has columns where it changes what its question says in all languages. ``source`` is
    the language its question is written in, empty for a question that is new. ``before`` and
    ``after`` are its cells in the bank and in the file.
    """

    place: str
    id: str
    language: str
    columns: Sequence[str] = ()
    source: str = ""
    before: Mapping[str, object] = field(default_factory=dict, compare=False, repr=False)
    after: Mapping[str, object] = field(default_factory=dict, compare=False, repr=False)
    # Whether people have approved what stands in the bank.
    approved: bool = False
    # Whether it changes what it has in common with a text of its question that is approved.
    touches_approved: bool = False

    @property
    def name(self) -> str:
        """What a tick for it says."""
        return f"{self.id} {self.language}"

    @property
    def lacks_explanation(self) -> bool:
        """Whether the text can be stored but not handed in."""
        return not self.after.get("explanation")


@dataclass(slots=True)
class ImportPreview:
    """What a file would do with the questions that have no fault, and the faults of the others.

    ``bank`` tells whether two previews of a file saw the same questions; ``stored`` is whether the
    file was imported; ``divided``, whether ticks part what is only stored together; ``mendable``,
    whether our sheet can carry what has faults.
    """

    new: list[TextLine] = field(default_factory=list)
    changed: list[TextLine] = field(default_factory=list)
    unchanged: int = 0
    faults: list[FileFault] = field(default_factory=list)
    notes: list[FileFault] = field(default_factory=list)
    bank: str = ""
    stored: bool = False
    divided: bool = False
    mendable: bool = False

    @property
    def counts(self) -> dict[str, int]:
        """How many texts it begins and changes; and how much is wrong, if anything is."""
        found = {"new": len(self.new), "changed": len(self.changed)}
        return found | ({"faults": len(self.faults)} if self.faults else {})

    def taken_by_itself(self) -> set[str]:
        """Names of the texts that are stored unless somebody decides otherwise.

        What people have approved is not overwritten unasked, nor by a text beside it.
        """
        lines = (*self.new, *(line for line in self.changed if not line.approved))
        return {line.name for line in lines if not line.touches_approved}


@dataclass(frozen=True, slots=True)
class Bank:
    """The stored questions that a file names: as rows, and the language each is written in."""

    rows: Mapping[str, Mapping[str, Row]]
    about: Mapping[str, Row]
    sources: Mapping[str, str]
    approved: Collection[tuple[str, str]]
    digest: str


class _Noting(RaisesMachineFaults, QuestionTextResource):
    """The question sheet; ``noted`` tells for each row that has no fault what became of it."""

    def __init__(self, *, by: AbstractBaseUser | None, progress: Progress) -> None:
        super().__init__(by=by)
        self.progress = progress

    def before_import(self, dataset: Dataset, **kwargs: Any) -> None:  # noqa: ANN401 - the library's signature
        """Begin anew."""
        self.noted: list[tuple[int, str]] = []
        super().before_import(dataset, **kwargs)

    def after_import_row(self, row: Row, row_result: RowResult, **kwargs: Any) -> None:  # noqa: ANN401 - the library's signature
        """Note it."""
        self.progress.step()
        self.noted.append((kwargs["row_number"], row_result.import_type))


def completed(placed: Placed, bank: Bank) -> Placed:
    """The rows with what the bank says in columns that their sheet does not have."""
    return [(place, _completed(row, bank)) for place, row in placed]


def _completed(row: Row, bank: Bank) -> Row:
    if not row.get("id") or not row.get("lang"):
        return row
    said = bank.rows.get(row["id"], {}).get(sheet.language(row), {})
    return dict(sheet.completed(row, bank.about.get(row["id"], {}), said))


def run(
    placed: Placed,
    headers: Sequence[str],
    bank: Bank,
    *,
    dry_run: bool = True,
    by: AbstractBaseUser | None = None,
    progress: Progress,
) -> tuple[ImportPreview, Refused]:
    """What the rows change, and what is wrong with them; ``progress`` hears of each row."""
    said = ImportPreview()
    refused: Refused = []
    resource = _Noting(by=by, progress=progress)
    result = resource.import_data(
        table_of([row for _place, row in placed], headers),
        dry_run=dry_run,
        use_transactions=True,
        rollback_on_validation_errors=True,
    )
    for problem in result.base_errors:
        refused.append(("", _fault(Phrase(FILE), "columns", told(problem.error))))
    refused += _faults(result, placed)
    kinds = {RowResult.IMPORT_TYPE_NEW: said.new, RowResult.IMPORT_TYPE_UPDATE: said.changed}
    for number, kind_of_change in resource.noted:
        if kind_of_change in kinds:
            place, cells = placed[number - 1]
            kinds[kind_of_change].append(_line(place, cells, bank))
    blank = sum(not any(row.values()) for _place, row in placed)
    said.unchanged = max(0, result.totals[RowResult.IMPORT_TYPE_SKIP] - blank)
    return said, refused


def _line(place: str, row: Row, bank: Bank) -> TextLine:
    language, texts = sheet.language(row), bank.rows.get(row["id"], {})
    before = texts.get(language) or next(iter(texts.values()), {})
    names = [name for name in EVERY if name not in ("id", "lang")] if language in texts else ALIKE
    now, then = _alike(row), _alike(before) if before else {}
    columns = [name for name in names if before and now.get(name, "") != then.get(name, "")]
    others = {code: one for code, one in texts.items() if code != language}
    beside = [one for code, one in others.items() if (row["id"], code) in bank.approved]
    return TextLine(
        place,
        row["id"],
        language,
        columns,
        bank.sources.get(row["id"], ""),
        then,
        now,
        approved=(row["id"], language) in bank.approved,
        touches_approved=any(_touches(row, columns, texts.get(language), one) for one in beside),
    )


def _touches(row: Row, columns: Collection[str], own: Row | None, other: Row) -> bool:
    """Whether a row says of its question, or of its units, what a text in the bank says not.

    ``own`` is what the bank has in the row's language; it may lack what the ``other`` one has.
    """
    now, there = _units_in(row), _units_in(other)
    gone = (_units_in(own) if own else there) - now
    return bool(gone or now - there) or any(name in ALIKE for name in columns)


def _units_in(row: Row) -> set[str]:
    """The columns of its units that say something, but for those that every text has."""
    return {column for column, (_field, key) in UNITS.items() if key and row.get(column)}


def _alike(row: Row) -> dict[str, object]:
    """The row; what it says of the question as it is stored, however it is spelt."""
    about = dict(zip(ALIKE, sheet.about_question(row).values(), strict=True))
    return {**row, **about, "scene": row.get("scene", "")}


def _faults(result: Result, placed: Placed) -> Iterator[tuple[str, FileFault]]:
    for invalid in result.invalid_rows:
        place, row = placed[invalid.number - 1]
        for column, texts in invalid.error_dict.items():
            for text in texts:
                yield row["id"], _fault(place, column, text, row.get(column, ""))
    for number, errors in result.row_errors():
        place, row = placed[number - 1] if 0 < number <= len(placed) else (Phrase(FILE), {"id": ""})
        for error in errors:
            yield row["id"], _fault(place, "row", told(error.error))


def _fault(place: str, column: str, said: str, value: str = "") -> FileFault:
    shown = value and value not in said
    text = gettext_noop("“%(value)s”: %(said)s") if shown else "%(said)s"
    name = "question" if column == "__all__" else column
    # What is wrong with the question as a whole stands in no cell, not in an empty one.
    values = {"said": said} if column == "__all__" else {"said": said, "value": value[:60]}
    return FileFault(place, name, text, values)


def bank_of(keys: set[str], *, lock: bool) -> Bank:
    """The questions with these identifiers; locked, they stay as they are until the end."""
    found = with_texts().filter(key__in=keys)
    questions = list(found.select_for_update(no_key=True) if lock else found)
    items = [as_item(question) for question in questions]
    return Bank(
        rows={item.id: {code: row_of(item, code) for code in item.texts} for item in items},
        about={question.key: sheet.about_cells(question) for question in questions},
        sources={question.key: question.source for question in questions},
        approved={
            (item.id, code) for item in items for code, text in item.texts.items() if text.approved
        },
        digest=repr(items),
    )
