"""Questions to and from files: what a file would change in the bank, and the import of just that.

Translations become rows of the question sheet, whose resource alone decides what is stored.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction

from base.intake.phrases import Phrase, gettext_noop
from base.jobs.performing import Progress
from quizbank.exchange import sheet
from quizbank.exchange.completing import Placed, Refused, Row
from quizbank.exchange.file_rows import FileRows, rows_of
from quizbank.exchange.files import sheet_of
from quizbank.exchange.sheet import ALIKE, REQUIRED
from quizbank.exchange.sheet_run import Bank, ImportPreview, TextLine, bank_of, completed, run
from quizbank.formats.catalogue import Format
from quizbank.formats.item import BadFile, FileFault
from quizbank.formats.places import FILE
from quizbank.models import Question

# Which of a preview's lines to store, by their names.
type Choose = Callable[[ImportPreview], Collection[str]]

NO_QUESTION = gettext_noop("There is no question in this file.")


@dataclass(frozen=True, slots=True)
class Rights:
    """What somebody may import: in which languages, whether more than translations, and of what."""

    languages: Callable[[str], bool]
    writes: bool
    # Identifiers of questions whose key is not to be shown to them before they have answered.
    hidden: frozenset[str] = frozenset()
    # Whether a file made for them may name right answers that only the bank says.
    keys: bool = True


EVERYTHING = Rights(languages=lambda _language: True, writes=True)


def preview(
    format_: Format,
    content: bytes,
    *,
    store: bool = False,
    by: AbstractBaseUser | None = None,
    rights: Rights = EVERYTHING,
    seen: str = "",
    choose: Choose | None = None,
    good_only: bool = False,
    found: FileRows | None = None,
    progress: Progress | None = None,
) -> ImportPreview:
    """What a file would change in the bank; with ``store`` it changes it, all or nothing.

    ``by`` is who has the texts imported: somebody else will have to review them. ``seen`` is what
    an earlier preview told of the ``bank``: if that has changed, nothing is stored. ``choose``
    names the lines to store, without it all. With ``good_only`` faults keep only their own
    questions out, else everything. ``found`` is what ``rows_of`` gave for the file already.

    Raises ``BadFile`` for a file that cannot be read at all.
    """
    found = _with_keys(found or rows_of(format_, content), rights)
    _insist_on_questions(found)
    progress = progress or Progress()
    # Each row is looked at first, then stored.
    progress.expect((2 if store else 1) * len(found.placed))
    with transaction.atomic():
        bank = bank_of({row.get("id", "") for _place, row in found.placed}, lock=store)
        found = _completed(found, bank)
        said, good = _looked_at(found, bank, rights, progress)
        may = store and (good_only or not said.faults) and seen in ("", said.bank)
        rows = _chosen_rows(said, good, choose)
        if may and rows is not None:
            return _store(said, replace(found, placed=rows), bank, by=by, progress=progress)
    return said


def _insist_on_questions(found: FileRows) -> None:
    if not found.placed and not found.refused and not found.notes:
        raise BadFile(NO_QUESTION)


def _chosen_rows(said: ImportPreview, good: Placed, choose: Choose | None) -> Placed | None:
    """The rows to import; none of them where ticks are of another preview and mean other texts."""
    names = {line.name for line in (*said.new, *said.changed)}
    chosen = set(choose(said)) if choose else names
    fits = chosen <= names and (chosen or not choose)
    return _taken(good, names, chosen) if fits else None


def _taken(good: Placed, names: set[str], chosen: set[str]) -> Placed:
    """The rows to import: those that were chosen, and what stays as it is of their questions."""
    left = names - chosen
    keys = {name.partition(" ")[0] for name in chosen}
    return [
        (place, row)
        for place, row in good
        if row["id"] in keys and f"{row['id']} {sheet.language(row)}" not in left
    ]


def _store(
    said: ImportPreview,
    found: FileRows,
    bank: Bank,
    *,
    by: AbstractBaseUser | None,
    progress: Progress,
) -> ImportPreview:
    done, refused = run(found.placed, found.headers, bank, dry_run=False, by=by, progress=progress)
    # All rows agree with each other; those that are ticked may not agree with what stays.
    done.stored, done.divided = not refused, bool(refused)
    done.bank, done.notes = said.bank, said.notes
    done.unchanged = said.unchanged
    done.faults = [*said.faults, *(fault for _key, fault in refused)]
    return done


def _completed(found: FileRows, bank: Bank) -> FileRows:
    """With what the bank says in columns that a sheet does not have."""
    placed = completed(found.placed, bank)
    used = sheet.columns_of(row for _place, row in placed)
    more = [name for name in used if name not in REQUIRED and name not in found.headers]
    return replace(found, placed=placed, headers=[*found.headers, *more])


def _with_keys(found: FileRows, rights: Rights) -> FileRows:
    """The key of a stored question where the file does not say it, or says it in vain.

    Whoever does not write questions gets no word about a key that the file names: telling the
    wrong ones from the right ones would tell them all.
    """
    stored = Question.objects.filter(key__in={row.get("id", "") for _place, row in found.placed})
    keys = dict(stored.values_list("key", "right"))
    notes = [*found.notes]
    said = (row for _place, row in found.placed if row.get("right") and row.get("id") in keys)
    if not rights.writes and any(said):
        text = gettext_noop("Right answers are not read from your file: only editors set them.")
        notes.append(FileFault(Phrase(FILE), "right", text))
    placed = [(place, row | {"right": _key(row, keys, rights)}) for place, row in found.placed]
    headers = found.headers if "right" in found.headers else [*found.headers, "right"]
    return replace(found, placed=placed, headers=headers, notes=notes)


def _key(row: Row, keys: Mapping[str, str], rights: Rights) -> str:
    said = row.get("right", "")
    return said if said and rights.writes else keys.get(row.get("id", ""), said)


def _looked_at(
    found: FileRows, bank: Bank, rights: Rights, progress: Progress
) -> tuple[ImportPreview, Placed]:
    """What the questions without fault would change, with their rows, and the faults of the rest.

    A question is taken whole or not at all, so that none is half stored.
    """
    refused = [*found.refused, *_hidden(found.placed, rights)]
    rows = _without(found.placed, refused)
    while True:
        said, more = run(rows, found.headers, bank, progress=progress)
        more += _beyond(said, rights)
        refused += more
        if not more or not (rest := _without(rows, more)) or rest == rows:
            break
        rows = rest
        progress.expect(progress.expected + len(rows))
    if more:
        said, rows = ImportPreview(), []
    said.faults = _by_place([fault for _key, fault in refused])
    said.notes = _by_place(found.notes)
    # With a column that is not ours a sheet would lose its texts: that file itself is to be mended.
    is_read = not any(fault.where == "columns" for fault in said.faults)
    said.mendable = is_read and bool(_faulty(found.placed, rows, rights))
    said.bank = sha256(repr((found.placed, bank.digest)).encode()).hexdigest()
    return said, rows


def _faulty(placed: Placed, good: Placed, rights: Rights) -> Placed:
    """The rows of questions with a fault, as far as they may leave with whoever imports them."""
    kept_back = {row["id"] for _place, row in good} | rights.hidden
    return [one for one in placed if any(one[1].values()) and one[1].get("id") not in kept_back]


def _without(placed: Placed, refused: Refused) -> Placed:
    keys = {key for key, _fault in refused}
    return [(place, row) for place, row in placed if row.get("id") not in keys]


def _hidden(placed: Placed, rights: Rights) -> Refused:
    firsts = {row["id"]: place for place, row in reversed(placed) if row.get("id") in rights.hidden}
    text = gettext_noop("A text of this question waits for your answer. Answer it first.")
    return [(key, FileFault(place, "id", text)) for key, place in firsts.items()]


def _by_place(faults: Iterable[FileFault]) -> list[FileFault]:
    """In the order of the file; what is wrong with one question stands together."""
    there = list(faults)
    firsts: dict[str, int] = {}
    for fault in there:
        firsts.setdefault(fault.place, len(firsts))
    return sorted(there, key=lambda one: (_number(one.place), firsts[one.place]))


def _number(place: str) -> int:
    number = place.values.get("number", 0) if isinstance(place, Phrase) else 0
    return number if isinstance(number, int) else 0


def _beyond(found: ImportPreview, rights: Rights) -> Iterator[tuple[str, FileFault]]:
    """What of a file is not for whoever imports it; texts that stay as they are harm nobody."""
    for line in (*found.new, *found.changed):
        for fault in _beyond_in(line, rights):
            yield line.id, fault


def _beyond_in(line: TextLine, rights: Rights) -> Iterator[FileFault]:
    about = [name for name in line.columns if name in ALIKE]
    if about and not rights.writes:
        text = gettext_noop("Only editors change this. Leave it as it is in the bank.")
        yield FileFault(line.place, about[0], text)
    elif not rights.languages(line.language):
        text = gettext_noop("You do not write in this language. Leave this text out.")
        yield FileFault(line.place, "lang", text)
    elif not rights.writes and not line.source:
        text = gettext_noop("“%(value)s” is not in the bank. Only editors begin a question.")
        yield FileFault(line.place, "id", text, {"value": line.id[:80]})
    elif not rights.writes and line.source == line.language:
        text = gettext_noop("Only editors change the text from which others are translated.")
        yield FileFault(line.place, "lang", text)


def faulty_as_sheet(format_: Format, content: bytes, *, rights: Rights = EVERYTHING) -> bytes:
    """The questions with a fault alone, to mend them there.

    Raises ``BadFile``, also where our sheet cannot carry any.
    """
    found = rows_of(format_, content)
    keyed = _with_keys(found, rights)
    bank = bank_of({row.get("id", "") for _place, row in found.placed}, lock=False)
    found, keyed = _completed(found, bank), _completed(keyed, bank)
    said, good = _looked_at(keyed, bank, rights, Progress())
    if not said.mendable:
        raise BadFile(NO_QUESTION)
    faulty = _faulty((keyed if rights.keys else found).placed, good, rights)
    rows = [row for _place, row in faulty]
    return sheet_of(rows, sheet.columns_of(rows))
