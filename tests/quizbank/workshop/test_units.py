"""A text of any kind is read and written unit by unit, and loses none."""

from __future__ import annotations

import pytest
from django.test import Client

from base import clock
from base.models import User
from quizbank.bank.actions import reviewing
from quizbank.models import Question
from quizbank.rules.responses import QuestionKind
from tests import cast
from tests.cells import in_one_world
from tests.quizbank import made_kinds
from tests.quizbank.workshop.fields import sent_by
from tests.quizbank.workshop.pages import page_of, read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

KINDS = [kind.value for kind in QuestionKind]


@pytest.fixture
def kinds(db: None) -> dict[str, Question]:
    return {question.kind: question for question in made_kinds.every_kind()}


def saved(client: Client, question: Question, language: str, **typed: str) -> None:
    """Store the form as it was opened, with what somebody typed."""
    path = page_of("question_text", question.key, language)
    sent = {**sent_by(client.get(path).text), **typed, "do": "save"}
    answer = client.post(path, sent, follow=True)
    assert "The draft is stored." in read(answer.text)


@in_one_world("language", ["en", "hr"], ids=["source", "translation"])
@in_one_world("kind", KINDS)
def test_a_text_that_is_stored_anew_loses_no_unit(
    client: Client, editor: User, kinds: dict[str, Question], kind: str, language: str
) -> None:
    question = kinds[kind]
    before = dict(question.texts.get(language=language).words.units())
    saved(client, question, language, stem="Something else?")
    after = dict(question.texts.get(language=language).words.units())
    assert after == before | {("stem", ""): "Something else?"}


def test_a_translation_of_many_parts_may_be_stored_half_done_and_not_handed_in(
    client: Client, editor: User, kinds: dict[str, Question]
) -> None:
    question = kinds["sort"]
    saved(client, question, "hr", choice_d="", bin_1="")
    words = question.texts.get(language="hr").words
    assert (words.choices["d"], words.bins["1"], words.choices["a"]) == ("", "", "sort a")


ANSWERS: dict[str, tuple[dict[str, object], dict[str, object]]] = {
    "single": ({"choice": "b"}, {"choice": "a"}),
    "multi": ({"choice": ["a", "c"]}, {"choice": ["a"]}),
    "sort": (
        {"choice_a": "1", "choice_b": "2", "choice_c": "1", "choice_d": "2"},
        {"choice_a": "2", "choice_b": "2", "choice_c": "1", "choice_d": "2"},
    ),
    "order": (
        {"choice_c": "1", "choice_a": "2", "choice_b": "3", "choice_d": "4"},
        {"choice_c": "2", "choice_a": "1", "choice_b": "3", "choice_d": "4"},
    ),
    "spots": ({"choice": ["a", "b"]}, {"choice": ["e"]}),
}
HALF = {"sort": {"choice_a": "1"}, "order": {"choice_a": "1", "choice_b": "1"}}


@in_one_world("kind", KINDS)
def test_a_blind_review_is_answered_in_the_kind_of_the_question(
    client: Client, editor: User, kinds: dict[str, Question], kind: str
) -> None:
    question, path = kinds[kind], page_of("question_text", f"kind-{kind}", "en")
    reviewing.hand_in(question, "en", version=1, by=cast.make_superuser(), at=clock.now())
    page = client.get(path).text
    assert "Because of" not in page
    assert "It begins with it." not in page
    assert "Look at its owner." not in page
    seen = {"do": "answer", "version": 1, "state": "content"}
    right, wrong = ANSWERS[kind]
    unfinished = read(client.post(path, seen | HALF.get(kind, {})).text)
    assert "Choose the answer you take for right first." in unfinished
    assert "answered otherwise" in read(client.post(path, seen | wrong, follow=True).text)
    said = read(client.post(path, seen | right, follow=True).text)
    assert "You answered as the question wants." in said
    assert f"Because of {kind}." in said
