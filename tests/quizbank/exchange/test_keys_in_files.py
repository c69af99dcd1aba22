"""Right answers leave in files with whoever leads every edition, and with nobody else."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from base.models import User
from competition.models import Edition
from quizbank.exchange.files import kind
from quizbank.exchange.permissions import may_take_keys
from quizbank.formats.catalogue import FORMATS
from quizbank.models import Question, QuestionText
from schools.models import Country
from tests import cast
from tests.jobs import do_jobs
from tests.quizbank.made_kinds import every_kind

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
PAGE = "/en/staff/questions/files/"
WHY = "Because of old-one."


@pytest.fixture
def stored(db: None) -> Question:
    """A question of the bank, approved in five languages; its key is a."""
    question = cast.make_question("old-one")
    question.texts.update(state="approved")
    return question


@pytest.fixture
def croatia(stored: Question) -> Country:
    """Its languages are Croatian and English."""
    country = cast.make_country("HR")
    Country.objects.filter(pk="HR").update(languages=["hr"])
    return country


@pytest.fixture(params=["translator", "reviewer"])
def helper(request: pytest.FixtureRequest, client: Client, croatia: Country) -> User:
    """Works on questions and leads no edition; has logged in."""
    user = cast.make_staff(request.param, country=croatia)
    client.force_login(user)
    return user


def taken(client: Client, name: str, **asked: Any) -> Any:  # noqa: ANN401 - Django's test response
    """What comes of asking for a file."""
    return client.get(f"{PAGE}{name}/export/file/", asked)


def rows_of(content: bytes) -> list[dict[str, Any]]:
    """The rows of a workbook by the names of its columns."""
    first, *others = load_workbook(BytesIO(content)).worksheets[0].iter_rows(values_only=True)
    return [dict(zip(map(str, first), row, strict=True)) for row in others]


def test_a_sheet_of_helpers_has_no_key(client: Client, helper: User) -> None:
    [row] = rows_of(taken(client, "sheet", language=["hr"]).content)
    assert "right" not in row
    assert (row["id"], row["lang"], row["answer_a"]) == ("old-one", "hr", "old-one a")


def test_who_only_reviews_gets_no_explanation_either(client: Client, helper: User) -> None:
    sheet = taken(client, "sheet", language=["hr"]).content
    xliff = taken(client, "xliff", source="en", language="hr").text
    tells = (WHY in str(rows_of(sheet)), WHY in xliff)
    assert tells == ((False, False) if "reviewer" in helper.email else (True, True))
    assert "What about old-one?" in xliff


def test_a_translation_file_of_helpers_marks_no_choice(client: Client, helper: User) -> None:
    text = taken(client, "xliff", source="en", language="hr").text
    assert "old-one a" in text
    assert ("right choice" in text, "wrong choice" in text) == (False, False)


def test_keys_and_notes_of_all_kinds_stay_where_those_of_one_choice_do(
    client: Client, helper: User
) -> None:
    keys = {question.key: question.right for question in every_kind()}
    QuestionText.objects.update(state="approved")
    rows = rows_of(taken(client, "sheet", language=["en"]).content)
    assert keys.keys() <= {row["id"] for row in rows}
    assert not any("right" in row for row in rows)
    only_reviews = "reviewer" in helper.email
    assert any(row.get("note_a") for row in rows) == (not only_reviews)
    text = taken(client, "xliff", source="en", language="hr").text
    assert ("Look at its owner." in text) == (not only_reviews)


def test_only_languages_one_works_in_are_offered_and_taken(client: Client, helper: User) -> None:
    page = client.get(f"{PAGE}sheet/export/")
    assert [code for code, _name in page.context["form"].fields["language"].choices] == ["hr", "en"]
    assert taken(client, "sheet", language=["hr", "bs"]).status_code == 302


def test_a_coordinator_takes_keys_along(client: Client, stored: Question) -> None:
    client.force_login(cast.make_staff("coordinator"))
    [row] = rows_of(taken(client, "sheet", language=["hr"]).content)
    assert (row["right"], row["explanation"]) == ("a", WHY)


def test_an_organizer_needs_all_editions_that_are_not_archived(croatia: Country) -> None:
    user = cast.make_staff("organizer", country=croatia)
    assert not may_take_keys(user)
    own = Edition.objects.create(slug="own", year=2027)
    own.countries.add(croatia)
    assert may_take_keys(user)
    cast.make_edition(cast.make_country("BA"), slug="of-others")
    assert not may_take_keys(user)
    Edition.objects.filter(slug="of-others").update(state=Edition.State.ARCHIVED)
    assert may_take_keys(user)


# ---------------------------------------------------------------- and back


def upload(client: Client, name: str, content: bytes, **about: str) -> Any:  # noqa: ANN401
    """The preview of a file, or the form with what is wrong."""
    data = {"file": SimpleUploadedFile(f"q.{FORMATS[name].suffix}", content), **about}
    return client.post(f"{PAGE}{name}/import/", data, follow=True)


def changed(content: bytes, **cells: str) -> bytes:
    """A sheet with other cells in every row."""
    data = kind("xlsx").create_dataset(content)
    rows = [{**row, **cells} for row in data.dict]
    data.dict = rows
    made: bytes = kind("xlsx").export_data(data)
    return made


@pytest.mark.parametrize("role", ["translator", "editor"])
def test_a_sheet_without_keys_comes_back_and_leaves_them(
    role: str, client: Client, croatia: Country, stored: Question
) -> None:
    Question.objects.update(right="c")
    client.force_login(cast.make_staff(role, country=croatia))
    sheet = taken(client, "sheet", language=["hr"]).content
    page = upload(client, "sheet", changed(sheet, question="Što sad?"))
    found = page.context["preview"]
    assert ([line.columns for line in found.changed], found.faults) == (["question"], [])
    path = f"{page.request['PATH_INFO']}confirm/"
    client.post(path, {"seen": found.seen, "take": ["old-one hr"]})
    do_jobs()
    stored.refresh_from_db()
    assert stored.right == "c"
    assert QuestionText.objects.get(language="hr").stem == "Što sad?"


def test_an_empty_cell_leaves_the_key(client: Client, croatia: Country, stored: Question) -> None:
    client.force_login(cast.make_staff("coordinator"))
    sheet = taken(client, "sheet", language=["hr"]).content
    client.force_login(cast.make_staff("editor", country=croatia))
    page = upload(client, "sheet", changed(sheet, right="", question="Što sad?"))
    assert page.context["preview"].faults == []
    assert [line.columns for line in page.context["preview"].changed] == ["question"]


def test_a_new_question_without_a_key_is_refused(client: Client, croatia: Country) -> None:
    client.force_login(cast.make_staff("editor", country=croatia))
    sheet = taken(client, "sheet", language=["en"]).content
    page = upload(client, "sheet", changed(sheet, id="new-one"))
    assert [fault.where for fault in page.context["preview"].faults] == ["right choice"]


def test_a_translator_learns_no_key_by_guessing_it(client: Client, croatia: Country) -> None:
    client.force_login(cast.make_staff("coordinator"))
    sheet = taken(client, "sheet", language=["hr"]).content
    client.force_login(cast.make_staff("translator", country=croatia))
    for guess in "abc":
        page = upload(client, "sheet", changed(sheet, right=guess))
        found = page.context["preview"]
        assert (found.unchanged, found.changed, found.faults) == (1, [], []), guess
        assert [note.text for note in found.notes] == [
            "Right answers are not read from your file: only editors set them."
        ], guess


def test_a_sheet_to_mend_says_no_key_that_the_file_did_not_say(
    client: Client, croatia: Country
) -> None:
    translator = cast.make_staff("translator", country=croatia)
    client.force_login(translator)
    xliff = taken(client, "xliff", source="en", language="hr").content
    xliff = xliff.replace(b"</target>", b"x" * 700 + b"</target>")
    for user, key in ((translator, None), (cast.make_staff("coordinator"), "a")):
        client.force_login(user)
        page = upload(client, "xliff", xliff)
        content = client.get(f"{PAGE}{page.context['upload'].pk}/sheet/").content
        assert [row["right"] for row in rows_of(content)] == [key], user
