"""Two people change one question at the same time: nothing is undone unseen, nothing typed lost."""

from __future__ import annotations

import pytest
from django.test import Client

from base.models import User
from quizbank.models import Question, Topic
from schools.models import Role
from tests import cast
from tests.quizbank.people import put_into_paper
from tests.quizbank.workshop.fields import sent_by
from tests.quizbank.workshop.pages import KEY, page_of, read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def make_other_topic() -> None:
    Topic.objects.create(code="SAFE", names={"en": "Safe pages"})


def opened(client: Client, name: str) -> dict[str, list[str]]:
    """What the page of somebody who opens it now would send."""
    return sent_by(client.get(page_of(name, KEY)).text)


def stores(client: Client, name: str, sent: dict[str, list[str]], **typed: str) -> str:
    answer = client.post(page_of(name, KEY), {**sent, **typed}, follow=True)
    return answer.text


def of_colleague(somebody: User) -> Client:
    client = Client()
    client.force_login(somebody)
    return client


def test_a_key_that_a_colleague_has_corrected_is_not_set_back(
    client: Client, editor: User, somebody: User, question: Question
) -> None:
    make_other_topic()
    mine = opened(client, "question_about")
    colleague = of_colleague(somebody)
    theirs = opened(colleague, "question_about")
    stores(colleague, "question_about", theirs, right="c", topic="SAFE")
    page = stores(client, "question_about", mine, difficulty="hard")
    assert "Somebody has changed this text since you opened the page." in read(page)
    assert "Right answer A C" in read(page)
    assert "Difficulty hard medium" in read(page)
    question.refresh_from_db()
    assert (question.right, question.topic_id, question.difficulty) == ("c", "SAFE", "medium")
    again = sent_by(page)
    assert (again["difficulty"], again["right"]) == (["hard"], ["a"])
    assert "Stored." in read(stores(client, "question_about", again, right="c", topic="SAFE"))
    question.refresh_from_db()
    assert (question.right, question.topic_id, question.difficulty) == ("c", "SAFE", "hard")


def test_the_history_says_what_was_changed_to_whoever_may_know(
    client: Client, editor: User, question: Question
) -> None:
    make_other_topic()
    sent = opened(client, "question_about")
    stores(client, "question_about", sent, right="c", topic="SAFE", sensitive="on")
    told = "Right answer: A → C"
    page = read(client.get(page_of("question", KEY)).text)
    assert told in page
    assert "Sensitive topic: no → yes" in page
    question.texts.filter(language="en").update(state="content")
    client.force_login(cast.make_staff(Role.Kind.COORDINATOR))
    page = read(client.get(page_of("question", KEY)).text)
    assert told not in page
    assert "The comment is shown after you have answered." in page


def test_a_page_made_before_its_paper_hears_what_stays(
    client: Client, editor: User, question: Question
) -> None:
    sent = opened(client, "question_about")
    put_into_paper(question)
    page = stores(client, "question_about", sent, right="b")
    assert "This question is in a published paper" in read(page)
    assert set(sent_by(page)) >= {"version", "topic"}
    question.refresh_from_db()
    assert question.right == "a"


def test_who_is_late_with_kind_scene_and_answers_sees_both_and_stores_again(
    client: Client, editor: User, somebody: User, question: Question
) -> None:
    mine = opened(client, "question_build")
    colleague = of_colleague(somebody)
    theirs = {**opened(colleague, "question_build"), "about-right": ["c"]}
    stores(colleague, "question_build", theirs, stem="Their question?")
    page = stores(client, "question_build", mine, choice_b="My b")
    assert "Somebody has changed this text since you opened the page." in read(page)
    assert "Right answer A C" in read(page)
    assert "Their question?" in read(page)
    again = sent_by(page)
    assert (again["choice_b"], again["version"]) == (["My b"], ["2"])
    assert "Stored." in read(stores(client, "question_build", again, stem="Their question?"))
    text = question.texts.get(language="en")
    assert (text.stem, text.choices["b"], text.version) == ("Their question?", "My b", 3)


def test_translations_stay_with_the_answers_a_colleague_has_moved(
    client: Client, editor: User, somebody: User, question: Question
) -> None:
    """One answer less before mine: what was d is c now, in all languages."""
    mine = opened(client, "question_build")
    colleague = of_colleague(somebody)
    sent = opened(colleague, "question_build")
    moved = sent_by(stores(colleague, "question_build", sent, do="remove choice 2"))
    stores(colleague, "question_build", moved)
    page = stores(client, "question_build", mine, stem="What now?")
    stores(client, "question_build", sent_by(page))
    hr = question.texts.get(language="hr").choices
    assert hr == {"a": f"{KEY} a", "b": "", "c": f"{KEY} c", "d": f"{KEY} d"}
