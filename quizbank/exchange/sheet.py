"""One row of the question sheet: what it says, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from django.conf import settings
from django.utils.translation import gettext as _

from quizbank.models import Question
from quizbank.rules.question_faults import CHOICE_LENGTH, EXPLANATION_LENGTH, STEM_LENGTH
from quizbank.rules.right_answers import SINGLE_LETTERS

ANSWERS = {f"answer_{letter}": letter for letter in SINGLE_LETTERS}
# Questions of a published paper keep these, since its score is computed from them.
SCORED = ("division", "topic", "difficulty", "right")
ALIKE = (*SCORED, "sensitive")
REQUIRED = ("id", "lang", *SCORED, "question", "answer_a", "answer_b", "answer_c", "explanation")
COLUMNS = ("id", "lang", *ALIKE, "question", *ANSWERS, "explanation")
LONGEST = {
    "id": 80,
    "question": STEM_LENGTH,
    "explanation": EXPLANATION_LENGTH,
    **dict.fromkeys(ANSWERS, CHOICE_LENGTH),
}
YES = ("yes", "1", "true", "da", "да")
NO = ("no", "0", "false", "ne", "не")

type Row = Mapping[str, str]
type Faults = Iterable[tuple[str, str]]


def choices(row: Row) -> dict[str, str]:
    """The answers by letter; an empty cell is no answer."""
    return {letter: row[column] for column, letter in ANSWERS.items() if row.get(column)}


def language(row: Row) -> str:
    """The language in our spelling: ``sr-latn``, and ``sr-BA`` for a variant of a country."""
    code = row["lang"].lower()
    base, hyphen, variant = code.rpartition("-")
    return code if code in settings.ENDONYMS else f"{base}{hyphen}{variant.upper()}"


def about_question(row: Row) -> dict[str, object]:
    """What a row says about the question, whatever the language, by the model's field."""
    return {
        "division_code": _division(row),
        "topic_id": row["topic"].upper(),
        "difficulty": row["difficulty"].lower(),
        "right": row["right"].lower(),
        "sensitive": row.get("sensitive", "").lower() in YES,
    }


def row_faults(row: Row, topics: Iterable[str]) -> Faults:
    """What is wrong with a row by itself: column and remedy."""
    yield from _length_faults(row)
    for column, allowed in _allowed(row, topics).items():
        value = row.get(column, "")
        if value and value.casefold() not in {one.casefold() for one in allowed}:
            text = _("There is no “%(value)s” here. Write one of: %(allowed)s.")
            yield column, text % {"value": value, "allowed": ", ".join(allowed)}
    if row["id"] and not re.fullmatch(r"[-a-zA-Z0-9_]+", row["id"]):
        yield "id", _("Use only letters without accents, digits and hyphens.")
    if row["division"] and not re.fullmatch(r"[0-9]{1,2}-[0-9]{1,2}", _division(row)):
        text = _("“%s” is no division. Format the column as text and write for example 9-11.")
        yield "division", text % row["division"]


def _length_faults(row: Row) -> Faults:
    for column in REQUIRED:
        if not row[column] and column != "explanation":
            yield column, _("This cell is empty. Fill it in; merged cells have to be split.")
    for column, most in LONGEST.items():
        if len(row.get(column, "")) > most:
            yield column, _("This text is longer than %d characters. Shorten it.") % most


def faults_among(row: Row, number: int, rows: Mapping[int, Row]) -> Faults:
    """What a row says otherwise than the first one about its question; ``rows`` are all of them."""
    first = min(rows)
    for column in ALIKE:
        value = rows[first].get(column, "")
        if row.get(column, "").lower() != value.lower():
            text = _("Row %(row)d says “%(value)s” about this question. Write the same.")
            yield column, text % {"row": first, "value": value}
    same = next(n for n, other in rows.items() if language(other) == language(row))
    if same != number:
        text = _("Row %d has the same question in this language. Keep one of the two rows.")
        yield "lang", text % same


def faults_of_published(row: Row, question: Question) -> Faults:
    """What a row would change under a published paper, whose score is computed from it."""
    said = about_question(row)
    for column, field in zip(SCORED, list(said), strict=False):
        if said[field] != (stored := getattr(question, field)):
            text = _("This question is in a published paper: leave “%s”, or give it a new id.")
            yield column, text % stored
    text = _("This question is in a published paper: keep its answers, or give it a new id.")
    for letters in {frozenset(one.choices) for one in question.texts.all()}:
        for column, letter in ANSWERS.items():
            if (letter in letters) != (letter in choices(row)):
                yield column, text


def _allowed(row: Row, topics: Iterable[str]) -> dict[str, Sequence[str]]:
    languages = list(settings.ENDONYMS)
    base, _hyphen, variant = row["lang"].lower().rpartition("-")
    if base in languages and re.fullmatch(r"[a-z]{2}", variant):
        languages.append(row["lang"])
    return {
        "lang": languages,
        "topic": sorted(topics),
        "difficulty": Question.Difficulty.values,
        "right": list(choices(row)),
        "sensitive": [*YES, *NO],
    }


def _division(row: Row) -> str:
    return row["division"].replace("\N{EN DASH}", "-").replace(" ", "")
