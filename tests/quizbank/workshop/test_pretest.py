"""Readers guess from the choices alone; what three of them find goes back to its writer."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from quizbank.bank.actions.pretesting import guess
from quizbank.exceptions import NotItsTurn
from quizbank.models import OptionGuess, QuestionText, Review
from quizbank.workshop.permissions import desk_of_questions
from quizbank.workshop.queries.choices_alone import next_alone
from schools.models import Role
from tests import cast
from tests.quizbank.people import ASKED as WORDS
from tests.quizbank.people import begun, hand_in, person, read, state_of, write
from tests.quizbank.workshop.pages import page_of

pytestmark = pytest.mark.django_db


def guesses(*choices: str, language: str = "en") -> bool:
    """Each by a reader of its own; whether the last one sent it back."""
    back = False
    for number, choice in enumerate(choices):
        text = QuestionText.objects.get(language=language)
        by = person(f"guesser{number}")
        told = {"version": text.version, "choice": choice, "by": by, "at": timezone.now()}
        back = guess(text.question, language, **told)  # type: ignore[arg-type]
    return back


def test_what_more_than_half_of_three_readers_find_goes_back() -> None:
    question = begun()
    hand_in(question, "editor")
    assert not guesses("b", "b")
    assert state_of(question) == "content"
    assert guesses("b", "b", "a")
    assert state_of(question) == "draft"
    assert question.reviews.earliest("-pk").act == Review.Act.GIVEN_AWAY


def test_what_they_do_not_find_stays_and_a_reader_counts_once() -> None:
    question = begun()
    hand_in(question, "editor")
    assert not guesses("a", "c", "b")
    assert not guesses("b", "b", "b")
    assert OptionGuess.objects.filter(hit=True).count() == 1
    assert state_of(question) == "content"


def test_an_approved_text_stays_approved_and_a_draft_is_not_guessed() -> None:
    question = begun()
    with pytest.raises(NotItsTurn):
        guesses("a")
    hand_in(question, "editor")
    read(question, "content")
    read(question, "protection")
    assert not guesses("b", "b", "b")
    assert state_of(question) == "approved"


def test_other_words_begin_anew() -> None:
    question = begun()
    hand_in(question, "editor")
    guesses("b", "b")
    write(question, "en", WORDS.mapped(str.upper), "editor")
    hand_in(question, "editor")
    assert not guesses("b")


def test_the_page_shows_the_choices_alone_until_nothing_is_left(client: Client) -> None:
    question = begun()
    hand_in(question, "editor")
    reader = cast.make_staff(Role.Kind.REVIEWER)
    client.force_login(reader)
    page = client.get(page_of("pretest")).text
    assert all(words in page for words in WORDS.choices.values())
    assert WORDS.stem not in page
    assert f"/{question.key}/" not in page
    text = question.texts.get()
    sent = {"text": text.pk, "version": text.version, "choice": "a"}
    assert client.post(page_of("pretest"), sent).status_code == 302
    assert OptionGuess.objects.get().by == reader
    assert client.post(page_of("pretest"), sent).status_code == 404
    assert WORDS.choices["a"] not in client.get(page_of("pretest")).text


def test_who_wrote_it_or_knows_the_key_does_not_guess_it() -> None:
    question = begun()
    hand_in(question, "editor")
    for name, has in (("editor", False), ("content", False), ("other", True)):
        user = person(name)
        Role.objects.create(user=user, kind=Role.Kind.EDITOR, approved_at=timezone.now())
        if name == "content":
            read(question, name)
        assert bool(next_alone(desk_of_questions(user))) is has
