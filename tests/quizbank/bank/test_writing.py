"""Texts are stored wording by wording; what changes decides which reviews are void."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from auditlog.models import LogEntry
from django.utils import timezone

from quizbank import exceptions
from quizbank.bank.actions.beginning import begin_question, store_question
from quizbank.bank.actions.writing import About, change_about, write_text
from quizbank.bank.queries import hands_of
from quizbank.exceptions import BadQuestion
from quizbank.models import Question, QuestionText, Review, Wording
from quizbank.rules.text_units import TextWords
from tests import cast
from tests.cells import in_one_world
from tests.quizbank.people import (
    ABOUT,
    ASKED,
    PITANO,
    another,
    approved,
    begun,
    hand_in,
    person,
    put_into_paper,
    read,
    send_back,
    state_of,
    text_of,
    translated,
    write,
)

pytestmark = pytest.mark.django_db
LONGER = another(ASKED, d="Cry")


def change(question: Question, by: str = "editor", **changes: Any) -> None:  # noqa: ANN401 - of any field
    """Change what a question is, and nothing else of it."""
    question.refresh_from_db()
    now = About(*(getattr(question, name) for name in About.__slots__))
    change_about(question, replace(now, **changes), by=person(by), at=timezone.now())


def test_a_question_begins_as_the_draft_of_whoever_writes_it() -> None:
    text = text_of(begun())
    assert (text.state, text.version, text.source_version) == ("draft", 1, None)
    assert hands_of(text) == {person("editor").pk}
    assert text.wordings.get().by == person("editor")


def test_an_identifier_that_is_taken_is_refused_and_its_question_stays() -> None:
    question = begun()
    with pytest.raises(exceptions.KeyTaken, match="Choose another one"):
        begin_question("one", ABOUT, source="hr", words=PITANO, by=person("x"), at=timezone.now())
    assert (text_of(question).stem, Wording.objects.count()) == ("What now?", 1)


def test_every_wording_is_kept_with_who_wrote_it() -> None:
    question = approved()
    write(question, "en", another(ASKED, a="Flee"), "second")
    kept = text_of(question).wordings.values_list("version", "choices__a", "by__email")
    assert list(kept) == [(1, "Run", "editor@example.org"), (2, "Flee", "second@example.org")]
    assert state_of(question) == "draft"


def test_the_same_words_change_nothing() -> None:
    question = approved()
    turned = replace(ASKED, choices=dict(sorted(ASKED.choices.items(), reverse=True)))
    write(question, "en", turned, "second")
    assert (state_of(question), Wording.objects.count()) == ("approved", 1)


def test_whoever_began_from_an_earlier_wording_is_told_so() -> None:
    question = begun()
    write(question, "en", another(ASKED, a="Flee"), "second")
    for version in (0, 1, 3):
        with pytest.raises(exceptions.TextChanged, match="What you wrote is below"):
            write_text(
                question, "en", words=PITANO, by=person("x"), at=timezone.now(), version=version
            )
    assert text_of(question).choices["a"] == "Flee"


def test_a_changed_source_sends_all_translations_back() -> None:
    question = translated(translated(approved()), "hr")
    write(question, "en", another(ASKED, stem="And now?"), "editor")
    assert set(question.texts.values_list("state", flat=True)) == {"draft"}
    assert {text_of(question, code).source_version for code in ("bs", "hr")} == {1}
    assert text_of(question, "bs").words == PITANO


def test_a_translation_that_is_corrected_still_answers_the_earlier_source() -> None:
    question = translated(approved())
    write(question, "en", another(ASKED, stem="And now?"), "editor")
    assert write(question, "bs", another(PITANO, a="Trči"), "translator").source_version == 1


def test_a_changed_translation_leaves_the_source_approved() -> None:
    question = translated(translated(approved()), "hr")
    write(question, "bs", another(PITANO, a="Trči"), "translator")
    assert [state_of(question, code) for code in ("en", "bs", "hr")] == [
        "approved", "draft", "approved",
    ]  # fmt: skip


def test_a_new_choice_is_empty_in_translations_and_makes_a_wording_of_nobody() -> None:
    question = translated(approved())
    write(question, "en", LONGER, "editor")
    text = text_of(question, "bs")
    assert text.choices == {**PITANO.choices, "d": ""}
    assert (text.version, text.wordings.last().by) == (2, None)  # type: ignore[union-attr]
    with pytest.raises(exceptions.TextChanged):
        write_text(question, "bs", words=PITANO, by=person("x"), at=timezone.now(), version=1)


def test_a_choice_that_goes_stays_in_the_wordings_of_every_language() -> None:
    question = begun(words=LONGER)
    write(question, "bs", another(PITANO, d="Plači"), "translator")
    write(question, "en", ASKED, "editor")
    text = text_of(question, "bs")
    assert (text.letters, text.wordings.first().choices["d"]) == ("abc", "Plači")  # type: ignore[union-attr]


def test_other_letters_are_refused_once_pupils_were_asked() -> None:
    question = approved()
    put_into_paper(question)
    with pytest.raises(exceptions.InPaper, match="Retire it and write a new one"):
        write(question, "en", LONGER, "editor")
    assert write(question, "en", another(ASKED, a="Flee"), "editor").state == "draft"


@in_one_world(
    "changes",
    [{"topic_id": "PWD"}, {"difficulty": "hard"}, {"division_code": "9-11"}, {"sensitive": True}],
    ids=["topic", "difficulty", "age group", "sensitive"],
)
def test_what_a_question_is_concerns_the_reviews_of_its_source_only(
    changes: dict[str, Any],
) -> None:
    question = translated(approved())
    change(question, **changes)
    assert (state_of(question), state_of(question, "bs")) == ("draft", "approved")
    assert text_of(question, "bs").source_version == text_of(question).version == 2
    assert Review.objects.filter(act="changed").get().by == person("editor")


def test_another_right_answer_voids_every_review() -> None:
    question = translated(translated(approved()), "hr")
    change(question, right="c")
    assert set(question.texts.values_list("state", flat=True)) == {"draft"}
    assert text_of(question, "bs").source_version == 1


@in_one_world("right", ["c", "b"])
def test_a_translation_that_is_sent_back_is_on_the_record_of_staff_actions(right: str) -> None:
    question = translated(approved())
    change(question, right=right)
    write(question, "en", another(ASKED, stem="And now?"), "editor")
    entries = LogEntry.objects.get_for_object(text_of(question, "bs"))
    assert entries.filter(changes__state=["approved", "draft"]).count() == 1


def test_what_stays_as_it_is_voids_nothing() -> None:
    question = translated(approved())
    change(question)
    assert state_of(question) == "approved"
    assert not Review.objects.filter(act="changed").exists()


@in_one_world(
    "changes",
    [{"topic_id": "PWD"}, {"difficulty": "hard"}, {"division_code": "9-11"}, {"right": "c"}],
    ids=["topic", "difficulty", "age group", "right answer"],
)
def test_a_question_pupils_were_asked_stays_what_it_is(changes: dict[str, Any]) -> None:
    question = approved()
    put_into_paper(question)
    with pytest.raises(exceptions.InPaper, match="in a published paper"):
        change(question, **changes)
    assert state_of(question) == "approved"
    change(question, sensitive=True)
    assert state_of(question) == "draft"


def test_whoever_changes_the_topic_is_a_hand_and_so_is_the_author_of_the_words() -> None:
    question = approved()
    change(question, by="second", topic_id="PWD")
    assert hands_of(text_of(question)) == {person("editor").pk, person("second").pk}


def test_after_an_approval_only_those_of_the_later_words_are_hands() -> None:
    question = approved()
    write(question, "en", another(ASKED, a="Flee"), "second")
    assert hands_of(text_of(question)) == {person("second").pk}
    write(question, "en", ASKED, "second")
    assert hands_of(text_of(question)) == {person("second").pk, person("editor").pk}


def test_words_that_come_back_are_still_of_those_who_wrote_and_handed_them_in() -> None:
    question = begun()
    hand_in(question, "second")
    for reader in ("content", "protection"):
        read(question, reader)
    for words in (another(ASKED, a="Flee"), ASKED):
        write(question, "en", words, "third")
    assert hands_of(text_of(question)) == {person(n).pk for n in ("editor", "second", "third")}


def test_all_who_worked_for_an_approval_are_hands_when_it_is_withdrawn() -> None:
    question = approved()
    for by in ("second", "third"):
        write(question, "en", another(ASKED, a=by), by)
    hand_in(question, "third")
    for reader in ("content", "protection"):
        read(question, reader)
    send_back(question, "reader")
    assert hands_of(text_of(question)) == {person("second").pk, person("third").pk}


def test_a_new_translation_answers_the_source_as_it_is() -> None:
    question = begun()
    write(question, "en", another(ASKED, a="Flee"), "editor")
    assert write(question, "hr", PITANO, "translator").source_version == 2


@in_one_world(
    ("words", "complete"),
    [
        (ASKED, True),
        (LONGER, True),
        (replace(ASKED, stem="  "), False),
        (replace(ASKED, explanation=""), False),
        (replace(ASKED, choices={"a": "Run", "b": "Ask", "c": " "}), False),
        (replace(ASKED, choices={"a": "Run", "b": "Ask"}), False),
        (replace(ASKED, choices={"a": "Run", "b": "Ask", "d": "Cry"}), False),
        (replace(ASKED, choices={}), False),
    ],
    ids=["three", "four", "no question", "no reason", "blank", "two", "a gap", "no answers"],
)
def test_a_text_is_complete_when_nothing_of_it_is_empty(words: TextWords, complete: bool) -> None:
    assert text_of(begun(words=words)).is_complete is complete


def file_of(question: Question, **changes: object) -> dict[str, object]:
    """What a file of the product says about a question of the cast."""
    text = {
        "question": f"What about {question.key}?",
        "choices": {letter: f"{question.key} {letter}" for letter in "abcd"},
        "explanation": f"Because of {question.key}.",
    }
    about = {"division": "12-13", "topic": "PRIV", "difficulty": "medium", "right": "a"}
    return {"id": question.key, **about, "texts": dict.fromkeys(cast.LANGUAGES, text), **changes}


@in_one_world(
    ("changes", "draft"),
    [
        ({}, set()),
        ({"difficulty": "hard"}, {"en"}),
        ({"right": "b"}, set(cast.LANGUAGES)),
        ({"source": "bs"}, set(cast.LANGUAGES)),
    ],
    ids=["nothing", "difficulty", "right answer", "source"],
)
def test_a_file_that_is_read_again_voids_what_it_changes(
    changes: dict[str, object], draft: set[str]
) -> None:
    question = cast.make_question("old")
    QuestionText.objects.update(state="approved")
    store_question(file_of(question, **changes), languages=(), at=timezone.now())
    assert (
        set(QuestionText.objects.filter(state="draft").values_list("language", flat=True)) == draft
    )


def test_a_file_does_not_change_what_pupils_were_asked() -> None:
    question = cast.make_paper("practice", 1).items.get().question
    data = file_of(question, difficulty="easy")
    with pytest.raises(BadQuestion, match="practice-1: This question is in a published paper"):
        store_question(data, languages=(), at=timezone.now())


def test_a_file_is_the_work_of_nobody_so_anybody_may_read_it() -> None:
    question = cast.make_question("old")
    hand_in(question, "editor")
    assert hands_of(text_of(question)) == {person("editor").pk}
