"""The questions of ``fixtures/`` and the command that checks them."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

import pytest
import yaml
from django.core.management import CommandError, call_command
from pytest_django import DjangoAssertNumQueries

from quizbank.checks import bank, check_rules, inspection
from quizbank.checks.check_rules import RULES, is_error
from tests import cast
from tests.quizbank.checks.made import made_item, rules_of

LANGUAGES = ["bs", "hr", "sr", "sr-latn", "en"]
QUESTIONS = inspection.FIXTURES / "questions"


def checked(source: str | Path = "", **options: object) -> str:
    out = StringIO()
    call_command("check_questions", *([str(source)] if source else []), stdout=out, **options)
    return out.getvalue()


def test_every_finding_has_a_rule_of_the_catalogue() -> None:
    odd = made_item("odd", right="d")
    found = bank.of_bank([odd, odd], inspection.guide(), LANGUAGES)
    assert set(rules_of(found)) <= RULES.keys()
    assert {"missing", "letters", "twin"} <= set(rules_of(found))


@pytest.mark.parametrize(("rule", "forbids"), [("catch-all", True), ("near-twin", False)])
def test_a_rule_forbids_or_warns(rule: str, forbids: bool) -> None:
    assert is_error(rule) is forbids
    assert RULES[rule].severity in (check_rules.ERROR, check_rules.WARNING)


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


def test_a_sheet_has_one_finding_in_a_row(folder: Path) -> None:
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("check_questions", str(folder), format="csv", errors=True, stdout=out)
    rows = list(csv.DictReader(StringIO(out.getvalue())))
    assert "warning" not in {row["severity"] for row in rows}, "they can be left out"
    assert {(row["question"], row["language"], row["rule"], row["severity"]) for row in rows} == {
        ("scam-free-coins", "hr", "key-long", "error"),
        ("scam-free-coins", "hr", "term", "error"),
    }


@pytest.mark.django_db
def test_the_stored_bank_is_checked_as_the_files_are() -> None:
    call_command("load_questions", verbosity=0)
    stored = {item.key: item for item in inspection.items_of_database()}
    assert stored == {item.key: item for item in inspection.items_of_files(QUESTIONS)}


@pytest.mark.django_db
def test_the_command_checks_what_is_stored() -> None:
    cast.make_question("one")
    out = StringIO()
    with pytest.raises(CommandError, match="findings have to be mended"):
        call_command("check_questions", "database", stdout=out)
    assert "1 questions" in out.getvalue()


@pytest.mark.django_db
def test_reading_the_stored_bank_takes_two_queries(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for key in ("one", "two"):
        cast.make_question(key)
    with django_assert_num_queries(2):
        assert [item.key for item in inspection.items_of_database()] == ["one", "two"]


@pytest.mark.parametrize(
    "content",
    ["", "id: x", "- 1", "texts: 5\nid: x\ndivision: x\nright: a", "a: [", "texts: {en: {}}"],
)
def test_a_file_that_is_no_question_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "odd.yaml").write_text(content, "utf-8")
    with pytest.raises(CommandError, match=r"odd\.yaml: this is no question"):
        checked(tmp_path)


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    (tmp_path / "old.yaml").write_bytes("id: šifra".encode("cp1250"))
    with pytest.raises(CommandError, match=r"old\.yaml: this is no question"):
        checked(tmp_path)


def test_a_folder_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="there is no such folder"):
        checked(tmp_path / "nowhere")
