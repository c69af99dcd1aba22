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
from quizbank.exchange.completing import Missing
from quizbank.exchange.files import export, written
from quizbank.exchange.sheet_run import ImportPreview
from quizbank.exchange.taking_over import as_sheet, preview
from quizbank.formats import xliff
from quizbank.formats.catalogue import FORMATS, unheld
from quizbank.formats.item import FileQuestion, FileText
from quizbank.models import Question, QuestionText, Topic
from quizbank.rules.text_units import TextWords
from tests import cast, reprint
from tests.cells import in_one_world
from tests.quizbank.formats.cast import bank, languages
from tests.quizbank.pictured import keep_fixture_pictures

pytestmark = pytest.mark.django_db

ENGLISH = Missing(language="en")


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


def changed(item: FileQuestion, letter: str, choice: str) -> FileQuestion:
    """The item with another English choice."""
    words = item.texts["en"].words
    text = FileText(replace(words, choices={**words.choices, letter: choice}))
    return replace(item, texts={**item.texts, "en": text})


def read(name: str, item: FileQuestion, *, store: bool = True) -> ImportPreview:
    """What comes of a file with one item, in English where a format knows no other."""
    content = written(FORMATS[name], [item], ["en"])
    return preview(FORMATS[name], content, missing=ENGLISH, store=store)


def states() -> dict[str, str]:
    return dict(QuestionText.objects.values_list("language", "state"))


def stored_question(item: FileQuestion) -> Question:
    """As the product stores one of a file."""
    words = {code: asdict(text.words) for code, text in item.texts.items()}
    texts = {code: {**said, "question": said["stem"]} for code, said in words.items()}
    data = {**asdict(item), "texts": texts}
    return store_question(data, languages=(), demonstration=True, at=timezone.now())


@pytest.fixture
def youngest(db: None) -> list[FileQuestion]:
    """Every fourth demonstration question of the youngest, stored and approved: all kinds."""
    found = [item for item in bank() if item.division == "9-11"][::4]
    assert {item.kind for item in found} == {"single", "multi", "sort", "order", "spots"}
    keep_fixture_pictures()
    Topic.objects.bulk_create(Topic(code=code) for code in {item.topic for item in found})
    reprint.again("youngest", lambda: [stored_question(item) for item in found])
    QuestionText.objects.update(state="approved")
    return found


def codes_of(name: str) -> list[str]:
    """The languages a file of a format can hold."""
    return ["en"] if FORMATS[name].languages == "one" else languages(bank())


def holdable(name: str, items: list[FileQuestion]) -> list[FileQuestion]:
    """Those that a format has a place for."""
    return [item for item in items if unheld(item, FORMATS[name]) is None]


def test_the_whole_bank_comes_back_from_a_sheet(db: None) -> None:
    call_command("load_questions", verbosity=0)
    content = export(FORMATS["sheet"], codes=languages(bank())).content
    found = preview(FORMATS["sheet"], content, store=True)
    assert (found.new, found.changed, found.faults) == ([], [], [])
    assert found.unchanged == sum(len(item.texts) for item in bank())


@in_one_world("name", [name for name in FORMATS if name != "xliff"])
def test_an_exported_file_changes_nothing_when_it_is_read_again(
    name: str, youngest: list[FileQuestion]
) -> None:
    file = export(FORMATS[name], codes=codes_of(name))
    found = preview(FORMATS[name], file.content, missing=ENGLISH, store=True)
    assert (found.new, found.changed, found.faults, found.notes) == ([], [], [], [])
    assert found.unchanged == len(holdable(name, youngest)) * len(codes_of(name))
    assert set(states().values()) == {"approved"}


@in_one_world("name", ["sheet", "moodle", "gift", "qti21", "qti30"])
def test_a_bank_is_built_again_from_one_file(name: str, youngest: list[FileQuestion]) -> None:
    codes = codes_of(name)
    content = export(FORMATS[name], codes=codes).content
    Question.objects.all().delete()
    found = preview(FORMATS[name], content, store=True)
    there = holdable(name, youngest)
    assert (len(found.new), found.faults) == (len(there) * len(codes), [])
    items = [replace(item, texts={c: item.texts[c] for c in codes}) for item in there]
    assert [as_item(question) for question in with_texts()] == items
    assert set(states().values()) == {"draft"}


@in_one_world("name", ["kahoot", "quizizz", "moodle", "gift", "aiken", "qti30"])
def test_a_new_wording_of_a_choice_waits_for_review(name: str, stored: Question) -> None:
    found = read(name, changed(as_item(stored), "b", "Another one"))
    [line] = found.changed
    assert (line.id, line.language, line.columns) == ("old-one", "en", ["answer_b"])
    assert as_item(with_texts().get()).texts["en"].words.choices["b"] == "Another one"
    assert set(states().values()) == {"draft"}, "translations answer another source now"


@in_one_world("name", ["kahoot", "moodle", "gift", "aiken", "qti21"])
def test_a_preview_stores_nothing(name: str, stored: Question) -> None:
    found = read(name, replace(as_item(stored), right="b"), store=False)
    assert [line.columns for line in found.changed] == [["right"]]
    assert set(states().values()) == {"approved"}


@in_one_world("name", ["kahoot", "quizizz", "moodle", "gift", "aiken", "qti21"])
def test_the_key_of_a_published_paper_stays(name: str) -> None:
    cast.make_paper("official", 1)
    question = with_texts().get()
    [fault] = read(name, replace(as_item(question), right="b")).faults
    assert (fault.where, "published paper" in str(fault)) == ("right", True)
    assert as_item(with_texts().get()).right == "a"


def test_one_fault_keeps_everything_out(stored: Question) -> None:
    item = as_item(stored)
    bad = replace(changed(item, "a", "x" * 76), id="bad")
    content = written(FORMATS["moodle"], [replace(item, id="good"), bad], ["en"])
    found = preview(FORMATS["moodle"], content, store=True)
    assert [(fault.place, fault.where) for fault in found.faults] == [("question 2", "answer_a")]
    assert Question.objects.count() == 1


def test_a_question_stands_in_a_file_once(stored: Question) -> None:
    content = written(FORMATS["gift"], [as_item(stored)], ["en"])
    [fault] = preview(FORMATS["gift"], content + b"\n" + content).faults
    assert str(fault).startswith("line 11, identifier: line 2 has the same question in this lang")


def test_the_languages_of_a_file_agree(stored: Question) -> None:
    item = as_item(stored)
    files = [
        written(FORMATS["gift"], [one], [code])
        for one, code in ((item, "en"), (replace(item, right="b"), "hr"))
    ]
    [fault] = preview(FORMATS["gift"], b"\n".join(files)).faults
    assert str(fault) == "line 11, right: line 2 says “a” about this question. Write the same."


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


def test_a_sheet_takes_what_another_format_cannot_say(stored: Question) -> None:
    content = b"What now?\nA. Run\nB. Ask\nC. Hide\nANSWER: B\n"
    missing = Missing("en", "12-13", "PRIV", "easy")
    sheet = as_sheet(FORMATS["aiken"], content, missing=missing)
    found = preview(FORMATS["sheet"], sheet)
    assert found.faults == []
    assert [line.lacks_explanation for line in found.new] == [True]


def test_new_questions_take_what_is_said_for_all(stored: Question) -> None:
    content = b"// [id:q-9]\nWhat now?{=Ask ~Run ~Hide ####It helps.}"
    missing = Missing("en", "12-13", "PRIV", "easy")
    found = preview(FORMATS["gift"], content, missing=missing, store=True)
    assert ([line.id for line in found.new], found.faults) == (["q-9"], [])
    new = Question.objects.get(key="q-9")
    assert (new.division_code, new.topic_id, new.difficulty) == ("12-13", "PRIV", "easy")


@in_one_world("size", [1, 8])
def test_a_preview_asks_equally_often_for_any_number(size: int) -> None:
    for number in range(size):
        cast.make_question(f"q-{number}")
    items = [as_item(question) for question in with_texts()]
    content = written(FORMATS["moodle"], items, ["en", "hr"])
    with CaptureQueriesContext(connection) as asked:
        found = preview(FORMATS["moodle"], content)
    assert found.unchanged == 2 * size
    # the library sets a savepoint for each row
    assert sum(query["sql"].startswith("SELECT") for query in asked) == 9


def run(command: str, *args: object, **options: object) -> tuple[str, str]:
    """What a command says, and what it complains about."""
    out, err = StringIO(), StringIO()
    call_command(command, *map(str, args), stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def test_the_commands_carry_a_bank_over(tmp_path: Path, stored: Question) -> None:
    path = tmp_path / "bank.xml"
    assert run("export_questions", path, format="moodle") == ("1 questions\n", "")
    stored.delete()
    out, _err = run("import_questions", path, format="moodle")
    assert "new: old-one (en), question 1" in out
    assert "5 new, 0 changed, 0 unchanged, 0 refused\nNothing is stored yet" in out
    assert not Question.objects.exists()
    out, _err = run("import_questions", path, format="moodle", confirm=True)
    assert out.endswith("Stored.\n")
    assert Question.objects.get().key == "old-one"


def test_the_commands_say_first_what_a_format_cannot_hold(tmp_path: Path, stored: Question) -> None:
    path = tmp_path / "bank.txt"
    _out, err = run("export_questions", path, format="aiken", language=["en"])
    assert err.startswith("Aiken cannot hold: identifier, language, division, topic")
    out, _err = run("import_questions", path, format="aiken", language="en")
    assert out.startswith("Aiken cannot hold: identifier, language, division, topic")
    assert "0 new, 0 changed, 1 unchanged" in out


def test_a_missing_translation_is_named(tmp_path: Path, stored: Question) -> None:
    stored.texts.filter(language="hr").delete()
    cast.make_question("new-one")
    out, err = run("export_questions", tmp_path / "q.txt", format="gift", language=["hr"])
    told = "GIFT cannot hold: pictures.\nold-one: no finished text in hr, left out\n"
    assert (out, err) == ("1 questions\n", told)


WRONG = {
    "two languages": ("export_questions", {"format": "gift", "language": ["en", "hr"]}, "in one"),
    "an unknown one": (
        "export_questions",
        {"format": "gift", "language": ["xx"]},
        "language xx",
    ),
    "no question": (
        "export_questions",
        {"format": "gift", "language": ["en"], "division": "9-11"},
        "There is no question to write",
    ),
    "no folder": ("export_questions", {"format": "moodle"}, "cannot be written"),
    "no file": ("import_questions", {"format": "moodle"}, "No such file"),
    "no language": ("import_questions", {"format": "kahoot"}, "does not say the --language"),
}


@pytest.mark.parametrize(("command", "options", "text"), WRONG.values(), ids=WRONG)
def test_a_command_that_cannot_be_done_says_why(
    command: str, options: dict[str, object], text: str, tmp_path: Path, stored: Question
) -> None:
    with pytest.raises(CommandError, match=text):
        run(command, tmp_path / "nowhere" / "q", **options)


def test_faults_end_the_command_and_a_sheet_helps(tmp_path: Path, stored: Question) -> None:
    Topic.objects.get_or_create(code="ACC")
    path, sheet = tmp_path / "q.txt", tmp_path / "q.xlsx"
    path.write_bytes(b"What now?{=Ask ~Run ~" + b"x" * 80 + b"}")
    options = {"language": "en", "division": "12-13", "topic": "ACC", "difficulty": "easy"}
    with pytest.raises(CommandError, match="1 faults, nothing is stored"):
        run("import_questions", path, format="gift", confirm=True, as_sheet=sheet, **options)
    with pytest.raises(CommandError, match="1 faults"):
        run("import_questions", sheet, format="sheet")
    assert Question.objects.count() == 1
