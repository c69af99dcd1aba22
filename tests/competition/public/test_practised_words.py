"""Which words of a question are practised while somebody works on them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client

from competition.models import Edition
from competition.public import pools
from quizbank.models import Paper, Question
from tests.competition.public.test_practice import asked
from tests.quizbank.people import hand_in, read, send_back, text_of, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def question(edition: Edition) -> Question:
    """The first one of the practice paper; nobody has reviewed it."""
    return Question.objects.get(key="practice-1")


def pass_all(question: Question) -> None:
    """The source is handed in and passes both reviews."""
    hand_in(question, "editor")
    read(question, "content", choice="a")
    read(question, "protection")


def choose_words(question: Question, said: str) -> None:
    """Press "Store the draft" with another answer."""
    words = text_of(question).words
    write(question, "en", replace(words, choices={**words.choices, "a": said}), "editor")


def practised(client: Client) -> tuple[str, bool]:
    """The right answer as anybody reads it, and whether it is said to be reviewed."""
    pools.kept_pools.cache_clear()
    one = asked(client)[0]
    return one["choices"][one["key"] - 1], one["reviewed"]


def test_a_draft_takes_the_place_of_nothing_that_was_passed(
    client: Client, question: Question
) -> None:
    pass_all(question)
    choose_words(question, "Nobody has read this")
    assert practised(client) == ("practice-1 a", True)
    pass_all(question)
    assert practised(client) == ("Nobody has read this", True)


def test_what_is_sent_back_is_practised_until_other_words_are_passed(
    client: Client, question: Question
) -> None:
    pass_all(question)
    send_back(question, "content")
    choose_words(question, "Corrected")
    assert practised(client) == ("practice-1 a", True)


def test_drafts_are_practised_where_nothing_was_ever_passed(
    client: Client, question: Question
) -> None:
    choose_words(question, "A draft")
    assert practised(client) == ("A draft", False)


def test_words_that_were_passed_before_the_question_was_asked_with_others_are_over(
    client: Client, question: Question
) -> None:
    """Another answer may have been right then."""
    pass_all(question)
    choose_words(question, "As it was published")
    Paper.objects.update(published_at=text_of(question).wordings.latest("version").at)
    choose_words(question, "A draft")
    assert practised(client) == ("A draft", False)
