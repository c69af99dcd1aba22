"""The questions of ``fixtures/`` and the command that checks them."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
import yaml
from django.core.management import CommandError, call_command

from quizbank.checks import inspection

LANGUAGES = ["bs", "hr", "sr", "sr-latn", "en"]
QUESTIONS = inspection.FIXTURES / "questions"


def checked(source: str | Path = "", **options: object) -> str:
    out = StringIO()
    call_command("check_questions", *([str(source)] if source else []), stdout=out, **options)
    return out.getvalue()


def test_the_command_ends_well_with_the_bank_and_tells_what_cues_hit() -> None:
    """A rule that is broken and forbids would end it with an error."""
    said = checked()
    files = len(list(QUESTIONS.glob("*/*.yaml")))
    assert f"{files} questions" in said
    assert "sr-latn " in said
    assert "warning " in said


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One question of the bank, with a key that is too long and a word of a neighbour."""
    data = yaml.safe_load((QUESTIONS / "9-11" / "scam-free-coins.yaml").read_text("utf-8"))
    data["texts"]["hr"]["choices"]["a"] = "Kompjuter ugasiti i poruku pokazati odrasloj osobi"
    data["texts"]["hr"]["choices"]["b"] = "Ništa"
    data["texts"]["hr"]["choices"]["c"] = "Otići"
    (tmp_path / "one.yaml").write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
    return tmp_path


def test_the_command_fails_where_a_rule_forbids(folder: Path) -> None:
    out = StringIO()
    with pytest.raises(CommandError, match="2 findings have to be mended"):
        call_command("check_questions", str(folder), stdout=out)
    assert "error key-long: scam-free-coins hr: the key has" in out.getvalue()


@pytest.mark.django_db
def test_the_stored_bank_is_checked_as_the_files_are() -> None:
    call_command("load_questions", verbosity=0)
    stored = {item.key: item for item in inspection.items_of_database()}
    assert stored == {item.key: item for item in inspection.items_of_files(QUESTIONS)}


@pytest.mark.parametrize(
    "content",
    ["", "id: x", "- 1", "texts: 5\nid: x\ndivision: x\nright: a", "a: [", "texts: {en: {}}"],
)
def test_a_file_that_is_no_question_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "odd.yaml").write_text(content, "utf-8")
    with pytest.raises(CommandError, match=r"odd\.yaml: this is no question"):
        checked(tmp_path)
