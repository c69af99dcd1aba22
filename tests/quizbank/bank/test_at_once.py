"""Several people at the same text at the same moment, on real transactions."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

import pytest
from django.db import connection, transaction
from django.utils import timezone

from quizbank import exceptions
from quizbank.bank.actions.beginning import begin_new_question
from quizbank.bank.actions.writing import change_about, hold
from quizbank.exceptions import WorkshopError
from quizbank.models import PaperQuestion, Question, Review, Wording
from quizbank.papers.actions import hold_questions, publish_paper
from tests.quizbank.people import (
    ABOUT,
    ASKED,
    another,
    approved,
    begun,
    hand_in,
    person,
    read,
    send_back,
    state_of,
    text_of,
    translated,
    write,
)
from tests.waiting import PATIENCE, until

pytestmark = pytest.mark.django_db(transaction=True)
WAITING = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND wait_event_type = 'Lock'
"""


def together(question: Question | None, *acts: Callable[[], object]) -> list[WorkshopError]:
    """Do all at once; returns what was refused.

    As long as they begin somebody else holds the question, so that each has read what it will act
    upon before the first of them goes on.
    """
    refused: list[WorkshopError] = []
    start = threading.Barrier(len(acts) + 1)

    def run(act: Callable[[], object]) -> None:
        start.wait(PATIENCE)
        try:
            act()
        except WorkshopError as refusal:
            refused.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    with transaction.atomic():
        if question is not None:
            hold(question)
        start.wait(PATIENCE)
        assert question is None or until(lambda: are_held_up(threads))
    for thread in threads:
        thread.join()
    return refused


def are_held_up(threads: Sequence[threading.Thread]) -> bool:
    """Whether each of them waits for a row, or is over."""
    with connection.cursor() as cursor:
        # Within a transaction it would be told the same every time.
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute(WAITING)
        return bool(cursor.fetchone()[0] >= sum(thread.is_alive() for thread in threads))


def test_of_two_who_save_the_same_text_one_is_told_and_nothing_is_lost() -> None:
    question = begun()
    people = [person("ana"), person("boro")]
    said = [another(ASKED, a=f"By {one}") for one in people]
    [refusal] = together(
        question,
        *[partial(write, question, "en", words, str(one).partition("@")[0])
          for words, one in zip(said, people, strict=True)],
    )  # fmt: skip
    assert type(refusal) is exceptions.TextChanged
    assert [one.version for one in Wording.objects.all()] == [1, 2]
    assert text_of(question).choices["a"].startswith("By ")


def test_a_question_that_is_stored_twice_in_a_moment_is_one() -> None:
    begun(key="other")
    begin = partial(begin_new_question, ABOUT, source="en", words=ASKED, at=timezone.now())
    twice = [partial(begin, by=person("ana"))] * 2
    assert together(None, *twice, partial(begin, by=person("boro"))) == []
    keys = Question.objects.order_by("key").values_list("key", flat=True)
    assert list(keys) == ["other", "priv-what-now", "priv-what-now-2"]
    begin(by=person("boro"))
    assert Question.objects.count() == 3


def test_two_who_pass_the_same_review_pass_one() -> None:
    """The second one's click is no child-protection review."""
    question = begun()
    hand_in(question, "editor")
    [refusal] = together(question, *[partial(read, question, by) for by in ("ana", "boro")])
    assert (type(refusal), state_of(question)) == (exceptions.NotItsTurn, "protection")
    acts = Review.objects.order_by("pk").values_list("act", flat=True)
    assert list(acts) == ["handed_in", "content"]


def test_words_that_come_while_somebody_passes_them_are_not_approved() -> None:
    question = begun()
    hand_in(question, "editor")
    read(question, "content")
    new = another(ASKED, a="Flee")
    together(
        question,
        partial(read, question, "protection"),
        partial(write, question, "en", new, "editor"),
    )
    assert (text_of(question).choices["a"], state_of(question)) == ("Flee", "draft")


def test_a_source_that_changes_while_its_translation_is_passed_sends_it_back() -> None:
    question = translated(approved())
    send_back(question, "checker", "bs")
    hand_in(question, "translator", "bs")
    new = another(ASKED, a="Flee")
    together(
        question,
        partial(read, question, "checker", "bs"),
        partial(write, question, "en", new, "editor"),
    )
    assert state_of(question, "bs") == "draft"


def test_a_paper_that_is_being_published_keeps_its_answers() -> None:
    question = approved()

    def publish() -> None:
        publish_paper(
            [question], title="p", kind="practice", division_code="12-13", languages=["en"],
            at=timezone.now(),
        )  # fmt: skip

    other = partial(
        change_about, question, replace(ABOUT, right="c"), by=person("x"), at=timezone.now()
    )
    held, refused = threading.Event(), list[WorkshopError]()

    def change() -> None:
        held.wait(PATIENCE)
        try:
            other()
        except WorkshopError as refusal:
            refused.append(refusal)
        finally:
            connection.close()

    thread = threading.Thread(target=change)
    thread.start()
    with transaction.atomic():
        hold_questions([question])
        held.set()
        assert until(lambda: are_held_up([thread]))
        publish()
    thread.join()
    assert [type(one) for one in refused] == [exceptions.InPaper]
    assert PaperQuestion.objects.get().question.right == "b"
