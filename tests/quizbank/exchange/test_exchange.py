"""Export and import through the bank: by the commands, all or nothing, papers as they were."""

from __future__ import annotations

from dataclasses import asdict, replace
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from quizbank.bank.actions.beginning import store_question
from quizbank.exchange.bank_items import as_item, with_texts
from quizbank.exchange.files import export
from quizbank.exchange.taking_over import preview
from quizbank.formats import xliff
from quizbank.formats.catalogue import FORMATS
from quizbank.formats.item import FileQuestion, FileText
from quizbank.models import Question, QuestionText, Topic
from quizbank.rules.text_units import TextWords
from tests import cast, reprint
from tests.cells import in_one_world
from tests.quizbank.formats.cast import bank, languages
from tests.quizbank.pictured import keep_fixture_pictures

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english() -> object:
    with translation.override("en"):
        yield


@pytest.fixture
def stored() -> Question:
    """A question of the bank whose texts a person has approved; its key is a."""
    question = cast.make_question("old-one")
    question.texts.update(state="approved")
    return question


def states() -> dict[str, str]:
    return dict(QuestionText.objects.values_list("language", "state"))


def stored_question(item: FileQuestion) -> Question:
    """As the product stores one of a file."""
    words = {code: asdict(text.words) for code, text in item.texts.items()}
    texts = {code: {**said, "question": said["stem"]} for code, said in words.items()}
    data = {**asdict(item), "texts": texts}
    return store_question(data, languages=(), at=timezone.now())


@pytest.fixture
def youngest(db: None) -> list[FileQuestion]:
    """Every fourth question of the youngest, stored and approved: all kinds."""
    found = [item for item in bank() if item.division == "9-11"][::4]
    assert {item.kind for item in found} == {"single", "multi", "sort", "order", "spots"}
    keep_fixture_pictures()
    Topic.objects.bulk_create(Topic(code=code) for code in {item.topic for item in found})
    reprint.again("youngest", lambda: [stored_question(item) for item in found])
    QuestionText.objects.update(state="approved")
    return found


def test_the_whole_bank_comes_back_from_a_sheet(db: None) -> None:
    call_command("load_questions", verbosity=0)
    content = export(FORMATS["sheet"], codes=languages(bank())).content
    found = preview(FORMATS["sheet"], content, store=True)
    assert (found.new, found.changed, found.faults) == ([], [], [])
    assert found.unchanged == sum(len(item.texts) for item in bank())


def test_an_exported_file_changes_nothing_when_it_is_read_again(
    youngest: list[FileQuestion],
) -> None:
    codes = languages(bank())
    found = preview(FORMATS["sheet"], export(FORMATS["sheet"], codes=codes).content, store=True)
    assert (found.new, found.changed, found.faults, found.notes) == ([], [], [], [])
    assert found.unchanged == len(youngest) * len(codes)
    assert set(states().values()) == {"approved"}


def test_a_bank_is_built_again_from_one_file(youngest: list[FileQuestion]) -> None:
    codes = languages(bank())
    content = export(FORMATS["sheet"], codes=codes).content
    Question.objects.all().delete()
    found = preview(FORMATS["sheet"], content, store=True)
    assert (len(found.new), found.faults) == (len(youngest) * len(codes), [])
    assert [as_item(question) for question in with_texts()] == youngest
    assert set(states().values()) == {"draft"}


def translated(stored: Question, code: str, word: str) -> bytes:
    """A translation into a language, as a translator gives it back."""
    item = as_item(stored)
    text = item.texts["en"]
    choices = {letter: f"{word} {letter}" for letter in text.words.choices}
    new = FileText(TextWords(f"{word}?", choices, word))
    return xliff.write([replace(item, texts={"en": text, code: new})], "en", code)


@in_one_world("code", ["sr", "sr-latn", "sr-BA"])
def test_a_translation_comes_back_as_a_draft(code: str, stored: Question) -> None:
    content = translated(stored, code, "превод")
    found = preview(FORMATS["xliff"], content, store=True)
    assert len(found.new) + len(found.changed) == 1
    text = stored.texts.get(language=code)
    assert (text.stem, text.state) == ("превод?", "draft")
    assert states()["en"] == "approved"


def test_a_translation_of_an_older_text_is_refused(stored: Question) -> None:
    content = translated(stored, "hr", "prijevod")
    stored.texts.filter(language="en").update(explanation="Another reason.")
    [fault] = preview(FORMATS["xliff"], content, store=True).faults
    assert str(fault).endswith("The en text has changed since this file was made. Export it again.")


def test_a_translation_of_one_that_is_outdated_itself_is_refused(stored: Question) -> None:
    files = {
        source: export(FORMATS["xliff"], codes=["sr"], source=source).content
        for source in ("en", "hr")
    }
    stored.texts.filter(language="en").update(version=2)
    assert preview(FORMATS["xliff"], files["en"]).faults == []
    [fault] = preview(FORMATS["xliff"], files["hr"]).faults
    assert "The hr text is itself a translation of earlier words." in str(fault)


def test_what_is_not_translated_yet_is_left_alone(stored: Question) -> None:
    file = export(FORMATS["xliff"], codes=["sr-BA"], source="en")
    found = preview(FORMATS["xliff"], file.content, store=True)
    assert [str(note) for note in found.notes] == [
        "file 1 (old-one), target: Nothing is translated yet."
    ]
    assert "sr-BA" not in states()


@in_one_world("size", [1, 8])
def test_a_preview_asks_equally_often_for_any_number(size: int) -> None:
    for number in range(size):
        cast.make_question(f"q-{number}")
    content = export(FORMATS["sheet"], codes=["en", "hr"]).content
    with CaptureQueriesContext(connection) as asked:
        found = preview(FORMATS["sheet"], content)
    assert found.unchanged == 2 * size
    # the library sets a savepoint for each row
    assert sum(query["sql"].startswith("SELECT") for query in asked) == 7


def run(command: str, *args: object, **options: object) -> tuple[str, str]:
    """What a command says, and what it complains about."""
    out, err = StringIO(), StringIO()
    call_command(command, *map(str, args), stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def test_the_commands_carry_a_bank_over(tmp_path: Path, stored: Question) -> None:
    path = tmp_path / "bank.xlsx"
    assert run("export_questions", path, format="sheet") == ("1 questions\n", "")
    stored.delete()
    out, _err = run("import_questions", path, format="sheet")
    assert "new: old-one (en), row 3" in out
    assert "5 new, 0 changed, 0 unchanged, 0 refused\nNothing is stored yet" in out
    assert not Question.objects.exists()
    out, _err = run("import_questions", path, format="sheet", confirm=True)
    assert out.endswith("Stored.\n")
    assert Question.objects.get().key == "old-one"


WRONG = {
    "two languages": ("export_questions", {"format": "xliff", "language": ["en", "hr"]}, "in one"),
    "an unknown one": (
        "export_questions",
        {"format": "sheet", "language": ["xx"]},
        "language xx",
    ),
    "no question": (
        "export_questions",
        {"format": "sheet", "language": ["en"], "division": "9-11"},
        "There is no question to write",
    ),
    "no folder": ("export_questions", {"format": "sheet"}, "cannot be written"),
    "no file": ("import_questions", {"format": "sheet"}, "No such file"),
}


def test_faults_end_the_command(tmp_path: Path, stored: Question) -> None:
    path = tmp_path / "q.xlsx"
    path.write_bytes(b"id,lang\nx,en\n")
    with pytest.raises(CommandError, match="1 faults, nothing is stored"):
        run("import_questions", path, format="sheet", confirm=True)
    assert Question.objects.count() == 1
