"""Questions to and from files: what a file would change in the bank, and the import of just that.

Every format is turned into rows of the question sheet, whose resource alone decides what is stored.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from import_export.results import Result, RowResult
from tablib import Dataset

from quizbank import sheet
from quizbank.files import kind, read, sheet_rows, told
from quizbank.filling import Missing, Placed, Row, agreeing, filled, row_of
from quizbank.formats.catalogue import Format
from quizbank.formats.item import BadFile, Fault
from quizbank.items import as_item, with_texts
from quizbank.marked import FILE, Phrase, gettext_noop
from quizbank.resources import QuestionResource
from quizbank.sheet import ALIKE, COLUMNS, REQUIRED

# Five hundred questions in six languages; more would let whoever looks at them wait for long.
MOST_TEXTS = 3_000


@dataclass(frozen=True, slots=True)
class Line:
    """A text that is new or changes: where it stands in the file, and which columns differ.

    A new text has columns where it changes what its question says in all languages. ``source`` is
    the language its question is written in, empty for a question that is new.
    """

    place: str
    id: str
    language: str
    columns: Sequence[str] = ()
    source: str = ""


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


@dataclass(frozen=True, slots=True)
class Rights:
    """What somebody may import: in which languages, whether more than translations, and of what."""

    languages: Callable[[str], bool]
    writes: bool
    # Identifiers of questions whose key is not to be shown to them before they have answered.
    hidden: frozenset[str] = frozenset()


EVERYTHING = Rights(languages=lambda _language: True, writes=True)


@dataclass(frozen=True, slots=True)
class _Bank:
    """The stored questions that a file names: as rows, and the language each is written in."""

    rows: Mapping[str, Mapping[str, Row]]
    sources: Mapping[str, str]
    digest: str


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
    store: bool = False,
    by: AbstractBaseUser | None = None,
    rights: Rights = EVERYTHING,
    seen: str = "",
) -> Preview:
    """What a file would change in the bank; with ``store`` it changes it, all or nothing.

    ``by`` is who has the texts imported: somebody else will have to review them. ``seen`` is what
    an earlier preview told of the ``bank``: if that has changed, nothing is stored.

    Raises ``BadFile`` for a file that cannot be read at all.
    """
    said = Preview()
    placed, dataset = _rows(said, format_, content, missing or Missing())
    if not placed and not said.faults and not said.notes:
        raise BadFile(gettext_noop("There is no question in this file."))
    with transaction.atomic():
        bank = _bank({row.get("id", "") for _place, row in placed}, lock=store)
        found = _run(said, placed, dataset, bank)
        found.faults += _beyond(found, rights)
        if format_.name != "sheet":
            found.faults = [_said_nowhere(fault) for fault in found.faults]
        if store and not found.faults and seen in ("", found.bank):
            noted = Preview(notes=said.notes)
            found = _run(noted, placed, dataset, bank, dry_run=False, by=by)
            found.stored = not found.faults
    return found


def _rows(
    said: Preview, format_: Format, content: bytes, missing: Missing
) -> tuple[Placed, Dataset]:
    if format_.name == "sheet":
        placed, dataset = sheet_rows(content)
        _refuse_many(len(placed))
        return placed, dataset
    reading = read(format_, content, language=missing.language)
    _refuse_many(sum(len(item.texts) for item in reading.items))
    said.faults, said.notes = reading.faults, reading.notes
    placed = agreeing(filled(reading, missing, pair=format_.languages == "pair"), said.faults)
    return placed, Dataset(*(tuple(row.values()) for _place, row in placed), headers=COLUMNS)


def _refuse_many(texts: int) -> None:
    if texts > MOST_TEXTS:
        text = gettext_noop("The file has more than %(most)d texts. Split it.")
        raise BadFile(text, most=MOST_TEXTS)


def _said_nowhere(fault: Fault) -> Fault:
    """Files of other programs have no cells to fill in: what they cannot say our sheet can."""
    if fault.where not in REQUIRED or fault.values.get("value", "-"):
        return fault
    text = gettext_noop(
        "The file does not say it. Add it, or complete our sheet made from the file."
    )
    return Fault(fault.place, fault.where, text)


def _beyond(found: Preview, rights: Rights) -> Iterator[Fault]:
    """What of a file is not for whoever imports it; texts that stay as they are harm nobody."""
    for line in (*found.new, *found.changed):
        about = [name for name in line.columns if name in ALIKE]
        if about and not rights.writes:
            text = gettext_noop("Only editors change this. Leave it as it is in the bank.")
            yield Fault(line.place, about[0], text)
        elif not rights.languages(line.language):
            text = gettext_noop("You do not write in this language. Leave this text out.")
            yield Fault(line.place, "lang", text)
        elif not rights.writes and not line.source:
            text = gettext_noop("“%(value)s” is not in the bank. Only editors begin a question.")
            yield Fault(line.place, "id", text, {"value": line.id[:80]})
        elif not rights.writes and line.source == line.language:
            text = gettext_noop("Only editors change the text from which others are translated.")
            yield Fault(line.place, "lang", text)


def as_sheet(format_: Format, content: bytes, *, missing: Missing) -> bytes:
    """What a file says as our sheet, to fill in what its format cannot hold. Raises ``BadFile``."""
    reading = read(format_, content, language=missing.language)
    placed = filled(reading, missing, pair=format_.languages == "pair")
    dataset = Dataset(*(tuple(row.values()) for _place, row in placed), headers=COLUMNS)
    written: bytes = kind("xlsx").export_data(dataset)
    return written


def _run(
    said: Preview,
    placed: Placed,
    dataset: Dataset,
    bank: _Bank,
    *,
    dry_run: bool = True,
    by: AbstractBaseUser | None = None,
) -> Preview:
    said.bank = sha256(repr((placed, bank.digest)).encode()).hexdigest()
    resource = _Noting(by=by)
    result = resource.import_data(
        dataset, dry_run=dry_run, use_transactions=True, rollback_on_validation_errors=True
    )
    for problem in result.base_errors:
        said.faults.append(_fault(Phrase(FILE), "columns", told(problem.error)))
    said.faults += _faults(result, placed)
    kinds = {RowResult.IMPORT_TYPE_NEW: said.new, RowResult.IMPORT_TYPE_UPDATE: said.changed}
    for number, kind_of_change in resource.noted:
        if kind_of_change in kinds:
            place, cells = placed[number - 1]
            kinds[kind_of_change].append(_line(place, cells, bank))
    blank = sum(not any(row.values()) for _place, row in placed)
    said.unchanged = max(0, result.totals[RowResult.IMPORT_TYPE_SKIP] - blank)
    return said


def _line(place: str, row: Row, bank: _Bank) -> Line:
    language, texts = sheet.language(row), bank.rows.get(row["id"], {})
    before = texts.get(language) or next(iter(texts.values()), {})
    names = [name for name in COLUMNS if name not in ("id", "lang")] if language in texts else ALIKE
    now, then = _alike(row), _alike(before) if before else {}
    differ = [name for name in names if before and now.get(name, "") != then[name]]
    return Line(place, row["id"], language, differ, bank.sources.get(row["id"], ""))


def _alike(row: Row) -> dict[str, object]:
    """The row; what it says of the question as it is stored, however it is spelt."""
    return {**row, **dict(zip(ALIKE, sheet.about_question(row).values(), strict=True))}


def _faults(result: Result, placed: Placed) -> Iterator[Fault]:
    for invalid in result.invalid_rows:
        place, row = placed[invalid.number - 1]
        for column, texts in invalid.error_dict.items():
            yield from (_fault(place, column, text, row.get(column, "")) for text in texts)
    for number, errors in result.row_errors():
        place = placed[number - 1][0] if 0 < number <= len(placed) else Phrase(FILE)
        yield from (_fault(place, "row", told(error.error)) for error in errors)


def _fault(place: str, column: str, said: str, value: str = "") -> Fault:
    shown = value and value not in said
    text = gettext_noop("“%(value)s”: %(said)s") if shown else "%(said)s"
    name = "question" if column == "__all__" else column
    return Fault(place, name, text, {"said": said, "value": value[:60]})


def _bank(keys: set[str], *, lock: bool) -> _Bank:
    found = with_texts().filter(key__in=keys)
    questions = list(found.select_for_update(no_key=True) if lock else found)
    items = [as_item(question) for question in questions]
    return _Bank(
        rows={item.id: {code: row_of(item, code) for code in item.texts} for item in items},
        sources={question.key: question.source for question in questions},
        digest=repr(items),
    )
