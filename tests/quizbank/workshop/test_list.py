"""The list of questions: filters, what waits for whom, drafts handed in together."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from base import clock
from base.models import User
from quizbank.bank.actions import reviewing
from quizbank.models import Question, QuestionText
from schools.models import Role
from tests import cast
from tests.cells import in_one_world
from tests.quizbank.workshop.pages import (
    KEY,
    WORDS,
    approve_source,
    at_bench,
    page_of,
    read,
    state,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def test_the_list_says_what_waits_for_whom(
    client: Client, question: Question, somebody: User, reviewer: User
) -> None:
    approve_source(question, somebody, reviewer)
    client.force_login(reviewer)
    assert "4 to translate" not in read(client.get(page_of("questions")).text)
    client.force_login(somebody)
    assert "4 to translate" in read(client.get(page_of("questions")).text)


@in_one_world(
    ("query", "found"),
    [
        ("words=PHONE", True),
        ("words=phone+nowhere", False),
        ("words=лост", True),
        ("division=12-13", True),
        ("division=9-11", False),
        ("stage=draft", True),
        ("stage=approved", False),
        ("language=hr&state=draft", True),
        ("language=hr&state=approved", False),
        ("kind=retired", False),
        ("work=write", True),
        ("work=back_check", False),
        ("topic=nonsense&difficulty=x", True),
    ],
)
def test_filters_of_the_list(
    client: Client, editor: User, question: Question, query: str, found: bool
) -> None:
    page = client.get(f"{page_of('questions')}?{query}").text
    assert (f"/questions/{KEY}/" in page) is found


def test_the_list_costs_the_same_for_one_question_and_for_twenty(
    client: Client, editor: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(20):
        cast.make_question(f"q-{number}")
    QuestionText.objects.filter(language="en").update(state="content")
    with django_assert_num_queries(12):
        client.get(page_of("questions"))


def drafts_on(client: Client, query: str) -> list[str]:
    page = client.get(f"{page_of('questions')}?{query}").text
    return re.findall(r'name="draft" value="([^"]+)"', page)


def test_the_drafts_of_a_page_are_handed_in_together(
    client: Client, editor: User, question: Question
) -> None:
    cast.make_question("next-one")
    assert drafts_on(client, "") == []
    drafts = drafts_on(client, "work=write")
    assert drafts == [f"{KEY} en 1 1", "next-one en 1 1"]
    page = client.post(page_of("questions") + "?work=write", {"draft": drafts}, follow=True)
    assert "2 texts are handed in." in read(page.text)
    assert set(QuestionText.objects.filter(language="en").values_list("state", flat=True)) == {
        "content"
    }
    assert drafts_on(client, "work=write") == []


@in_one_world(
    "draft",
    [
        f"{KEY} en 2 1",
        f"{KEY} hr 1 1",
        "nothing en 1 1",
        f"{KEY} en x y",
        f"{KEY} en",
        "",
        "a b c d",
    ],
)
def test_what_has_changed_or_is_not_there_is_not_handed_in(
    client: Client, editor: User, question: Question, draft: str
) -> None:
    page = client.post(page_of("questions"), {"draft": draft}, follow=True)
    assert "0 texts are handed in. 1 text stays a draft" in read(page.text)
    assert not question.texts.exclude(state="draft").exists()


def sent_back(question: Question, by: User, comment: str = "The answer is too long.") -> None:
    """The source was handed in and a reader was not content."""
    at = clock.now()
    reviewing.hand_in(question, "en", version=1, by=cast.make_superuser(), at=at)
    reviewing.send_back(question, "en", version=1, by=by, comment=comment, at=at)


def test_what_was_sent_back_says_so_and_is_not_handed_in_with_others(
    client: Client, editor: User, reviewer: User, question: Question
) -> None:
    cast.make_question("next-one")
    before = drafts_on(client, "work=write")
    sent_back(question, reviewer)
    page = client.get(page_of("questions") + "?work=write").text
    assert "English : sent back · The answer is too long." in read(page)
    assert re.search(r'data-state="draft">.*</span>sent back</span>', page)
    assert drafts_on(client, "work=write") == ["next-one en 1 1"]
    page = client.post(page_of("questions"), {"draft": before}, follow=True).text
    assert "1 text is handed in. 1 text stays a draft" in read(page)
    assert state() == "draft"
    at_bench(client, "save", **WORDS)
    assert drafts_on(client, "work=write") == [f"{KEY} en 2 2"]
    assert "sent back" in read(client.get(page_of("questions") + "?work=write").text)
    at_bench(client, "hand_in", **WORDS)
    assert "sent back" not in read(client.get(page_of("questions")).text)


def test_a_comment_in_the_list_tells_no_key_to_who_has_to_answer(
    client: Client, editor: User, reviewer: User, question: Question
) -> None:
    question.texts.filter(language="en").update(state="approved")
    question.texts.filter(language="bs").update(state="back_check")
    why, at = "A is right here.", clock.now()
    reviewing.hand_in(question, "hr", version=1, by=reviewer, at=at)
    reviewing.send_back(question, "hr", version=1, comment=why, by=reviewer, at=at)
    said = read(client.get(page_of("questions") + "?work=translate").text)
    assert "Hrvatski: sent back" in said
    assert "A is right here." not in said
    said = read(client.get(page_of("question_text", KEY, "hr")).text)
    assert "A is right here." not in said
    assert "The comment is shown after you have answered." in said


def test_a_translator_hands_in_no_sources(client: Client, question: Question) -> None:
    client.force_login(cast.make_staff(Role.Kind.TRANSLATOR))
    client.post(page_of("questions"), {"draft": f"{KEY} en 1 1"})
    assert state() == "draft"
