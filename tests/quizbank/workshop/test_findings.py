"""What the machine says of one stored question."""

from __future__ import annotations

import pytest

from quizbank.models import Question
from quizbank.workshop.queries.findings import findings_of
from tests import cast
from tests.cells import in_one_world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

STORY = {
    "stem": "Somebody sends you a strange picture in the group chat. What do you do?",
    "choices": {"a": "I tell a grown-up", "b": "I forward it", "c": "I laugh at it"},
    "explanation": "A grown-up can help.",
}


def make(key: str, **changes: object) -> Question:
    """A question with a text of five languages that a check could like."""
    question = cast.make_question(key)
    question.texts.update(**{**STORY, **changes})
    return question


def rules(question: Question) -> set[tuple[str, str]]:
    return {(one.rule, one.language) for one in findings_of(question)}


def test_what_is_missing_or_too_long_is_found_in_its_language() -> None:
    question = make("one")
    before = rules(question)
    question.texts.filter(language="hr").delete()
    question.texts.filter(language="en").update(stem="Why? " * 40)
    found = rules(question) - before
    assert {("missing", "Hrvatski"), ("length", "English")} <= found


def test_what_has_to_be_mended_comes_before_what_to_look_at_again() -> None:
    question = make("one")
    question.texts.filter(language="hr").delete()
    question.texts.filter(language="en").update(stem="Call 112 or 113? What is it not?")
    severities = [one.is_error for one in findings_of(question)]
    assert severities == sorted(severities, reverse=True)
    assert set(severities) == {True, False}


@in_one_world(
    ("stem", "rule"),
    [
        (STORY["stem"], "twin"),
        ("Somebody posts a strange picture in your group chat. What now?", "near-twin"),
        ("Which password is the strongest of these?", None),
    ],
    ids=["twin", "near-twin", "unlike"],
)
def test_others_of_the_bank_that_are_much_alike_are_named(stem: str, rule: str | None) -> None:
    question = make("one")
    make("other", stem=stem, choices={"a": "I tell somebody", "b": "x", "c": "y"})
    alike = [one for one in findings_of(question) if "twin" in one.rule]
    assert [(one.rule, one.language) for one in alike] == ([(rule, "English")] if rule else [])
    assert all("other" in one.message for one in alike)


def test_a_retired_question_is_nobodys_twin() -> None:
    question, other = make("one"), make("other")
    assert "twin" in {rule for rule, _language in rules(question)}
    Question.objects.filter(pk=other.pk).update(retired_at="2026-01-01T00:00Z")
    assert "twin" not in {rule for rule, _language in rules(question)}


@in_one_world("language", ["en", "hr"], ids=["source", "translation"])
def test_a_text_that_is_only_begun_stops_no_check(language: str) -> None:
    question = make("one")
    begun = {"stem": "", "choices": {"a": "", "b": "", "c": ""}, "explanation": ""}
    question.texts.filter(language=language).update(**begun)
    assert "length" in {one.rule for one in findings_of(question)}
    question.texts.all().delete()
    assert {one.rule for one in findings_of(question)} == {"missing"}
