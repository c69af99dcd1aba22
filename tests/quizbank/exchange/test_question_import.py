"""Questions as a sheet, through the real admin: preview, confirm, export, and papers that stay."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from django.test import Client

from quizbank.exchange.files import export, kind
from quizbank.exchange.resources import QuestionTextResource
from quizbank.exchange.sheet import COLUMNS, EVERY
from quizbank.formats.catalogue import FORMATS
from quizbank.models import CompiledPaper, Paper, Question, QuestionText, Topic
from schools.models import User
from tests import cast
from tests.cells import in_one_world

ADDRESS = "/en/admin/quizbank/questiontext/"
CSV = "1"
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
BS = {**ROW, "lang": "bs", "question": "Šta sad?"}


@pytest.fixture
def admin(client: Client, superuser: User) -> Client:
    Topic.objects.create(code="PRIV", names={"en": "Privacy"})
    client.force_login(superuser)
    return client


@pytest.fixture
def stored(admin: Client) -> Question:
    """A question of the bank whose texts a person has approved; its key is a."""
    question = cast.make_question("old-one")
    question.texts.update(state="approved")
    return question


def sheet(*rows: Mapping[str, str]) -> str:
    stream = StringIO()
    writer = csv.DictWriter(stream, COLUMNS, delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()


def upload(admin: Client, *rows: Mapping[str, str]) -> str:
    """The preview page."""
    file = SimpleUploadedFile("questions.csv", sheet(*rows).encode("utf-8-sig"))
    page = admin.post(f"{ADDRESS}import/", {"import_file": file, "format": CSV, "resource": "0"})
    admin.preview = page  # type: ignore[attr-defined] # for confirm
    return page.text


def read(admin: Client, *rows: Mapping[str, str]) -> str:
    """The page after the import."""
    upload(admin, *rows)
    form = admin.preview.context["confirm_form"]  # type: ignore[attr-defined]
    return admin.post(f"{ADDRESS}process_import/", form.initial, follow=True).text


def faults(admin: Client, *rows: Mapping[str, str]) -> list[tuple[int, str, str]]:
    """Row of the spreadsheet, column and sentence of all faults of a preview."""
    upload(admin, *rows)
    found = admin.preview.context["result"].invalid_rows  # type: ignore[attr-defined]
    return [
        (row.number + 1, column, text)
        for row in found
        for column, texts in row.error_dict.items()
        for text in texts
    ]


def row_of(question: Question, /, **changes: str) -> dict[str, str]:
    """The English row of a question of the cast."""
    about = {"id": question.key, "difficulty": "medium", "right": "a"}
    letters = {f"answer_{c}": f"{question.key} {c}" for c in "abcd"}
    words = {
        "question": f"What about {question.key}?",
        "explanation": f"Because of {question.key}.",
    }
    return {**ROW, **about, **letters, **words, **changes}


def as_values(row: Model) -> dict[str, object]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_a_question_is_read_with_all_its_languages(admin: Client) -> None:
    said = read(admin, ROW, BS)
    question = Question.objects.get()
    assert (question.key, question.right, question.topic_id) == ("new-one", "b", "PRIV")
    assert question.demonstration is False
    texts = question.texts.order_by("language").values_list("language", "stem", "state")
    assert list(texts) == [("bs", "Šta sad?", "draft"), ("en", "What now?", "draft")]
    assert question.texts.get(language="en").choices == {
        "a": "Run",
        "b": "Ask an adult",
        "c": "Hide",
    }
    assert "2 new, 0 updated" in said


def test_a_preview_stores_nothing(admin: Client) -> None:
    assert "Ask an adult" in upload(admin, ROW)
    assert not Question.objects.exists()


def test_a_variant_of_a_country_is_a_language_of_its_own(admin: Client) -> None:
    read(admin, *({**ROW, "lang": code} for code in ("SR-Latn", "sr-ba", "sr-latn-ba")))
    languages = QuestionText.objects.order_by("language").values_list("language", flat=True)
    assert list(languages) == ["sr-BA", "sr-latn", "sr-latn-BA"]


def test_the_same_sheet_again_leaves_the_review_as_it_is(admin: Client, stored: Question) -> None:
    assert "0 new, 0 updated, 0 deleted and 1 skipped" in read(admin, row_of(stored))
    assert set(stored.texts.values_list("state", flat=True)) == {"approved"}


def test_a_new_wording_has_to_be_reviewed_again(admin: Client, stored: Question) -> None:
    read(admin, row_of(stored, lang="hr", explanation="Drugi razlog."))
    states = stored.texts.order_by("language").values_list("language", "state")
    assert dict(states)["hr"] == "draft"
    assert dict(states)["en"] == "approved"


def test_a_new_wording_of_the_source_sends_every_language_back(
    admin: Client, stored: Question
) -> None:
    read(admin, row_of(stored, explanation="Another reason."))
    assert set(stored.texts.values_list("state", flat=True)) == {"draft"}


def test_another_right_choice_makes_every_language_unreviewed(
    admin: Client, stored: Question
) -> None:
    read(admin, row_of(stored, right="c"))
    stored.refresh_from_db()
    assert (stored.right, stored.demonstration) == ("c", True)
    assert set(stored.texts.values_list("state", flat=True)) == {"draft"}


FAULTS = {
    "no id": ({"id": ""}, "id", "This cell is empty."),
    "an id with accents": ({"id": "čuvaj se"}, "id", "Use only letters without accents"),
    "an unknown language": ({"lang": "de"}, "lang", "There is no “de” here. Write one of: bs"),
    "a date for a division": ({"division": "2026-11-09 00:00:00"}, "division", "Format the column"),
    "an age group of nobody": ({"division": "10-12"}, "division", "Write one of: 9-11, 12-13, 14-"),
    "a zero before an age": ({"division": "09 – 11"}, "division", "no “09 – 11” here. Write one"),
    "an unknown topic": ({"topic": "X"}, "topic", "There is no “X” here. Write one of: PRIV."),
    "an unknown difficulty": ({"difficulty": "so so"}, "difficulty", "easy, medium, hard"),
    "perhaps sensitive": ({"sensitive": "perhaps"}, "sensitive", "Write one of: yes"),
    "a right choice that is none": ({"right": "d"}, "right", "Write one of: a, b, c."),
    "too few answers": ({"answer_c": ""}, "answer_c", "This cell is empty."),
    "a long answer": ({"answer_a": "x" * 76}, "answer_a", "longer than 75 characters"),
    "a long question": ({"question": "x" * 121}, "question", "longer than 120 characters"),
}


@in_one_world(("changes", "column", "text"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_told_with_row_column_and_remedy_and_nothing_is_read(
    changes: dict[str, str], column: str, text: str, admin: Client
) -> None:
    [(number, found, said)] = faults(admin, {**ROW, "id": "fine"}, {**ROW, **changes})
    assert (number, found, text in said) == (3, column, True)
    assert not Question.objects.exists()


def test_rows_of_a_question_have_to_agree(admin: Client) -> None:
    [(number, column, text)] = faults(admin, ROW, {**BS, "right": "a"})
    assert (number, column) == (3, "right")
    assert text == "Row 2 says “b” about this question. Write the same."


def test_rows_that_say_the_same_in_other_spellings_agree(admin: Client) -> None:
    spelt = {"division": "12 – 13", "topic": "priv", "sensitive": "da", "right": " B "}
    read(admin, {**ROW, "sensitive": "yes"}, {**BS, **spelt})
    question = Question.objects.get()
    assert (question.division_code, question.topic_id, question.sensitive) == (
        "12-13",
        "PRIV",
        True,
    )
    assert question.texts.count() == 2


def test_one_language_comes_once(admin: Client) -> None:
    [(number, column, text)] = faults(admin, ROW, ROW)
    assert (number, column, text[:46]) == (
        3,
        "lang",
        "Row 2 has the same question in this language. ",
    )


def test_languages_have_to_have_the_same_choices(admin: Client) -> None:
    assert {text for _, _, text in faults(admin, ROW, {**BS, "answer_d": "Cry"})} == {
        "the languages have different choices"
    }


def test_a_language_in_the_bank_counts_as_well(admin: Client, stored: Question) -> None:
    assert (
        faults(admin, row_of(stored, answer_d=""))[0][2] == "the languages have different choices"
    )


def test_a_blank_row_is_passed_over(admin: Client) -> None:
    assert "1 new" in read(admin, ROW, dict.fromkeys(ROW, ""), dict.fromkeys(ROW, ""))


@pytest.fixture
def paper(admin: Client) -> Paper:
    return cast.make_paper("official", 2)


def test_a_published_paper_is_named_in_the_preview_and_stays(admin: Client, paper: Paper) -> None:
    before = [as_values(row) for row in CompiledPaper.objects.order_by("pk")]
    question = Question.objects.get(key="official-1")
    new = row_of(question, difficulty="easy", question="Another wording?")
    page = upload(admin, new)
    assert "published paper, which stays as it is" in page
    assert "<td>official paper</td>" in page
    read(admin, new)
    assert question.texts.get(language="en").stem == "Another wording?"
    assert [as_values(row) for row in CompiledPaper.objects.order_by("pk")] == before


@in_one_world(
    ("changes", "column"),
    [
        ({"right": "b"}, "right"),
        ({"difficulty": "hard"}, "difficulty"),
        ({"division": "9-11"}, "division"),
        ({"answer_d": ""}, "answer_d"),
    ],
    ids=["key", "difficulty", "division", "letters"],
)
def test_what_a_published_paper_is_scored_from_cannot_change(
    changes: dict[str, str], column: str, admin: Client, paper: Paper
) -> None:
    question = Question.objects.get(key="official-1")
    [(_number, found, text)] = faults(admin, row_of(question, **{"difficulty": "easy", **changes}))
    assert (found, text[:39]) == (column, "This question is in a published paper: ")


def test_an_exported_bank_can_be_read_again(admin: Client, stored: Question) -> None:
    content = export(FORMATS["sheet"], codes=cast.LANGUAGES).content
    rows = [dict(row) for row in kind("xlsx").create_dataset(content).dict]
    assert (list(rows[0]), len(rows)) == (list(COLUMNS), 5)
    assert "0 new, 0 updated, 0 deleted and 5 skipped" in read(admin, *rows)


def test_columns_that_are_missing_are_named(admin: Client) -> None:
    file = SimpleUploadedFile("q.csv", b"id;lang\n1;2")
    page = admin.post(f"{ADDRESS}import/", {"import_file": file, "format": CSV, "resource": "0"})
    assert "These columns are missing: division, topic" in page.text


def test_no_sheet_for_others(client: Client, teacher: User) -> None:
    client.force_login(teacher)
    assert client.get(f"{ADDRESS}import/").status_code == 302
    client.force_login(cast.make_admin("s@example.org"))
    assert client.get(f"{ADDRESS}import/").status_code == 403


def test_the_columns_of_the_resource_are_those_of_the_sheet(db: None) -> None:
    resource = QuestionTextResource()
    assert [field.column_name for field in resource.get_export_fields()] == list(EVERY)
    assert [field.column_name for field in resource.get_user_visible_fields()] == list(COLUMNS)
