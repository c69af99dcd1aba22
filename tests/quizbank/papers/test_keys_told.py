"""Which words are told after the quiz of a question on which somebody has worked since."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from django.utils import timezone

from quizbank.bank.queries import compiled_body
from quizbank.models import CompiledPaper, Paper, Question
from quizbank.papers.actions import publish_paper
from quizbank.papers.compiled_keys import key_digests
from tests.quizbank.people import approved, hand_in, read, send_back, text_of, translated, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def question() -> Question:
    """Its source and its translation are approved."""
    return translated(approved())


@pytest.fixture
def paper(question: Question) -> Paper:
    """Published in both languages."""
    return published(question)


def published(question: Question) -> Paper:
    return publish_paper(
        [question],
        title="p",
        kind="official",
        division_code="12-13",
        languages=("en", "bs"),
        countries=["BA"],
        at=timezone.now(),
    )


def explain(question: Question, said: str, language: str = "bs") -> None:
    """Press "Store the draft"."""
    words = replace(text_of(question, language).words, explanation=said)
    write(question, language, words, "editor")


def told(paper: Paper, language: str = "bs") -> str:
    body = compiled_body(key_digests(paper.pk)[language]) or b""
    return str(json.loads(body)["questions"][0]["explanation"])


def test_a_draft_of_another_explanation_is_told_to_nobody(paper: Paper, question: Question) -> None:
    before = text_of(question, "bs").explanation
    explain(question, "Nobody has read this.")
    assert told(paper) == before


def test_a_correction_that_passed_its_review_is_told(paper: Paper, question: Question) -> None:
    explain(question, "Better.")
    hand_in(question, "editor", "bs")
    read(question, "content", "bs")
    explain(question, "Worse.")
    assert told(paper) == "Better."


def test_a_source_that_was_sent_back_is_told_as_it_was_published(
    paper: Paper, question: Question
) -> None:
    before = text_of(question).explanation
    send_back(question, "content")
    explain(question, "Corrected, says one of us.", "en")
    assert told(paper, "en") == before
    assert told(paper) == text_of(question, "bs").explanation


def test_once_told_it_stays(paper: Paper, question: Question) -> None:
    first = told(paper)
    explain(question, "Better.")
    hand_in(question, "editor", "bs")
    read(question, "content", "bs")
    assert told(paper) == first


def test_a_variant_that_is_begun_later_explains_nothing(question: Question) -> None:
    write(question, "bs-BA", text_of(question, "bs").words, "editor")
    paper = published(question)
    other = replace(text_of(question, "bs").words, explanation="Of the language.")
    write(question, "bs-BA", other, "editor")
    write(question, "en-BA", other, "editor")
    assert set(paper.compiled.values_list("language", flat=True)) == {"en", "bs", "bs-BA"}
    assert told(paper, "bs-BA") == text_of(question, "bs").explanation
    CompiledPaper.objects.filter(language="bs-BA").update(language="en-BA")
    paper.compiled_keys.all().delete()
    assert told(paper, "en-BA") == text_of(question).explanation


def test_what_was_published_unreviewed_is_told_as_it_was_published(question: Question) -> None:
    explain(question, "A draft.")
    paper = published(question)
    explain(question, "Another draft.")
    assert told(paper) == "A draft."
