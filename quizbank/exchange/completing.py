"""Questions of a file as rows of the question sheet, with what the bank knows of them already."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from intake.phrases import Phrase, gettext_noop
from quizbank.bank.naming import key_from
from quizbank.exchange.bank_items import as_item, with_texts
from quizbank.exchange.sheet import ALIKE, EVERY, NOTES, cells_of
from quizbank.formats.item import FileFault, FileQuestion, FileText, Reading, clean
from quizbank.formats.places import CHOICE_NUMBER
from quizbank.formats.scene_cells import as_cell
from quizbank.models import Question

type Row = dict[str, str]
type Placed = list[tuple[str, Row]]
# Faults with the identifier of the question they keep out.
type Refused = list[tuple[str, FileFault]]

_IDENTIFIER = re.compile(r"[-a-zA-Z0-9_]{1,80}")


@dataclass(frozen=True, slots=True)
class Missing:
    """What is taken for questions that are new and whose file does not say it."""

    language: str = ""
    division: str = ""
    topic: str = ""
    difficulty: str = ""


@dataclass(slots=True)
class _Known:
    """The stored questions a file may mean: by identifier, and by their words in a language."""

    by_key: dict[str, FileQuestion]
    by_words: dict[tuple[str, str], list[FileQuestion]]
    # Identifiers that are given away, and those of this file's questions that had none.
    taken: set[str]
    given: dict[tuple[str, str, tuple[str, ...]], str] = field(default_factory=dict)


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


def filled(reading: Reading, missing: Missing, *, pair: bool) -> Placed:
    """Rows of the sheet: what the file does not say comes from the bank, else from ``missing``.

    A question that the file gives no identifier is the stored one with the same words, or new and
    named after its own.
    """
    items = [item for item in reading.items if _is_readable(reading, item)]
    if not pair:
        items = [item if _IDENTIFIER.fullmatch(item.id) else replace(item, id="") for item in items]
    known = _known(items)
    placed: Placed = []
    for item in items:
        there = known.by_key.get(item.id) if item.id else _twin(known, item)
        if pair and _stale(reading, item, there):
            continue
        named = item if item.id or there else replace(item, id=_new_key(known, item, missing))
        placed += [(item.place, _completed(named, code, there, missing)) for code in named.texts]
    return placed


def _is_readable(reading: Reading, item: FileQuestion) -> bool:
    if not all(item.texts):
        text = gettext_noop("The file does not say the language. Name it when you import the file.")
        reading.refuse(item.place, "language", text)
        return False
    for said in item.texts.values():
        choices = said.words.choices
        empty = [at for at, letter in enumerate(sorted(choices), start=1) if not choices[letter]]
        if empty:
            text = gettext_noop("This choice has no words: pictures are not read. Describe it.")
            reading.refuse(item.place, Phrase(CHOICE_NUMBER, number=empty[0]), text)
            return False
    return True


def _known(items: Sequence[FileQuestion]) -> _Known:
    keys = {item.id for item in items if item.id}
    nameless = [item for item in items if not item.id]
    stored = {question.key: as_item(question) for question in with_texts().filter(key__in=keys)}
    found = _Known(stored, {}, keys)
    if nameless:
        stems = {text.words.stem for item in nameless for text in item.texts.values()}
        for question in with_texts().filter(texts__stem__in=stems).distinct():
            item = as_item(question)
            for code, text in item.texts.items():
                found.by_words.setdefault((code, clean(text.words.stem)), []).append(item)
        found.taken |= set(Question.objects.values_list("key", flat=True))
    return found


def _twin(known: _Known, item: FileQuestion) -> FileQuestion | None:
    """The stored question that one without identifier is: by its words, then by its choices."""
    for code, text in item.texts.items():
        alike = known.by_words.get((code, text.words.stem), [])
        if found := _closest(alike, code, text):
            return found
    return None


def _closest(items: Iterable[FileQuestion], code: str, text: FileText) -> FileQuestion | None:
    there = list(items)
    same = [one for one in there if one.texts[code].words.letters == text.words.letters]
    exact = [one for one in same if one.texts[code].words.choices == text.words.choices]
    return next(iter(exact or same or there), None)


def _new_key(known: _Known, item: FileQuestion, missing: Missing) -> str:
    """As "New question" names one; the same words in a file are the same question."""
    code = "en" if "en" in item.texts else next(iter(item.texts))
    said = item.texts[code].words
    words = (code, said.stem, tuple(said.choices.values()))
    if words not in known.given:
        key = key_from(item.topic or missing.topic, said.stem, known.taken)
        known.taken.add(key)
        known.given[words] = key
    return known.given[words]


def _stale(reading: Reading, item: FileQuestion, there: FileQuestion | None) -> bool:
    """Whether a translation was made from something else than the bank holds; says so."""
    if there is None:
        text = gettext_noop(
            "There is no question “%(value)s” in the bank. A translation cannot begin one."
        )
        reading.refuse(item.place, "identifier", text, value=item.id[:80])
        return True
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


def _completed(item: FileQuestion, code: str, there: FileQuestion | None, missing: Missing) -> Row:
    """A row with what the bank knows, but for the key: `taking_over` says for whom."""
    row = row_of(item, code)
    if there is None:
        known = {name: getattr(missing, name) for name in ("division", "topic", "difficulty")}
    else:
        known = row_of(there, code) if code in there.texts else _about(there)
    names = {"id", "explanation", *ALIKE, *NOTES} - {"right"}
    # Names and parts belong to the scene: a file that has one has them all.
    names |= {one for one in EVERY if one.startswith(("name_", "part_")) and not row["scene"]}
    return row | {name: row[name] or known.get(name, "") for name in names}


def agreeing(placed: Placed, refused: Refused) -> Placed:
    """The rows without those that contradict an earlier one, which is noted by its place."""
    firsts: dict[str, tuple[str, Row]] = {}
    seen: dict[tuple[str, str], str] = {}
    kept: Placed = []
    for place, row in placed:
        first_place, first = firsts.setdefault(row["id"], (place, row))
        differ = [name for name in ALIKE if row[name] != first[name]]
        if (twice := seen.setdefault((row["id"], row["lang"]), place)) != place:
            text = gettext_noop(
                "%(first)s has the same question in this language. Keep one of the two."
            )
            fault = FileFault(place, "identifier", text, {"first": twice})
            refused.append((row["id"], fault))
        elif differ:
            text = gettext_noop("%(first)s says “%(value)s” about this question. Write the same.")
            values = {"first": first_place, "value": first[differ[0]]}
            refused.append((row["id"], FileFault(place, differ[0], text, values)))
        else:
            kept.append((place, row))
    return kept
