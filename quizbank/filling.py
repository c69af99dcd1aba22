"""Questions of a file as rows of the question sheet, with what the bank knows of them already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from quizbank.formats.item import Fault, Item, Reading, Text, clean
from quizbank.items import as_item, with_texts
from quizbank.marked import gettext_noop
from quizbank.sheet import ALIKE, COLUMNS, SCORED

type Row = dict[str, str]
type Placed = list[tuple[str, Row]]


@dataclass(frozen=True, slots=True)
class Missing:
    """What is taken for questions that are new and whose file does not say it."""

    language: str = ""
    division: str = ""
    topic: str = ""
    difficulty: str = ""


def row_of(item: Item, code: str) -> Row:
    """An item in one language as a row of the sheet."""
    text = item.texts[code]
    row = dict.fromkeys(COLUMNS, "")
    row |= {name: getattr(item, name) for name in SCORED}
    row |= {f"answer_{letter}": choice for letter, choice in text.choices.items()}
    row |= {"id": item.id, "lang": code, "question": text.question}
    row["explanation"] = text.explanation
    row["sensitive"] = "" if item.sensitive is None else str(int(item.sensitive))
    return row


def filled(reading: Reading, missing: Missing, *, pair: bool) -> Placed:
    """Rows of the sheet: what the file does not say comes from the bank, else from ``missing``."""
    keys = {item.id for item in reading.items if item.id}
    stems = {text.question for item in reading.items for text in item.texts.values()}
    known = {question.key: as_item(question) for question in with_texts().filter(key__in=keys)}
    alike: dict[tuple[str, str], list[Item]] = {}
    if any(not item.id for item in reading.items):
        for question in with_texts().filter(texts__stem__in=stems).distinct():
            item = as_item(question)
            for code, text in item.texts.items():
                alike.setdefault((code, clean(text.question)), []).append(item)
    placed: Placed = []
    for item in reading.items:
        for code, text in item.texts.items():
            if not code:
                said = gettext_noop(
                    "The file does not say the language. Name it when you import the file."
                )
                reading.refuse(item.place, "language", said)
                continue
            there = known.get(item.id) or _twin(alike.get((code, text.question), []), code, text)
            if pair and _stale(reading, item, there):
                continue
            placed.append((item.place, _completed(item, code, there, missing)))
    return placed


def _twin(items: Sequence[Item], code: str, text: Text) -> Item | None:
    """The stored question that a text without identifier is: by its words, then by its choices."""
    same = [item for item in items if set(item.texts[code].choices) == set(text.choices)]
    exact = [item for item in same if item.texts[code].choices == text.choices]
    return next(iter(exact or same or items), None)


def _stale(reading: Reading, item: Item, there: Item | None) -> bool:
    """Whether a translation was made from something else than the bank holds; says so."""
    if there is None:
        text = gettext_noop(
            "There is no question “%(value)s” in the bank. A translation cannot begin one."
        )
        reading.refuse(item.place, "identifier", text, value=item.id[:80])
        return True
    if item.source is None or there.texts.get(item.source[0]) == item.source[1]:
        return False
    text = gettext_noop(
        "The %(language)s text has changed since this file was made. Export it again."
    )
    reading.refuse(item.place, "source", text, language=item.source[0])
    return True


def _completed(item: Item, code: str, there: Item | None, missing: Missing) -> Row:
    row = row_of(item, code)
    if there is None:
        known = {name: getattr(missing, name) for name in ("division", "topic", "difficulty")}
        known |= {"id": _new_id(item.texts[code])}
    elif code in there.texts:
        known = row_of(there, code)
    else:
        known = {name: getattr(there, name) for name in (*SCORED, "id")}
        known["sensitive"] = str(int(bool(there.sensitive)))
    about = (*ALIKE, "id", "explanation")
    return row | {name: row[name] or known.get(name, "") for name in about}


def _new_id(text: Text) -> str:
    """An identifier that the same words always get."""
    return f"new-{sha256(text.question.encode()).hexdigest()[:12]}"


def agreeing(placed: Placed, faults: list[Fault]) -> Placed:
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
            faults.append(Fault(place, "identifier", text, {"first": twice}))
        elif differ:
            text = gettext_noop("%(first)s says “%(value)s” about this question. Write the same.")
            values = {"first": first_place, "value": first[differ[0]]}
            faults.append(Fault(place, differ[0], text, values))
        else:
            kept.append((place, row))
    return kept
