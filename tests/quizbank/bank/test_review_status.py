"""Which texts a paper can be made of, and which a real edition may ask."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from base import clock
from quizbank.bank.queries import letters_of
from quizbank.bank.review_status import approved, letters_among, usable
from quizbank.exceptions import PaperNotPublishable
from quizbank.models import CompiledPaper, Paper, QuestionText
from quizbank.papers.actions import publish_paper
from tests import cast
from tests.cells import in_one_world

State = QuestionText.State


@pytest.fixture
def now() -> datetime:
    return clock.now()


def text(letters: str = "abc", state: str = State.APPROVED, **said: str) -> QuestionText:
    """A text that is not stored."""
    whole = {"stem": "What?", "explanation": "So.", **said}
    return QuestionText(choices=dict.fromkeys(letters, "x"), state=state, **whole)


def holed() -> QuestionText:
    """Its source got a choice more."""
    found = text()
    found.choices["c"] = ""
    return found


@pytest.mark.parametrize(
    ("one", "there"),
    [
        (text(), True),
        (text(state=State.DRAFT), True),
        (holed(), False),
        (text(stem=""), False),
        (text(explanation=""), False),
        (text("ab"), False),
        (text("abcd"), False),
        (text(""), False),
    ],
    ids=["whole", "draft", "hole", "stem", "explanation", "choice-less", "choice-more", "none"],
)
def test_a_text_with_a_hole_in_it_is_none(one: QuestionText, there: bool) -> None:
    assert ("hr" in usable({"en": text(), "hr": one}, "en")) == there


def test_letters_are_those_of_the_source_or_of_any_text_without_one() -> None:
    texts = {"bs": text("abc"), "en": text("abcd")}
    assert (letters_among(texts, "en"), letters_among(texts, "hr")) == ("abcd", "abc")
    assert letters_among({}, "en") == ""


@pytest.mark.parametrize(
    ("source", "translation", "passed"),
    [
        (State.APPROVED, State.APPROVED, {"en", "hr"}),
        (State.APPROVED, State.BACK_CHECK, {"en"}),
        (State.PROTECTION, State.APPROVED, set()),
        (State.DRAFT, State.APPROVED, set()),
    ],
)
def test_a_translation_is_approved_only_with_its_source(
    source: str, translation: str, passed: set[str]
) -> None:
    assert approved({"en": text(state=source), "hr": text(state=translation)}, "en") == passed


def test_nothing_is_approved_without_a_source_text() -> None:
    assert approved({"hr": text()}, "en") == frozenset()


@given(
    texts=st.dictionaries(
        st.sampled_from(["en", "hr", "sr", "sr-BA"]),
        st.builds(
            text,
            st.sampled_from(["", "ab", "abc", "abcd"]),
            st.sampled_from(State.values),
            stem=st.sampled_from(["", "What?"]),
        ),
    ),
    source=st.sampled_from(["en", "hr"]),
)
def test_what_is_approved_is_whole_and_never_without_its_source(
    texts: dict[str, QuestionText], source: str
) -> None:
    found = approved(texts, source)
    assert found <= usable(texts, source).keys()
    assert not found or source in found
    assert all(texts[code].is_complete and texts[code].state == "approved" for code in found)


@pytest.mark.django_db
@in_one_world(
    "changes",
    [
        {"choices": {**dict.fromkeys("abc", "x"), "d": ""}},
        {"choices": dict.fromkeys("abc", "x")},
        {"stem": ""},
        {"explanation": ""},
    ],
    ids=["empty-choice", "choice-less", "stem", "explanation"],
)
def test_a_text_that_is_not_complete_is_not_published(
    changes: dict[str, object], now: datetime
) -> None:
    question = cast.make_question("one")
    question.texts.filter(language="hr").update(**changes)
    with pytest.raises(PaperNotPublishable, match="one: the hr text is missing or not complete"):
        publish_paper(
            [question],
            title="A paper",
            kind="practice",
            division_code="12-13",
            languages=cast.LANGUAGES,
            at=now,
        )
    assert not Paper.objects.exists()
    assert not CompiledPaper.objects.exists()


@pytest.mark.django_db
def test_the_letters_of_a_stored_question_are_those_of_its_source() -> None:
    question = cast.make_question("one")
    question.texts.filter(language="bs").update(choices={"a": "x"})
    assert letters_of(question) == "abcd"
    question.texts.all().delete()
    with pytest.raises(PaperNotPublishable):
        letters_of(question)
