"""Drafts of Serbian in its other script: what is stored, what is only reported."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from base import clock
from quizbank.bank.actions.writing import write_text
from quizbank.models import Question, QuestionText
from quizbank.rules.text_units import TextWords
from quizbank.workshop.serbian_drafts import drafted_words
from tests import cast
from tests.cells import in_one_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def question() -> Question:
    """A question with a Latin Serbian text and none in Cyrillic."""
    question = cast.make_question("one")
    question.texts.filter(language="sr").delete()
    question.texts.filter(language="sr-latn").update(
        stem="Šta Njegoš radi na TikToku?",
        choices={"a": "Piše", "b": "Ćuti", "c": "Čita", "d": "Injekciju"},
        explanation="Kod {code} je tajna.",
        state="approved",
    )
    return question


def drafted(source: str = "sr-latn", target: str = "sr", **options: object) -> str:
    out = StringIO()
    call_command("draft_script", source=source, target=target, stdout=out, **options)
    return out.getvalue()


def cyrillic(question: Question) -> QuestionText:
    return question.texts.get(language="sr")


def test_a_missing_text_is_drafted_and_unreviewed(question: Question) -> None:
    assert drafted() == "drafted one\n1 drafted, 0 same, 0 differs, 0 refused\n"
    text = cyrillic(question)
    assert text.stem == "Шта Његош ради на TikToku?"
    assert text.choices == {"a": "Пише", "b": "Ћути", "c": "Чита", "d": "Инјекцију"}
    assert (text.explanation, text.state) == ("Код {code} је тајна.", "draft")


def test_a_second_run_finds_the_same(question: Question) -> None:
    drafted()
    assert drafted() == "0 drafted, 1 same, 0 differs, 0 refused\n"
    assert drafted("sr", "sr-latn") == "0 drafted, 1 same, 0 differs, 0 refused\n"
    assert question.texts.get(language="sr-latn").state == "approved"


def test_a_rehearsal_stores_nothing(question: Question) -> None:
    assert "drafted one" in drafted(dry_run=True)
    assert not question.texts.filter(language="sr").exists()


def test_what_differs_is_named_and_left_alone(question: Question) -> None:
    drafted()
    question.texts.filter(language="sr").update(stem="Шта Вук ради на TikToku?", state="approved")
    assert "differs one: the question: Његош / Вук\n" in drafted()
    assert (cyrillic(question).stem, cyrillic(question).state) == (
        "Шта Вук ради на TikToku?",
        "approved",
    )


def test_cyrillic_is_drafted_in_latin_too(question: Question) -> None:
    drafted()
    question.texts.filter(language="sr-latn").delete()
    drafted("sr", "sr-latn")
    assert question.texts.get(language="sr-latn").stem == "Šta Njegoš radi na TikToku?"


def test_a_draft_that_would_be_too_long_is_refused_with_its_reason(question: Question) -> None:
    drafted()
    question.texts.filter(language="sr-latn").delete()
    question.texts.filter(language="sr").update(stem="љ" * 119)
    said = drafted("sr", "sr-latn")
    assert "refused one: the question is longer than 180 characters" in said
    assert not question.texts.filter(language="sr-latn").exists()


@in_one_world("language", ["sr", "sr-latn"])
def test_a_script_is_not_drafted_from_itself(language: str) -> None:
    with pytest.raises(CommandError, match="two scripts"):
        drafted(language, language)


@pytest.fixture
def fixtures(tmp_path: Path, settings: Settings) -> None:
    """Two questions of the sample."""
    there = settings.BASE_DIR / "fixtures"
    for path in (there / "topics.yaml", *sorted((there / "questions/9-11").glob("*.yaml"))[:2]):
        copy = tmp_path / path.relative_to(settings.BASE_DIR)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    settings.BASE_DIR = tmp_path


def test_a_demo_that_is_started_again_keeps_what_somebody_wrote(fixtures: None) -> None:
    call_command("load_questions", verbosity=0)
    one, other = Question.objects.order_by("key")
    user = cast.make_superuser()
    words = TextWords("Changed?", one.texts.get(language="en").choices, "So.")
    write_text(one, "en", words=words, by=user, at=clock.now())
    other.texts.filter(language="en").update(stem="Not as in the file?")
    call_command("load_questions", keep=True, verbosity=0)
    assert one.texts.get(language="en").stem == "Changed?"
    assert other.texts.get(language="en").stem != "Not as in the file?"


def test_a_draft_quotes_the_addresses_of_its_scene_as_they_stand_there(question: Question) -> None:
    scene = {"kind": "mail", "parts": [{"id": "1", "as": "link", "address": "igra.example"}]}
    words = TextWords("Kome pripada „igra“, a čija je igra?")
    (drafted_text, _doubts) = drafted_words(words, "sr", scene)
    assert drafted_text.stem == "Коме припада „igra“, а чија је игра?"
    written_out = TextWords("Prijava je na igra.ulaz.example. Vlasnik je „ulaz“, a ovo je ulaz.")
    (drafted_text, _doubts) = drafted_words(written_out, "sr", {})
    assert drafted_text.stem == "Пријава је на igra.ulaz.example. Власник је „ulaz“, а ово је улаз."


def test_a_draft_answers_the_source_that_its_other_script_answers(question: Question) -> None:
    choices = question.texts.get(language="en").choices
    words = TextWords("Anew?", choices, "So.")
    write_text(question, "en", words=words, by=None, at=clock.now())
    drafted()
    assert (cyrillic(question).source_version, question.texts.get(language="en").version) == (1, 2)
