"""A sheet comes into the workshop as drafts of whoever brings it; its rows belong together."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from django.utils import timezone
from tablib import Dataset

from quizbank import exceptions
from quizbank.bank.actions.reviewing import retire
from quizbank.bank.queries import hands_of
from quizbank.exchange.resources import QuestionTextResource
from quizbank.exchange.sheet import COLUMNS
from quizbank.models import Question, QuestionText, Review, Topic
from tests.cells import in_one_world
from tests.quizbank.people import (
    ASKED,
    PITANO,
    another,
    approved,
    hand_in,
    person,
    read,
    state_of,
    text_of,
    translated,
    write,
)

pytestmark = pytest.mark.django_db
ROW = {
    "id": "new-one",
    "lang": "en",
    "division": "12-13",
    "topic": "PRIV",
    "difficulty": "easy",
    "kind": "single",
    "right": "b",
    "sensitive": "0",
    "question": "What now?",
    "answer_a": "Run",
    "answer_b": "Ask an adult",
    "answer_c": "Hide",
    "answer_d": "",
    "explanation": "Adults can help.",
}
HR = {**ROW, "lang": "hr", "question": "Što sad?"}
BS = {**ROW, "lang": "bs", "question": "Šta sad?"}


@pytest.fixture(autouse=True)
def topics(db: None) -> None:
    for code in ("PRIV", "PWD"):
        Topic.objects.create(code=code)


def bring(*rows: Mapping[str, str], by: str | None = "x", key: str = "one") -> QuestionTextResource:
    """Import rows about one question."""
    dataset = Dataset(*([{**row, "id": key}[c] for c in COLUMNS] for row in rows), headers=COLUMNS)
    resource = QuestionTextResource(by=person(by) if by else None)
    found = resource.import_data(dataset, use_transactions=True, raise_errors=True)
    assert not found.has_validation_errors()
    return resource


def answers(*languages: str) -> list[int | None]:
    """Which wording of the source each language answers."""
    question = Question.objects.get(key="one")
    return [text_of(question, language).source_version for language in languages]


@in_one_world("rows", [(HR, ROW, BS), (ROW, HR, BS), (BS, HR, ROW)])
def test_translations_answer_the_source_beside_them_in_any_order(
    rows: tuple[Mapping[str, str], ...],
) -> None:
    bring(*rows)
    assert answers("en", "hr", "bs") == [None, 1, 1]
    bring(*({**row, "explanation": f"Anew in {row['lang']}."} for row in rows))
    assert answers("en", "hr", "bs") == [None, 2, 2]


def test_a_translation_alone_answers_the_source_that_is_there() -> None:
    bring(ROW)
    bring({**ROW, "question": "And now?"})
    bring(HR)
    assert answers("hr") == [2]


def test_a_translation_whose_words_stay_does_not_answer_a_newer_source() -> None:
    bring(ROW, HR)
    bring({**ROW, "question": "And now?"})
    changed = {"topic": "PWD"}
    bring({**HR, **changed}, {**ROW, **changed, "question": "And now?"})
    assert answers("hr") == [1]


@in_one_world(
    ("rows", "source"),
    [((HR, ROW), "en"), ((HR, BS), "hr"), ((BS,), "bs")],
    ids=["English", "the first", "the only one"],
)
def test_a_new_question_is_written_in_english_or_else_in_its_first_row(
    rows: tuple[Mapping[str, str], ...], source: str
) -> None:
    bring(*rows)
    assert Question.objects.get().source == source
    bring(ROW)
    assert Question.objects.get().source == source


def test_who_brings_a_sheet_does_not_review_it() -> None:
    bring(ROW)
    question = Question.objects.get()
    hand_in(question, "editor")
    with pytest.raises(exceptions.OwnWork):
        read(question, "x")
    assert read(question, "content")


@in_one_world(
    ("changes", "draft"),
    [
        ({"topic": "PWD"}, {"en"}),
        ({"sensitive": "1"}, {"en"}),
        ({"right": "c"}, {"en", "bs"}),
    ],
    ids=["topic", "sensitive", "right answer"],
)
def test_a_sheet_that_changes_what_a_question_is_voids_the_same_reviews_as_its_page(
    changes: dict[str, str], draft: set[str]
) -> None:
    question = translated(approved())
    texts = QuestionText.objects.values_list("pk", "stem", "explanation")
    row = {**ROW, "difficulty": "easy", **changes}
    rows = [
        {**row, "lang": "en", "question": ASKED.stem, "explanation": ASKED.explanation},
        {**row, "lang": "bs", "question": PITANO.stem, "explanation": PITANO.explanation},
    ]
    for one, words in zip(rows, (ASKED, PITANO), strict=True):
        one |= {f"answer_{letter}": said for letter, said in words.choices.items()}
    before = set(texts)
    bring(*rows)
    assert set(texts.all()) == before
    assert {code for code in ("en", "bs") if state_of(question, code) == "draft"} == draft
    assert Review.objects.get(act="changed").by == person("x")
    assert person("x").pk in hands_of(text_of(question))


def test_a_sheet_leaves_a_question_retired() -> None:
    bring(ROW)
    question = Question.objects.get()
    resource = QuestionTextResource(by=person("x"))
    row = {**ROW, "id": "one", "topic": "PWD"}
    resource.before_import(Dataset([row[c] for c in COLUMNS], headers=COLUMNS))
    retire(question, comment="Old.", by=person("editor"), at=timezone.now())
    resource.import_row(row, None, row_number=1)
    question.refresh_from_db()
    assert (question.topic_id, question.retired_at is None) == ("PWD", False)


def test_the_choices_of_a_whole_sheet_change_together() -> None:
    bring(ROW, HR)
    bring(*({**row, "answer_d": "Cry"} for row in (HR, ROW)))
    question = Question.objects.get()
    assert {one.letters for one in question.texts.all()} == {"abcd"}
    assert text_of(question, "hr").wordings.count() == 2


def test_a_text_that_changed_since_the_sheet_was_filled_in_is_overruled_and_kept() -> None:
    bring(ROW)
    question = Question.objects.get()
    write(question, "en", another(ASKED, stem="By hand?"), "editor")
    bring(ROW)
    kept = text_of(question).wordings.values_list("stem", flat=True)
    assert list(kept) == ["What now?", "By hand?", "What now?"]
