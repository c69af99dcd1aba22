"""Pure decisions of the workshop: the stage of a whole question, and who may read a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizbank.bank.review_steps import PASSED, Stage, after_handing_in, may_review, stage_of
from quizbank.models import QuestionText

LANGUAGES = ("en", "bs", "hr")
STATES = st.sampled_from(QuestionText.State.values)
DONE = dict.fromkeys(LANGUAGES, "approved")


@pytest.mark.parametrize(
    ("states", "stage"),
    [
        pytest.param({}, Stage.DRAFT, id="nothing is written"),
        pytest.param({**DONE, "en": "draft"}, Stage.DRAFT, id="a draft, whatever else there is"),
        pytest.param({**DONE, "en": "content"}, Stage.CONTENT, id="content"),
        pytest.param({**DONE, "en": "protection"}, Stage.PROTECTION, id="child protection"),
        pytest.param({"en": "approved"}, Stage.TRANSLATION, id="no translation"),
        pytest.param({"en": "approved", "bs": "approved"}, Stage.TRANSLATION, id="one is missing"),
        pytest.param({**DONE, "hr": "draft", "bs": "back_check"}, Stage.TRANSLATION, id="slowest"),
        pytest.param({**DONE, "hr": "back_check"}, Stage.BACK_CHECK, id="back-check"),
        pytest.param({**DONE, "sr-BA": "draft"}, Stage.TRANSLATION, id="a variant counts"),
        pytest.param(DONE, Stage.APPROVED, id="approved"),
    ],
)
def test_a_question_stands_where_its_slowest_text_stands(
    states: dict[str, str], stage: Stage
) -> None:
    assert stage_of(states, source="en", languages=LANGUAGES) == stage


def test_a_question_may_be_written_in_any_language() -> None:
    states = {**DONE, "bs": "protection"}
    assert stage_of(states, source="bs", languages=LANGUAGES) == Stage.PROTECTION


@given(st.dictionaries(st.sampled_from([*LANGUAGES, "sr-BA"]), STATES))
def test_a_question_is_approved_when_every_text_there_has_to_be_is(states: dict[str, str]) -> None:
    # A translation never waits for the reviews of a source, nor a source for a back-check.
    odd = {"en": ("back_check",), **dict.fromkeys(("bs", "hr", "sr-BA"), ("content", "protection"))}
    states = {code: state for code, state in states.items() if state not in odd[code]}
    every = set(LANGUAGES) <= set(states) and set(states.values()) == {"approved"}
    stage = stage_of(states, source="en", languages=LANGUAGES)
    assert (stage == Stage.APPROVED) == every


def test_a_source_passes_two_reviews_and_a_translation_one() -> None:
    steps = {True: [after_handing_in(is_source=True)], False: [after_handing_in(is_source=False)]}
    for way in steps.values():
        while way[-1] in PASSED:
            way.append(PASSED[way[-1]])
    assert steps == {True: ["content", "protection", "approved"], False: ["back_check", "approved"]}


@given(st.integers(1, 4), st.sets(st.integers(1, 4)), st.sets(st.integers(1, 4)))
def test_nobody_reviews_own_work_or_twice(one: int, hands: set[int], readers: set[int]) -> None:
    assert may_review(one, hands=hands, readers=readers) == (one not in hands | readers)
