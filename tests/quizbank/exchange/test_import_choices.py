"""What of a file is stored: what is ticked, of the questions without fault, each whole or not."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from base import clock
from base.models import User
from quizbank.bank.actions import reviewing
from quizbank.models import Question, QuestionText
from schools.models import Country
from tests import cast
from tests.cells import in_one_world
from tests.quizbank.exchange.test_file_pages import (
    PAGE,
    ROW,
    confirm_texts,
    sheet,
    sheet_of,
    upload,
)
from tests.quizbank.formats.odd_files import workbook

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


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


def ticked(page: Any) -> list[str]:  # noqa: ANN401
    found = page.context["preview"]
    return [line.name for line in (*found.new, *found.changed) if line.ticked]


def stems() -> dict[str, str]:
    return dict(QuestionText.objects.values_list("language", "stem"))


def test_an_approved_text_is_overwritten_only_if_it_is_ticked(
    client: Client, editor: User, stored: Question
) -> None:
    stored.texts.filter(language="bs").update(state="draft")
    changes = (("hr", "question", "Što?"), ("bs", "question", "Šta?"))
    page = upload(client, "sheet", sheet(*changes))
    assert ticked(page) == ["old-one bs"]
    assert "1 of them is approved and stays as it is" in page.text
    confirm_texts(client, page, *ticked(page))
    assert (stems()["bs"], stems()["hr"]) == ("Šta?", "What about old-one?")
    assert stored.texts.get(language="hr").state == "approved"
    page = upload(client, "sheet", sheet(*changes))
    confirm_texts(client, page, "old-one hr")
    assert stems()["hr"] == "Što?"


@in_one_world("take", [(), ("old-one sr",), ("old-one hr", "other en")])
def test_ticks_that_the_preview_did_not_offer_store_nothing(
    client: Client, editor: User, take: tuple[str, ...]
) -> None:
    page = upload(client, "sheet", sheet(("hr", "question", "Što?")))
    confirm_texts(client, page, *take)
    assert stems()["hr"] == "What about old-one?"


GOOD, LONG = ROW, {**ROW, "id": "q-10", "question": "What is " + "x" * 190}
BAD = {**ROW, "id": "q-8", "right": "d"}


def test_good_questions_are_stored_and_the_others_listed_and_mended(
    client: Client, editor: User
) -> None:
    page = upload(client, "sheet", sheet_of(BAD, GOOD, LONG))
    found = page.context["preview"]
    assert [fault.place for fault in found.faults] == ["row 2", "row 4"]
    assert [line.id for line in found.new] == ["q-9"]
    assert "as our sheet, to mend it" in page.text
    mending = client.get(f"{PAGE}{page.context['upload'].pk}/sheet/").content
    assert "left out: 2" in confirm_texts(client, page, *ticked(page)).text
    assert Question.objects.filter(key="q-9").exists()
    rows = [list(row) for row in load_workbook(BytesIO(mending)).active.values]  # type: ignore[union-attr]
    assert [row[0] for row in rows] == ["id", "q-8", "q-10"]
    rows[2][rows[0].index("question")] = "What else?"
    page = upload(client, "sheet", workbook(rows[0], rows[2]))
    assert (len(page.context["preview"].new), page.context["preview"].faults) == (1, [])


@in_one_world("right", ["b", "x"])
def test_a_question_is_stored_in_all_its_languages_or_in_none(
    client: Client, editor: User, right: str
) -> None:
    """A fault in one language keeps its question out of all."""
    page = upload(
        client, "sheet", sheet(("hr", "question", "Što?"), ("bs", "answer_a", right * 80))
    )
    assert page.context["preview"].changed == []
    confirm_texts(client, page, "old-one hr")
    assert stems()["hr"] == "What about old-one?"


def test_a_question_without_explanation_comes_in_as_a_draft_that_waits_for_one(
    client: Client, editor: User
) -> None:
    page = upload(client, "sheet", sheet_of({**ROW, "explanation": ""}))
    assert page.context["preview"].faults == []
    assert "1 text has no explanation yet." in page.text
    confirm_texts(client, page, *ticked(page))
    made = Question.objects.exclude(key="old-one").get()
    assert made.texts.get().state == "draft"
    sent = {"do": "hand_in", "version": 1, "stem": "What now?", "explanation": ""}
    sent |= {f"choice_{letter}": words for letter, words in made.texts.get().choices.items()}
    path = f"/en/staff/questions/{made.key}/texts/en/"
    assert "Something is still empty" in client.post(path, sent).text
    assert made.texts.get().state == "draft"


def test_texts_that_only_go_together_are_not_taken_apart(
    client: Client, editor: User, stored: Question
) -> None:
    """An answer less in all languages: without the approved ones nothing of it can be stored."""
    stored.texts.filter(language="bs").update(state="draft")
    changes = [(language, "answer_d", "") for language in cast.LANGUAGES]
    page = upload(client, "sheet", sheet(*changes))
    assert ticked(page) == []
    assert "Also changes texts of this question that are approved." in page.text
    again = confirm_texts(client, page, "old-one bs")
    assert "are stored together in all languages" in again.text
    assert "have changed since you looked" not in again.text
    assert stored.texts.get(language="bs").letters == "abcd"
    confirm_texts(client, again, *(f"old-one {language}" for language in cast.LANGUAGES))
    assert {text.letters for text in stored.texts.all()} == {"abc"}


def test_what_a_question_is_takes_no_approval_unasked(
    client: Client, editor: User, stored: Question
) -> None:
    stored.texts.filter(language="bs").update(state="draft")
    changes = [(language, "difficulty", "hard") for language in cast.LANGUAGES]
    assert ticked(upload(client, "sheet", sheet(*changes))) == []
    stored.texts.update(state="draft")
    assert ticked(upload(client, "sheet", sheet(*changes))) == ["old-one bs"]


def test_a_question_to_be_answered_first_is_not_compared(client: Client, stored: Question) -> None:
    stored.texts.update(state="draft")
    by = cast.make_superuser()
    reviewing.hand_in(stored, "en", version=1, by=by, at=clock.now())
    client.force_login(cast.make_staff("editor"))
    for column, value in (("right", "b"), ("right", "a"), ("explanation", "Guess.")):
        page = upload(client, "sheet", sheet(*((code, column, value) for code in cast.LANGUAGES)))
        assert [fault.text[:30] for fault in page.context["preview"].faults] == [
            "A text of this question waits "
        ]
        assert "Because of old-one." not in page.text
