"""A language that is not finished keeps no other out of a file, nor the file out of the bank."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import translation

from quizbank.exchange.completing import Missing
from quizbank.exchange.files import asked_for, export
from quizbank.exchange.taking_over import preview
from quizbank.formats.catalogue import FORMATS
from quizbank.models import Question, QuestionText
from quizbank.rules.text_units import ASKED
from schools.models import Role
from tests import cast
from tests.cells import in_one_world
from tests.quizbank.made_kinds import every_kind

pytestmark = pytest.mark.django_db

PROGRAMS = ["moodle", "qti21", "qti30"]


@pytest.fixture(autouse=True)
def questions(db: None) -> list[Question]:
    """One of each kind; in Croatian nothing is translated but the question itself."""
    found = every_kind()
    for text in QuestionText.objects.filter(language="hr"):
        for name in ASKED:
            setattr(text, name, dict.fromkeys(getattr(text, name), ""))
        text.save()
    translation.activate("en")
    return found


@in_one_world("name", [*PROGRAMS, "sheet"])
def test_a_file_with_an_unfinished_language_comes_back_and_changes_nothing(
    name: str, questions: list[Question]
) -> None:
    before = list(QuestionText.objects.order_by("pk").values())
    file = export(FORMATS[name], codes=cast.LANGUAGES)
    found = preview(FORMATS[name], file.content, store=True)
    assert (found.new, found.changed, found.faults) == ([], [], [])
    assert found.unchanged == len(questions) * (len(cast.LANGUAGES) - (name != "sheet"))
    assert list(QuestionText.objects.order_by("pk").values()) == before


@in_one_world("name", [*PROGRAMS, "gift"])
def test_what_is_left_out_is_said(name: str, questions: list[Question]) -> None:
    one = FORMATS[name].languages == "one"
    codes = ["hr"] if one else list(cast.LANGUAGES)
    chosen = asked_for(FORMATS[name], codes=codes)
    told = {key for key, code in chosen.gone if code == "hr"}
    assert one or told == {question.key for question in questions}
    assert {code for _key, code in chosen.gone} <= {"hr"}
    assert len(chosen.there) == (0 if one else len(questions))


def test_only_an_explanation_that_is_missing_leaves_a_text_in(questions: list[Question]) -> None:
    QuestionText.objects.filter(language="sr").update(explanation="")
    file = export(FORMATS["moodle"], codes=["en", "sr"])
    assert file.chosen.gone == []
    found = preview(FORMATS["moodle"], file.content, missing=Missing(language="en"), store=True)
    assert (found.changed, found.faults) == ([], [])
    assert found.unchanged == 2 * len(questions)


def test_the_page_and_the_command_name_it(tmp_path: Path, client: Client) -> None:
    client.force_login(cast.make_staff(Role.Kind.COORDINATOR))
    page = client.get("/en/staff/questions/files/moodle/export/", {"language": ["en", "hr"]}).text
    assert "These texts are missing or not finished, so they are not in the file:" in page
    assert "Hrvatski: 5 texts are missing" in page
    err = StringIO()
    call_command(
        "export_questions", str(tmp_path / "x.xml"), format="moodle", language=["en", "hr"],
        stderr=err, stdout=StringIO(),
    )  # fmt: skip
    assert "kind-sort: no finished text in hr, left out" in err.getvalue()
