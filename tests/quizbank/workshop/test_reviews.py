"""Reviews, comments and the queue, on their pages."""

from __future__ import annotations

import pytest
from django.test import Client

from base import clock
from base.models import User
from quizbank.bank.actions import reviewing
from quizbank.models import Question
from schools.models import Role
from tests import cast
from tests.quizbank.workshop.pages import KEY, WORDS, at_bench, page_of, read, state

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def test_nobody_reviews_the_own_work(client: Client, editor: User, question: Question) -> None:
    at_bench(client, "hand_in", **WORDS)
    assert "You have worked on this text yourself" in at_bench(client, "pass", choice="a")
    assert state() == "content"


def test_who_wrote_an_approved_text_is_not_offered_its_review_when_it_comes_back(
    client: Client, editor: User, somebody: User, reviewer: User, question: Question
) -> None:
    at_bench(client, "hand_in", **WORDS)
    for by in (somebody, reviewer):
        told = {"version": 2, "choice": "a", "by": by, "at": clock.now()}
        assert reviewing.pass_review(question, "en", **told)  # type: ignore[arg-type]
    back = {"version": 2, "by": somebody, "at": clock.now()}
    reviewing.send_back(question, "en", comment="Why?", **back)  # type: ignore[arg-type]
    reviewing.hand_in(question, "en", **back)  # type: ignore[arg-type]
    assert "to review for content" not in waiting_for(client)
    client.force_login(reviewer)
    assert "1 to review for content" in waiting_for(client)


def waiting_for(client: Client) -> str:
    """What the head of the list says waits for the reader."""
    page = client.get(page_of("questions")).text
    return read(page.partition('class="narrowing')[0])


def test_reviews_are_no_page_for_whom_they_are_not(client: Client, question: Question) -> None:
    reviewing.hand_in(question, "en", version=1, by=cast.make_superuser(), at=clock.now())
    client.force_login(cast.make_staff(Role.Kind.TRANSLATOR))
    seen = {"version": 1, "choice": "a", "state": "content", "comment": "No."}
    for do in ("answer", "pass", "send_back"):
        path = page_of("question_text", KEY, "en")
        assert client.post(path, {**seen, "do": do}).status_code == 404


def test_nothing_is_sent_back_without_a_reason(
    client: Client, somebody: User, question: Question
) -> None:
    reviewing.hand_in(question, "en", version=1, by=cast.make_superuser(), at=clock.now())
    client.force_login(somebody)
    assert "Write what is wrong" in at_bench(client, "send_back", comment=" ")
    at_bench(client, "send_back", comment="Two answers are right.")
    assert state() == "draft"
    assert "Two answers are right." in read(client.get(page_of("question", KEY)).text)


def test_whoever_comes_too_late_for_one_review_does_not_pass_the_next(
    client: Client, somebody: User, question: Question
) -> None:
    reviewing.hand_in(question, "en", version=1, by=cast.make_superuser(), at=clock.now())
    client.force_login(somebody)
    seen = {"do": "pass", "version": 1, "choice": "a", "state": "content"}
    told = {"version": 1, "choice": "a", "by": cast.make_staff("editor"), "at": clock.now()}
    reviewing.pass_review(question, "en", **told)  # type: ignore[arg-type]
    page = client.post(page_of("question_text", KEY, "en"), seen).text
    assert "not at that step any more" in read(page)
    assert state() == "protection"


def test_the_next_text_of_the_queue_comes_by_itself(
    client: Client, somebody: User, question: Question
) -> None:
    by = cast.make_superuser()
    for one in (question, cast.make_question("next-one")):
        reviewing.hand_in(one, "en", version=1, by=by, at=clock.now())
    client.force_login(somebody)
    path = page_of("question_text", KEY, "en") + "?queue=content"
    sent = {"do": "pass", "version": 1, "choice": "a", "state": "content"}
    answer = client.post(path, sent)
    assert answer["Location"] == page_of("question_text", "next-one", "en") + "?queue=content"
    answer = client.post(answer["Location"], sent)
    assert answer["Location"] == page_of("questions")
