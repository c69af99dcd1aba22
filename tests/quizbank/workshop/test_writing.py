"""Questions and texts are begun and written; what is typed is not lost."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.test import Client

from base import clock
from base.models import User
from quizbank.bank.actions.writing import write_text
from quizbank.models import Question, QuestionText
from schools.models import Role
from tests import cast
from tests.quizbank.workshop.pages import KEY, WORDS, at_bench, page_of, read, state

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def test_an_editor_begins_a_question(client: Client, editor: User, question: Question) -> None:
    about = {"division_code": "9-11", "topic": "PRIV", "difficulty": "easy", "right": "c"}
    sent = {**WORDS, "version": "0", "language-source": "hr", "stem": "Đačka šala: što sad?"}
    sent |= {f"about-{name}": value for name, value in about.items()}
    client.post(page_of("question_begin"), sent)
    made = Question.objects.get(key="priv-djacka-sala-sto-sad")
    assert (made.source, made.right, made.texts.get().state) == ("hr", "c", "draft")
    assert made.texts.get().wordings.get().by == editor


def test_nothing_is_chosen_for_a_new_question_before_its_editor_chooses(
    client: Client, editor: User, question: Question
) -> None:
    page = client.get(page_of("question_begin")).text
    assert "checked" not in page
    assert re.findall(r'<option value="[^"]+" selected>', page.partition("about-")[2]) == []
    sent = {**WORDS, "version": "0", "language-source": "en"}
    page = read(client.post(page_of("question_begin"), sent).text)
    assert "Mark the answer that is right." in page
    assert page.count("This field is required.") >= 3
    assert Question.objects.count() == 1


def test_a_draft_may_lack_its_explanation_and_is_not_handed_in_so(
    client: Client, editor: User, question: Question
) -> None:
    page = at_bench(client, "hand_in", **{**WORDS, "explanation": ""})
    assert "Something is still empty" in page
    assert (QuestionText.objects.get(language="en").explanation, state()) == ("", "draft")


def test_a_question_whose_right_answer_is_empty_is_not_begun(
    client: Client, editor: User, question: Question
) -> None:
    about = {"division_code": "9-11", "topic": "PRIV", "difficulty": "easy", "right": "d"}
    sent = {**WORDS, "version": "0", "language-source": "en", "choice_d": ""}
    sent |= {f"about-{name}": value for name, value in about.items()}
    page = client.post(page_of("question_begin"), sent).text
    assert "This answer is empty." in read(page)
    assert "New a" in page
    assert Question.objects.count() == 1


def test_what_was_typed_is_kept_when_somebody_else_was_faster(
    client: Client, editor: User, somebody: User, question: Question
) -> None:
    text = question.texts.get(language="en")
    theirs = text.words
    theirs = type(theirs)("Their question?", theirs.choices, theirs.explanation)
    write_text(question, "en", words=theirs, by=somebody, at=clock.now(), version=1)
    path = page_of("question_text", KEY, "en")
    answer = client.post(path, {**WORDS, "do": "save", "version": 1})
    page = read(answer.text)
    assert "Somebody has changed this text" in page
    assert "What now?" in answer.text
    assert "Their question?" in page
    assert 'name="version" value="2"' in answer.text
    client.post(path, {**WORDS, "do": "save", "version": 2})
    assert QuestionText.objects.get(language="en").stem == "What now?"


def test_a_translator_does_not_write_the_source(client: Client, question: Question) -> None:
    client.force_login(cast.make_staff(Role.Kind.TRANSLATOR))
    path = page_of("question_text", KEY, "en")
    assert client.post(path, {**WORDS, "do": "save", "version": 1}).status_code == 404
    assert "Store and hand in" not in client.get(path).text
    assert "Store and hand in" in client.get(page_of("question_text", KEY, "hr")).text


def test_a_draft_waits_for_its_source(client: Client, editor: User, question: Question) -> None:
    page = at_bench(client, "hand_in", "hr", **WORDS)
    assert "is not approved yet. Your draft is stored." in page
    assert QuestionText.objects.get(language="hr").stem == "What now?"
    assert state("hr") == "draft"


def test_a_new_translation_says_what_changed_in_the_source_while_it_was_written(
    client: Client, editor: User, somebody: User, question: Question
) -> None:
    question.texts.filter(language="hr").delete()
    theirs = replace(question.texts.get(language="en").words, stem="Their question?")
    write_text(question, "en", words=theirs, by=somebody, at=clock.now(), version=1)
    sent = {**WORDS, "do": "save", "version": 0, "source_version": 1}
    page = read(client.post(page_of("question_text", KEY, "hr"), sent, follow=True).text)
    assert "What has changed in the source since this was translated" in page
    assert question.texts.get(language="hr").source_version == 1


def test_a_question_is_begun_once_however_often_its_button_is_pressed(
    client: Client, editor: User, question: Question
) -> None:
    about = {"division_code": "9-11", "topic": "PRIV", "difficulty": "easy", "right": "c"}
    sent = {**WORDS, "version": "0", "language-source": "en"}
    sent |= {f"about-{name}": value for name, value in about.items()}
    pages = [client.post(page_of("question_begin"), sent)["Location"] for _press in range(2)]
    assert pages == [page_of("question", "priv-what-now")] * 2
    client.post(page_of("question_begin"), {**sent, "about-right": "b"})
    assert Question.objects.count() == 3
