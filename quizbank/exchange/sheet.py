"""One row of the question sheet: what it says, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from tablib import Dataset

from quizbank.checks.finding_messages import say
from quizbank.formats.scene_cells import BadScene, as_cell, scene_of
from quizbank.models import Question
from quizbank.rules.question_faults import Asked, most_characters
from quizbank.rules.responses import QuestionKind
from quizbank.rules.right_answers import LETTERS, SINGLE_LETTERS
from quizbank.rules.scene_kinds import MOST_PARTS, SPEAKERS
from quizbank.rules.text_units import FIELDS, TextWords, Unit
from schools.models import DIVISION_CODES

# With six groups there would be more responses than a question can have.
MOST_GROUPS = 5
_NUMBERS = [str(number) for number in range(1, MOST_PARTS + 1)]


def _columns(name: str, field: str, keys: Iterable[str]) -> dict[str, Unit]:
    return {f"{name}_{key}": (field, key) for key in keys}


# Column → unit, in the order of the columns.
UNITS: dict[str, Unit] = {
    **_columns("name", "people", SPEAKERS),
    **_columns("part", "parts", _NUMBERS),
    "question": ("stem", ""),
    **_columns("answer", "choices", LETTERS),
    **_columns("group", "bins", _NUMBERS[:MOST_GROUPS]),
    "explanation": ("explanation", ""),
    **_columns("note", "notes", [*LETTERS, *_NUMBERS]),
}
COLUMN_OF = {unit: column for column, unit in UNITS.items()}
NOTES = frozenset(column for column, (field, _key) in UNITS.items() if field == "notes")
# Questions of a published paper keep these, since its score is computed from them.
SCORED = ("division", "topic", "difficulty", "kind", "right", "scene")
ALIKE = (*SCORED, "sensitive")
REQUIRED = (
    *("id", "lang", "division", "topic", "difficulty", "right"),
    *("question", "answer_a", "answer_b", "answer_c", "explanation"),
)
# The columns of every sheet, and those of one in which a question has more.
COLUMNS = (
    *("id", "lang", "division", "topic", "difficulty", "kind", "right", "sensitive"),
    *("question", *(f"answer_{letter}" for letter in SINGLE_LETTERS), "explanation"),
)
EVERY = (*COLUMNS[: COLUMNS.index("question")], "scene", *UNITS)
# What a sheet may be without; then it stays as the bank has it.
OPTIONAL = tuple(column for column in EVERY if column not in REQUIRED)
YES = ("yes", "1", "true", "da", "да")
NO = ("no", "0", "false", "ne", "не")

type Row = Mapping[str, str]
type Faults = Iterable[tuple[str, str]]


def columns_of(rows: Iterable[Row]) -> list[str]:
    """The columns for these rows: those of every sheet, and of the others what is used."""
    used = {column for row in rows for column, cell in row.items() if cell}
    return [column for column in EVERY if column in COLUMNS or column in used]


def table_of(rows: Iterable[Row], headers: Sequence[str]) -> Dataset:
    """Rows under their headers."""
    return Dataset(*(tuple(row.get(name, "") for name in headers) for row in rows), headers=headers)


def as_in_file(said: TextWords) -> dict[str, object]:
    """The words as a file of fixtures/questions has them; what a draft may lack is no fault."""
    held = {
        name: {key: text or f"- {key}" for key, text in getattr(said, name).items()}
        for name in FIELDS
        if name != "choices"
    }
    explained = {"question": said.stem, "explanation": said.explanation or "-"}
    return {**asdict(said), **held, **explained}


def words(row: Row, empty: Iterable[Unit] = ()) -> TextWords:
    """What a row says in its language; an empty cell is no unit, but for those still ``empty``."""
    said = {unit: row[column] for column, unit in UNITS.items() if row.get(column)}
    return TextWords.of(dict.fromkeys(empty, "") | said)


def cells_of(said: TextWords) -> dict[str, str]:
    """The words of a text by column."""
    return {COLUMN_OF[unit]: text for unit, text in said.units() if unit in COLUMN_OF}


def about_cells(question: Question) -> dict[str, str]:
    """What stands in a sheet of a question, whatever the language, of what it may be without."""
    sensitive = str(int(question.sensitive))
    return {"kind": question.kind, "scene": as_cell(question.scene), "sensitive": sensitive}


def completed(row: Row, about: Row, said: Row) -> Row:
    """A row with what is in the bank for columns that its sheet does not have.

    ``about`` are the cells of its question, ``said`` those of the text; empty for what is new. The
    kind is meant by an empty cell as well.
    """
    if not any(row.values()):
        return row
    held = {"kind": QuestionKind.SINGLE.value, **said, **about}
    more = {column: held.get(column, "") for column in OPTIONAL if column not in row}
    return {**row, **more, "kind": row.get("kind") or held["kind"]}


def language(row: Row) -> str:
    """The language in our spelling: ``sr-latn``, and ``sr-BA`` for a variant of a country."""
    code = row["lang"].lower()
    base, hyphen, variant = code.rpartition("-")
    return code if code in settings.ENDONYMS else f"{base}{hyphen}{variant.upper()}"


def asked(row: Row) -> Asked:
    """What a row says of how its question is asked; of a kind that there is."""
    right = " ".join(row["right"].lower().split())
    return Asked(right, QuestionKind(kind(row)), _scene(row))


def about_question(row: Row) -> dict[str, Any]:
    """What a row says about the question, whatever the language, by the model's field."""
    return {
        "division_code": _division(row),
        "topic_id": row["topic"].upper(),
        "difficulty": row["difficulty"].lower(),
        "kind": kind(row),
        "right": " ".join(row["right"].lower().split()),
        "scene": _scene(row),
        "sensitive": row.get("sensitive", "").lower() in YES,
    }


def kind(row: Row) -> str:
    """How its question is answered."""
    return row.get("kind", "").strip().lower() or QuestionKind.SINGLE.value


def _scene(row: Row) -> dict[str, Any]:
    with suppress(BadScene):
        return scene_of(row.get("scene", ""))
    return {}


def row_faults(
    row: Row, topics: Iterable[str], said: TextWords, ages: Sequence[str] = ()
) -> Faults:
    """What is wrong with a row that says ``said`` by itself: column and remedy.

    ``ages`` are further age groups than those there are, of what is stored.
    """
    yield from _length_faults(row, said)
    for column, allowed in _allowed(row, topics, said).items():
        value = row.get(column, "")
        if value and value.casefold() not in {one.casefold() for one in allowed}:
            yield column, _none_here(value, allowed)
    if row["id"] and not re.fullmatch(r"[-a-zA-Z0-9_]+", row["id"]):
        yield "id", _("Use only letters without accents, digits and hyphens.")
    if row["division"] and not re.fullmatch(r"[0-9]{1,2}-[0-9]{1,2}", _division(row)):
        text = _("“%s” is no division. Format the column as text and write for example 9-11.")
        yield "division", text % row["division"]
    elif row["division"] and _division(row) not in (*dict(DIVISION_CODES), *ages):
        yield "division", _none_here(row["division"], list(dict(DIVISION_CODES)))
    try:
        scene_of(row.get("scene", ""))
    except BadScene as bad:
        yield "scene", say(bad.fault)


def _none_here(value: str, allowed: Sequence[str]) -> str:
    text = _("There is no “%(value)s” here. Write one of: %(allowed)s.")
    return text % {"value": value, "allowed": ", ".join(allowed)}


def _length_faults(row: Row, said: TextWords) -> Faults:
    empty = {unit for unit, text in said.units() if unit[1] and not text}
    for column in REQUIRED:
        if not row[column] and column != "explanation" and UNITS.get(column) not in empty:
            yield column, _("This cell is empty. Fill it in; merged cells have to be split.")
    for column, most in _longest(row).items():
        if len(row.get(column, "")) > most:
            yield column, _("This text is longer than %d characters. Shorten it.") % most


def _longest(row: Row) -> dict[str, int]:
    said = kind(row)
    known = QuestionKind(said) if said in Question.Kind.values else QuestionKind.SINGLE
    return {"id": 80, **{column: most_characters(known, unit) for column, unit in UNITS.items()}}


def faults_among(row: Row, number: int, rows: Mapping[int, Row]) -> Faults:
    """What a row says otherwise than the first one about its question; ``rows`` are all of them."""
    first = min(rows)
    both = zip(
        ALIKE, about_question(row).values(), about_question(rows[first]).values(), strict=True
    )
    for column, own, theirs in both:
        if own != theirs:
            text = _("Row %(row)d says “%(value)s” about this question. Write the same.")
            yield column, text % {"row": first, "value": rows[first].get(column, "")}
    same = next(n for n, other in rows.items() if language(other) == language(row))
    if same != number:
        text = _("Row %d has the same question in this language. Keep one of the two rows.")
        yield "lang", text % same


def faults_of_published(row: Row, question: Question, own: Collection[Unit]) -> Faults:
    """What a row of these units would change under a published paper, which is scored from it."""
    said = about_question(row)
    for column, field in zip(SCORED, list(said), strict=False):
        new, stored = (_shown(one) for one in (said[field], getattr(question, field)))
        if new != stored:
            text = _("This question is in a published paper: leave “%s”, or give it a new id.")
            yield column, text % stored
    text = _("This question is in a published paper: keep its answers, or give it a new id.")
    for shape in {one.words.shape for one in question.texts.all()}:
        for column, unit in UNITS.items():
            if (unit in shape) != (unit in own) and unit[1]:
                yield column, text


def _shown(value: object) -> object:
    return as_cell(value) if isinstance(value, dict) else value


def _allowed(row: Row, topics: Iterable[str], said: TextWords) -> dict[str, Sequence[str]]:
    languages = list(settings.ENDONYMS)
    base, _hyphen, variant = row["lang"].lower().rpartition("-")
    if base in languages and re.fullmatch(r"[a-z]{2}", variant):
        languages.append(row["lang"])
    return {
        "lang": languages,
        "topic": sorted(topics),
        "difficulty": Question.Difficulty.values,
        "kind": Question.Kind.values,
        "sensitive": [*YES, *NO],
        **({"right": list(said.letters)} if kind(row) == QuestionKind.SINGLE else {}),
    }


def _division(row: Row) -> str:
    return row["division"].replace("\N{EN DASH}", "-").replace(" ", "")
