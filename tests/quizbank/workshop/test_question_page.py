"""The page of one question as a whole."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from base.models import User
from quizbank.models import Question
from schools.models import Role
from tests import cast
from tests.cells import in_one_world
from tests.quizbank.workshop.pages import KEY, approve_source, page_of, read, state

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def test_a_question_is_retired_with_a_reason_and_taken_back(
    client: Client, editor: User, question: Question
) -> None:
    path = page_of("question", KEY)
    assert "Write what is wrong" in read(client.post(path, {"do": "retire"}).text)
    client.post(path, {"do": "retire", "comment": "The app is gone."})
    question.refresh_from_db()
    assert question.retired_at is not None
    client.post(path, {"do": "restore"})
    question.refresh_from_db()
    assert question.retired_at is None


@in_one_world("do", ["retire", "restore", "release", "nonsense", ""])
def test_a_translator_decides_nothing_about_a_question(
    client: Client, question: Question, do: str
) -> None:
    client.force_login(cast.make_staff(Role.Kind.TRANSLATOR))
    sent = {"do": do, "comment": "Why not?"}
    assert client.post(page_of("question", KEY), sent).status_code == 404


def test_another_topic_is_stored_and_the_source_reviewed_again(
    client: Client, somebody: User, reviewer: User, editor: User, question: Question
) -> None:
    approve_source(question, somebody, reviewer)
    about = {"division_code": "12-13", "topic": "PRIV", "difficulty": "hard", "right": "a"}
    about["version"] = "1"
    client.post(page_of("question_about", KEY), about)
    question.refresh_from_db()
    assert (question.difficulty, state(), state("hr")) == ("hard", "draft", "draft")


def test_what_a_published_paper_is_scored_from_is_refused(client: Client, editor: User) -> None:
    question = cast.make_paper("official", 1).items.get().question
    about = {"division_code": "12-13", "topic": "PRIV", "difficulty": "medium", "right": "b"}
    about["version"] = "1"
    page = client.post(page_of("question_about", question.key), about).text
    assert "This question is in a published paper" in read(page)


def test_what_stays_in_a_published_paper_is_shown_as_fixed(client: Client, editor: User) -> None:
    question = cast.make_paper("official", 1).items.get().question
    path = page_of("question_about", question.key)
    page = client.get(path).text
    fields = re.findall(r"<(?:select|input)[^>]*name=\"(\w+)\"[^>]*>", page)
    fixed = re.findall(r"<(?:select|input)[^>]*name=\"(\w+)\"[^>]* disabled[^>]*>", page)
    assert {"sensitive", "version"} == set(fields) & {"sensitive", "version"} - set(fixed)
    assert set(fixed) == {"division_code", "topic", "difficulty", "right"}
    # What a browser sends: fixed fields are not among it.
    said = read(client.post(path, {"version": "1", "sensitive": "on"}, follow=True).text)
    assert "Stored." in said
    question.refresh_from_db()
    assert (question.sensitive, question.topic_id, question.right) == (True, "PRIV", "a")
    said = read(client.get(page_of("question_build", question.key)).text)
    assert "Its words may still change, for later papers." in said


@in_one_world("language", ["de", "sr-BA", "sr-HR", "zz"])
def test_there_is_no_bench_for_a_language_nobody_plays_in(
    client: Client, editor: User, question: Question, language: str
) -> None:
    assert client.get(page_of("question_text", KEY, language)).status_code == 404


def test_what_a_question_is_for_stands_on_its_page(
    client: Client, somebody: User, reviewer: User, editor: User, question: Question
) -> None:
    about = {"division_code": "12-13", "topic": "PRIV", "difficulty": "easy", "right": "b"}
    client.post(
        page_of("question_about", KEY),
        {**about, "version": "1", "purpose": "Asks before posting."},
    )
    assert "Asks before posting." in client.get(page_of("question", KEY)).text
