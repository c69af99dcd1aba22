"""From draft to approved by several people; each step that is refused says why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.utils import timezone

from quizbank import exceptions
from quizbank.bank.actions import reviewing
from quizbank.bank.actions.writing import change_about
from quizbank.bank.review_steps import PASSED
from quizbank.models import Question, QuestionText, Review
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
    read,
    send_back,
    state_of,
    translated,
    write,
)

pytestmark = pytest.mark.django_db


def acts(question: Question, language: str = "en") -> list[tuple[str, str]]:
    """What is on record of a text, in order: what was done, and by whom."""
    found = Review.objects.filter(question=question, language=language).order_by("pk")
    return [(one.act, str(one.by).partition("@")[0]) for one in found]


def test_a_source_goes_through_both_reviews() -> None:
    question = begun()
    states = [state_of(question)]
    for step, by in ((hand_in, "editor"), (read, "content"), (read, "protection")):
        step(question, by)
        states.append(state_of(question))
    assert states == ["draft", "content", "protection", "approved"]
    assert acts(question) == [
        ("handed_in", "editor"), ("content", "content"), ("protection", "protection"),
    ]  # fmt: skip


def test_a_translation_goes_through_its_back_check() -> None:
    question = approved()
    write(question, "bs", PITANO, "translator")
    assert hand_in(question, "translator", "bs").state == "back_check"
    assert read(question, "checker", "bs")
    assert state_of(question, "bs") == "approved"
    assert acts(question, "bs") == [("handed_in", "translator"), ("back_check", "checker")]


def waits_for_back_check() -> Question:
    question = approved()
    write(question, "bs", PITANO, "translator")
    hand_in(question, "translator", "bs")
    return question


def waits_for_content() -> Question:
    question = begun()
    hand_in(question, "editor")
    return question


def waits_for_protection() -> Question:
    question = waits_for_content()
    read(question, "content")
    return question


type Made = Callable[[], Question]


@in_one_world(
    ("made", "language", "by"),
    [
        (waits_for_content, "en", "editor"),
        (waits_for_protection, "en", "editor"),
        (waits_for_back_check, "bs", "translator"),
    ],
)
def test_nobody_reviews_what_they_wrote(made: Made, language: str, by: str) -> None:
    question = made()
    before = state_of(question, language)
    with pytest.raises(exceptions.OwnWork, match="You have worked on this text yourself"):
        read(question, by, language)
    assert state_of(question, language) == before


def test_one_person_does_not_pass_both_reviews() -> None:
    with pytest.raises(exceptions.AlreadyRead, match="Another person has to read it"):
        read(waits_for_protection(), "content")


def test_the_writer_of_a_source_may_check_its_translation() -> None:
    question = waits_for_back_check()
    assert read(question, "editor", "bs")


@in_one_world(("made", "language"), [(waits_for_content, "en"), (waits_for_back_check, "bs")])
def test_a_reader_who_takes_another_answer_for_right_is_on_record(
    made: Made, language: str
) -> None:
    question = made()
    before = state_of(question, language)
    assert read(question, "reader", language, choice="c") is False
    assert state_of(question, language) == before
    assert acts(question, language)[-1] == ("misread", "reader")


def test_the_child_protection_review_asks_for_no_answer() -> None:
    assert read(waits_for_protection(), "protection", choice="") is True


@in_one_world("made", [begun, approved], ids=["draft", "approved"])
def test_only_what_waits_for_a_review_passes_one(made: Made) -> None:
    with pytest.raises(exceptions.NotItsTurn, match="not at that step any more"):
        read(made(), "reader")


def test_a_retired_question_passes_no_review() -> None:
    question = waits_for_content()
    reviewing.retire(question, comment="Old.", by=person("editor"), at=timezone.now())
    with pytest.raises(exceptions.NotItsTurn):
        read(question, "reader")


def test_only_a_draft_is_handed_in() -> None:
    for made in (waits_for_content(), approved(key="two")):
        with pytest.raises(exceptions.NotItsTurn):
            hand_in(made, "editor")


@in_one_world(
    "made", [waits_for_content, waits_for_protection, approved], ids=["first", "second", "after"]
)
def test_a_reader_sends_a_text_back_and_says_why(made: Made) -> None:
    question = made()
    send_back(question, "reader", comment=" Too long. ")
    said = Review.objects.get(act="sent_back")
    assert (said.comment, said.version, said.by) == ("Too long.", 1, person("reader"))
    assert state_of(question) == "draft"


def test_a_draft_is_not_sent_back() -> None:
    with pytest.raises(exceptions.NotItsTurn):
        send_back(begun(), "reader")


def test_who_says_nothing_gives_no_reason() -> None:
    question = approved()
    by, at = person("reader"), timezone.now()
    for comment in ("", " \n "):
        with pytest.raises(exceptions.NoReason, match="Write what is wrong"):
            send_back(question, "reader", comment=comment)
        with pytest.raises(exceptions.NoReason):
            reviewing.comment_on(question, "en", comment=comment, by=by, at=at)
        with pytest.raises(exceptions.NoReason):
            reviewing.retire(question, comment=comment, by=by, at=at)
    assert not Review.objects.filter(by=by).exists()


def test_a_comment_changes_nothing() -> None:
    question = approved()
    reviewing.comment_on(question, "", comment=" Fine. ", by=person("x"), at=timezone.now())
    said = Review.objects.get(act="comment")
    assert (said.comment, said.language, said.version) == ("Fine.", "", None)
    assert state_of(question) == "approved"


STEPS: dict[str, Callable[..., object]] = {
    "hand in": reviewing.hand_in,
    "pass": lambda *a, **k: reviewing.pass_review(*a, choice="b", **k),
    "send back": lambda *a, **k: reviewing.send_back(*a, comment="Why?", **k),
}


@in_one_world("step", STEPS.values(), ids=STEPS)
@in_one_world("made", [begun, waits_for_content, waits_for_protection])
def test_no_step_is_taken_with_words_one_has_not_seen(
    step: Callable[..., object], made: Made
) -> None:
    question = made()
    for language, version in (("en", 2), ("en", 0), ("hr", 1)):
        with pytest.raises(exceptions.TextChanged, match="since you opened the page"):
            step(question, language, version=version, by=person("x"), at=timezone.now())


def test_a_translation_waits_until_its_source_is_approved() -> None:
    question = waits_for_protection()
    write(question, "bs", PITANO, "translator")
    with pytest.raises(exceptions.SourceNotApproved, match="Your draft is stored"):
        hand_in(question, "translator", "bs")
    read(question, "protection")
    assert hand_in(question, "translator", "bs").source_version == 1


def test_a_translation_without_a_new_choice_is_not_handed_in() -> None:
    question = translated(approved())
    write(question, "en", another(ASKED, d="Cry"), "editor")
    hand_in(question, "editor")
    for reader in ("content", "protection"):
        read(question, reader)
    with pytest.raises(exceptions.Incomplete, match="Something is still empty"):
        hand_in(question, "translator", "bs")
    write(question, "bs", PITANO, "translator")
    with pytest.raises(exceptions.Incomplete):
        hand_in(question, "translator", "bs")
    write(question, "bs", another(PITANO, d="Plači"), "translator")
    assert hand_in(question, "translator", "bs").source_version == 2


def test_a_question_whose_right_answer_is_none_of_its_answers_is_not_handed_in() -> None:
    question = begun()
    change_about(question, replace(ABOUT, right="d"), by=person("editor"), at=timezone.now())
    with pytest.raises(exceptions.Incomplete):
        hand_in(question, "editor")


@in_one_world("empty", ["stem", "explanation"])
def test_an_empty_text_is_not_handed_in(empty: str) -> None:
    with pytest.raises(exceptions.Incomplete):
        hand_in(begun(words=replace(ASKED, **{empty: " "})), "editor")  # type: ignore[arg-type]


def test_no_step_is_taken_beside_a_source_one_has_not_seen() -> None:
    question = waits_for_back_check()
    by, at = person("checker"), timezone.now()
    write(question, "en", another(ASKED, a="Flee"), "editor")
    hand_in(question, "editor")
    read(question, "content")
    read(question, "protection")
    with pytest.raises(exceptions.TextChanged):
        reviewing.hand_in(question, "bs", version=1, source_version=1, by=by, at=at)
    hand_in(question, "translator", "bs")
    beside = {"version": 1, "choice": "b", "by": by, "at": at}
    with pytest.raises(exceptions.TextChanged):
        reviewing.pass_review(question, "bs", source_version=1, **beside)  # type: ignore[arg-type]
    assert reviewing.pass_review(question, "bs", source_version=2, **beside)  # type: ignore[arg-type]


def test_nobody_passes_another_review_than_the_one_they_saw() -> None:
    question = waits_for_protection()
    with pytest.raises(exceptions.NotItsTurn):
        reviewing.pass_review(
            question, "en", version=1, state="content", choice="b", by=person("x"),
            at=timezone.now(),
        )  # fmt: skip
    assert state_of(question) == "protection"


def test_another_wording_is_read_from_the_beginning() -> None:
    question = waits_for_protection()
    write(question, "en", another(ASKED, a="Flee"), "editor")
    hand_in(question, "editor")
    assert read(question, "content")
    assert state_of(question) == "protection"


def test_a_question_is_retired_and_taken_back_into_use_once() -> None:
    question, by, at = approved(), person("editor"), timezone.now()
    with pytest.raises(exceptions.NotItsTurn):
        reviewing.restore(question, by=by, at=at)
    reviewing.retire(question, comment="Old.", by=by, at=at)
    with pytest.raises(exceptions.NotItsTurn):
        reviewing.retire(question, comment="Old.", by=by, at=at)
    reviewing.restore(question, by=by, at=at)
    question.refresh_from_db()
    assert (question.retired_at, state_of(question)) == (None, "approved")
    assert acts(question, "") == [("retired", "editor"), ("restored", "editor")]


def test_states_of_the_model_and_of_the_pure_decisions_are_the_same() -> None:
    assert set(reviewing.ACTS) == set(PASSED)
    assert {*PASSED, "draft", "approved"} == set(QuestionText.State.values)
