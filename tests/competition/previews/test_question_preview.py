"""One question as its pupils see it, in every language there is."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from base.models import User
from quizbank.models import Question, QuestionText
from tests import cast
from tests.cells import in_one_world
from tests.reading import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

State = QuestionText.State
EMPTY = "Something is still empty in this text, so no paper can use it."


@pytest.fixture
def question(db: None) -> Question:
    """Approved in every language; its right answer is the second."""
    made = cast.make_question("chat", right="b")
    made.texts.update(state=State.APPROVED)
    return made


@pytest.fixture
def reader(client: Client) -> User:
    """Has logged in."""
    user = cast.make_staff("coordinator")
    client.force_login(user)
    return user


def address(language: str, name: str = "preview", key: str = "chat") -> str:
    return reverse(f"competition:question_{name}", args=[key, language])


def read(client: Client, language: str) -> str:
    page = Page(client.get(address(language)).text)
    return " ".join(" ".join(said.text for said in page.said).split())


def screen(client: Client, language: str) -> dict[str, Any]:
    """What the frame draws, in the language the frame speaks."""
    with translation.override(language.partition("-BA")[0]):
        text = client.get(address(language, "screen")).text
    found: dict[str, Any] = json.loads(
        text.split('id="screen" type="application/json">')[1].split("<")[0]
    )
    return found


@in_one_world("language", cast.LANGUAGES)
def test_the_frame_asks_the_question_in_its_language_and_in_the_order_of_letters(
    language: str, question: Question, client: Client, reader: User
) -> None:
    question.texts.filter(language=language).update(stem=f"In {language}?")
    told = screen(client, language)
    assert told["questions"] == [
        {
            "number": 1,
            "stem": f"In {language}?",
            "choices": ["chat a", "chat b", "chat c", "chat d"],
        }
    ]
    assert (told["shell"]["language"], told["minutes"], told["country"]) == (language, 20, "")
    assert set(told["addresses"]) == set(cast.LANGUAGES)


def test_a_country_variant_is_offered_where_it_has_a_text_and_shows_its_country(
    question: Question, client: Client, reader: User
) -> None:
    assert client.get(address("sr-BA")).status_code == 404
    question.texts.create(
        language="sr-BA", stem="Ијекавски?", choices=dict.fromkeys("abcd", "x"), explanation="Зато."
    )
    told = screen(client, "sr-BA")
    assert (told["questions"][0]["stem"], told["country"]) == ("Ијекавски?", "BA")
    assert told["shell"]["language"] == "sr"
    assert "Српски (BA)" in read(client, "en")
    assert client.get(address("de")).status_code == 404


def test_a_text_with_a_hole_counts_as_missing_and_says_why(
    question: Question, client: Client, reader: User
) -> None:
    question.texts.filter(language="hr").update(choices={**dict.fromkeys("abc", "x"), "d": ""})
    assert EMPTY in read(client, "hr")
    assert "<iframe" not in client.get(address("hr")).text
    assert screen(client, "hr")["questions"] == []


def test_who_comes_here_before_a_review_does_not_learn_the_key(
    question: Question, client: Client, reader: User
) -> None:
    """A reader of a content review answers first without it."""
    for text in (client.get(address("hr")).text, client.get(address("hr", "screen")).text):
        assert "Because of chat" not in text
        assert ">right<" not in text
    before = screen(client, "hr")
    Question.objects.update(right="c")
    assert screen(client, "hr") == before


def test_only_our_own_page_may_frame_the_screen_and_no_cache_keeps_it(
    question: Question, client: Client, reader: User
) -> None:
    around, inside = client.get(address("hr")), client.get(address("hr", "screen"))
    assert (around.headers["X-Frame-Options"], inside.headers["X-Frame-Options"]) == (
        "DENY",
        "SAMEORIGIN",
    )
    assert "frame-ancestors 'self'" in inside.headers["Content-Security-Policy"]
    assert all("no-store" in page.headers["Cache-Control"] for page in (around, inside))
