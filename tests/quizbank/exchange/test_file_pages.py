"""Questions go out as files and come in from files: pages, rights, what is kept and recorded."""

from __future__ import annotations

from typing import Any

import pytest
from auditlog.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tablib import Dataset

from base.models import Upload, User
from quizbank.exchange.files import export, kind
from quizbank.exchange.sheet import COLUMNS
from quizbank.exchange.taking_over import preview
from quizbank.formats.catalogue import FORMATS
from quizbank.models import Question, QuestionText, Topic, Wording
from schools.models import Country
from tests import cast
from tests.cells import in_one_world
from tests.jobs import do_jobs
from tests.quizbank.formats.odd_files import ODD

pytestmark = pytest.mark.django_db
PAGE = "/en/staff/questions/files/"
ROW = {
    "id": "q-9",
    "lang": "en",
    "division": "12-13",
    "topic": "PRIV",
    "difficulty": "easy",
    "kind": "single",
    "right": "a",
    "sensitive": "0",
    "question": "What now?",
    "answer_a": "Ask",
    "answer_b": "Run",
    "answer_c": "Hide",
    "answer_d": "",
    "explanation": "It helps.",
}


@pytest.fixture
def stored(db: None) -> Question:
    """A question of the bank, approved in five languages; its key is a."""
    question = cast.make_question("old-one")
    question.texts.update(state="approved")
    return question


@pytest.fixture
def editor(client: Client, country: Country, stored: Question) -> User:
    """Writes in all five languages; has logged in."""
    user = cast.make_staff("editor", country=country)
    client.force_login(user)
    return user


@pytest.fixture
def leader(client: Client, stored: Question) -> User:
    """A coordinator: right answers may leave with them; has logged in."""
    user = cast.make_staff("coordinator")
    client.force_login(user)
    return user


@pytest.fixture
def translator(client: Client, stored: Question) -> User:
    """Translates into Croatian and English only; has logged in."""
    country = cast.make_country("HR")
    Country.objects.update(languages=["hr"])
    user = cast.make_staff("translator", country=country)
    client.force_login(user)
    return user


def sheet_of(*rows: dict[str, str]) -> bytes:
    """Rows with the columns of every sheet, in CSV."""
    return "\n".join(
        ",".join(cells) for cells in (rows[0], *(row.values() for row in rows))
    ).encode()


NEW = sheet_of(ROW)


def upload(client: Client, name: str, content: bytes) -> Any:  # noqa: ANN401 - Django's test response
    """The page that follows: the preview, or the form with what is wrong."""
    data = {"file": SimpleUploadedFile(f"q.{FORMATS[name].suffix}", content)}
    return client.post(f"{PAGE}{name}/import/", data, follow=True)


def confirm(client: Client, page: Any) -> Any:  # noqa: ANN401
    """The page after storing all that a preview showed."""
    found = page.context["preview"]
    return confirm_texts(client, page, *(line.name for line in (*found.new, *found.changed)))


def confirm_texts(client: Client, page: Any, *take: str) -> Any:  # noqa: ANN401
    """The page after storing the texts of these names, or the refusal to do so."""
    answer = ask_for(client, page, *take)
    do_jobs()
    return client.get(answer["Location"], follow=True) if "Location" in answer else answer


def ask_for(client: Client, page: Any, *take: str) -> Any:  # noqa: ANN401
    """The answer to the confirmation of what a preview showed."""
    path = f"{page.request['PATH_INFO']}confirm/"
    return client.post(path, {"seen": page.context["preview"].seen, "take": take})


def sheet(*changes: tuple[str, str, str]) -> bytes:
    """The stored question as our sheet in CSV: of a language, a column, what stands there now."""
    content = export(FORMATS["sheet"], codes=cast.LANGUAGES).content
    table = [dict(row) for row in kind("xlsx").create_dataset(content).dict]
    for language, column, value in changes:
        next(row for row in table if row["lang"] == language)[column] = value
    return written(table)


def written(table: list[dict[str, str]]) -> bytes:
    """A sheet of these rows."""
    rows = (tuple(row[name] for name in COLUMNS) for row in table)
    content: bytes = kind("xlsx").export_data(Dataset(*rows, headers=COLUMNS))
    return content


# ---------------------------------------------------------------- out


def test_a_file_is_taken_along_and_changes_nothing_when_it_comes_back(
    client: Client, leader: User
) -> None:
    asked = {"language": "hr", "source": "en"}
    for name, format_ in FORMATS.items():
        page = client.get(f"{PAGE}{name}/export/", asked).text
        assert "1 question is in the file" in page, name
        file = client.get(f"{PAGE}{name}/export/file/", asked)
        assert f'"questions-{name}-' in file["Content-Disposition"]
        assert file["Content-Disposition"].removesuffix('"').endswith(f".{format_.suffix}"), name
        found = preview(format_, file.content)
        assert (found.new, found.changed, found.faults, found.unchanged) == ([], [], [], 1), name


def test_nothing_is_no_file(client: Client, leader: User) -> None:
    asked = {"language": "hr", "division": "9-11"}
    page = client.get(f"{PAGE}sheet/export/", asked)
    assert ("0 questions are in the file" in page.text, "Download" in page.text) == (True, False)
    assert client.get(f"{PAGE}sheet/export/file/", asked).status_code == 404


def test_who_took_questions_along_is_on_record(client: Client, leader: User) -> None:
    client.get(f"{PAGE}sheet/export/file/", {"language": "hr"})
    entry = LogEntry.objects.latest("pk")
    assert (entry.actor, entry.action) == (leader, LogEntry.Action.ACCESS)
    assert entry.additional_data["file"].startswith("questions-sheet-hr-")


# ---------------------------------------------------------------- in


def test_a_file_is_stored_as_its_preview_promised(client: Client, editor: User) -> None:
    page = upload(client, "sheet", NEW)
    [line] = page.context["preview"].new
    assert (line.id, line.language) == ("q-9", "English")
    assert not Question.objects.filter(key="q-9").exists()
    assert "New texts: 1, changed texts: 0" in confirm(client, page).text
    assert Wording.objects.get(text__question__key="q-9").by == editor


def test_a_changed_text_names_its_columns_and_is_a_draft(client: Client, editor: User) -> None:
    page = upload(client, "sheet", sheet(("hr", "answer_b", "Drugo"), ("hr", "question", "Što?")))
    [line] = page.context["preview"].changed
    assert (line.place, line.language, line.columns) == ("row 4", "Hrvatski", "question, choice b")
    confirm(client, page)
    states = dict(QuestionText.objects.values_list("language", "state"))
    assert (states["hr"], states["bs"]) == ("draft", "approved")


def test_an_odd_file_gets_a_page_with_what_is_wrong(client: Client, editor: User) -> None:
    """What is said of each stands in the tests of formats; here is every fourth."""
    for odd in list(ODD)[::4]:
        name, content, _text = ODD[odd]
        Upload.objects.all().delete()
        page = upload(client, name, content)
        assert page.status_code == 200, odd
        if "preview" in page.context:
            assert page.context["preview"].faults, odd
            assert "Store what is ticked" not in page.text, odd
            assert "nothing is stored" in confirm(client, page).text, odd
        else:
            assert 'class="field-error"' in page.text, odd
            assert not Upload.objects.exists(), odd
        assert QuestionText.objects.count() == 5, odd


CHANGES = {
    "other words": {"explanation": "Another reason."},
    "an approval taken back": {"state": "draft"},
}


@in_one_world("change", CHANGES.values(), ids=CHANGES)
def test_a_bank_that_has_changed_since_the_preview_is_shown_again(
    change: dict[str, str], client: Client, editor: User, stored: Question
) -> None:
    page = upload(client, "sheet", sheet(("hr", "question", "Što?")))
    stored.texts.filter(language="en").update(**change)
    again = confirm(client, page)
    assert "Something changed since you looked." in again.text
    assert stored.texts.get(language="hr").stem == "What about old-one?"
    assert "changed texts: " in confirm(client, again).text


def test_what_is_in_the_bank_already_is_not_stored_again(client: Client, editor: User) -> None:
    page = upload(client, "sheet", sheet())
    assert "There is nothing to store" in page.text
    assert page.context["preview"].unchanged == 5


REFUSED = {
    "no file": (None, "Choose a file first."),
    "an empty one": (b"", "This file is empty."),
    "a huge one": (b"x" * (15 * 1024 * 1024 + 1), "larger than 15 megabytes"),
}


def test_what_cannot_be_taken_is_said_at_its_field(client: Client, editor: User) -> None:
    for refused, (content, text) in REFUSED.items():
        data = {} if content is None else {"file": SimpleUploadedFile("q.csv", content)}
        page = client.post(f"{PAGE}sheet/import/", data)
        assert text in page.text, refused
        assert not Upload.objects.exists(), refused


@in_one_world("size", [1, 6])
def test_a_preview_page_asks_equally_often_for_any_number(
    size: int, client: Client, editor: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(size):
        cast.make_question(f"q-{number}")
    page = upload(client, "sheet", export(FORMATS["sheet"], codes=["en", "hr"]).content)
    # beside those, the library sets and frees a savepoint for each row
    with django_assert_num_queries(26 + 4 * (size + 1)):
        client.get(page.request["PATH_INFO"])


# ---------------------------------------------------------------- by whom


def test_a_translator_imports_translations(client: Client, translator: User) -> None:
    page = upload(client, "sheet", sheet(("hr", "question", "Što sad?")))
    assert "changed texts: 1" in confirm(client, page).text
    text = QuestionText.objects.get(language="hr")
    assert (text.stem, text.state) == ("Što sad?", "draft")


BEYOND = {
    "another language": (("bs", "question", "Šta?"), "You do not write in this language"),
    "the source": (("en", "question", "What?"), "Only editors change the text from which"),
    "another topic": (("hr", "topic", "PWD"), "Only editors change this"),
    "a new question": (("hr", "id", "new-one"), "Only editors begin a question"),
}


def test_a_translator_cannot_import_more(client: Client, translator: User) -> None:
    Topic.objects.create(code="PWD")
    for beyond, ((language, column, value), text) in BEYOND.items():
        languages = cast.LANGUAGES if column == "topic" else [language]
        page = upload(client, "sheet", sheet(*((one, column, value) for one in languages)))
        faults = " ".join(fault.text for fault in page.context["preview"].faults)
        assert text in faults, beyond
        confirm(client, page)
        assert list(Question.objects.values_list("key", "right", "topic_id")) == [
            ("old-one", "a", "PRIV")
        ], beyond
        stems = set(QuestionText.objects.values_list("stem", flat=True))
        assert stems == {"What about old-one?"}, beyond


def test_a_reviewer_takes_questions_along_and_brings_none(
    client: Client, country: Country, stored: Question
) -> None:
    client.force_login(cast.make_staff("reviewer", country=country))
    page = client.get(PAGE)
    assert (page.status_code, "/import/" in page.text) == (200, False)
    assert client.get(f"{PAGE}sheet/import/").status_code == 404
