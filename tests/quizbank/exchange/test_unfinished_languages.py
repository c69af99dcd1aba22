"""A language that is not finished keeps no other out of a file, nor the file out of the bank."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import translation

from quizbank.exchange.files import export
from quizbank.exchange.taking_over import preview
from quizbank.formats.catalogue import FORMATS
from quizbank.models import Question, QuestionText
from quizbank.rules.text_units import ASKED
from schools.models import Role
from tests import cast
from tests.quizbank.made_kinds import every_kind

pytestmark = pytest.mark.django_db


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


def test_a_file_with_an_unfinished_language_comes_back_and_changes_nothing(
    questions: list[Question],
) -> None:
    before = list(QuestionText.objects.order_by("pk").values())
    file = export(FORMATS["sheet"], codes=cast.LANGUAGES)
    found = preview(FORMATS["sheet"], file.content, store=True)
    assert (found.new, found.changed, found.faults) == ([], [], [])
    assert found.unchanged == len(questions) * len(cast.LANGUAGES)
    assert list(QuestionText.objects.order_by("pk").values()) == before


def test_the_page_and_the_command_name_what_is_missing(tmp_path: Path, client: Client) -> None:
    QuestionText.objects.filter(language="hr").delete()
    client.force_login(cast.make_staff(Role.Kind.COORDINATOR))
    page = client.get("/en/staff/questions/files/sheet/export/", {"language": ["en", "hr"]}).text
    assert "These texts are missing or not finished, so they are not in the file:" in page
    assert "Hrvatski: 5 texts are missing" in page
    err = StringIO()
    call_command(
        "export_questions", str(tmp_path / "x.xlsx"), format="sheet", language=["en", "hr"],
        stderr=err, stdout=StringIO(),
    )  # fmt: skip
    assert "kind-sort: no text in hr, left out" in err.getvalue()
