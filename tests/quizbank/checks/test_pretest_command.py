"""The sheet of choices alone, filled in by readers and scored."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

import pytest
import yaml
from django.core.management import CommandError, call_command

from tests.quizbank.kind_files import file_of

CHOICES = {"a": "Red", "b": "Blue", "c": "Grey"}


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    """Three questions of one age, and one of several choices."""
    made = file_of("multi", "several")
    for n, right in enumerate("abc"):
        text = {"question": f"What {n}?", "choices": CHOICES, "explanation": "So."}
        data = {"id": f"q{n}", "division": "9-11", "right": right, "texts": {"en": text}}
        (tmp_path / f"q{n}.yaml").write_text(yaml.safe_dump(data), "utf-8")
    (tmp_path / "several.yaml").write_text(yaml.safe_dump(made), "utf-8")
    return tmp_path


def pretest(act: str, bank: Path, *files: Path, **options: object) -> str:
    out = StringIO()
    call_command("pretest", act, *map(str, files), source=str(bank), stdout=out, **options)
    return out.getvalue()


def test_a_sheet_has_neither_questions_nor_their_names(bank: Path) -> None:
    said = pretest("sheet", bank)
    rows = list(csv.DictReader(said.splitlines()))
    assert {frozenset([row["1"], row["2"], row["3"]]) for row in rows} == {
        frozenset(CHOICES.values())
    }
    assert len(rows) == 3
    assert "What" not in said
    assert "q1" not in said


def test_readers_fill_it_in_and_their_hits_are_counted(bank: Path, tmp_path: Path) -> None:
    reds = tmp_path / "reds.json"
    told = json.loads(pretest("sheet", bank, json=True))
    reds.write_text(
        json.dumps({one["question"]: one["choices"].index("Red") + 1 for one in told}), "utf-8"
    )
    found = json.loads(pretest("score", bank, reds, reds, reds, json=True))
    assert found["shares"]["9-11"] == {"picks": 9, "hits": 3, "chance": 1 / 3, "share": 0.333}
    assert found["hits"] == {"q0": [True] * 3, "q1": [False] * 3, "q2": [False] * 3}
    assert found["sent_back"] == ["q0"]


def test_a_filled_sheet_may_leave_picks_out(bank: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "filled.csv"
    lines = pretest("sheet", bank).splitlines()
    sheet.write_text("\n".join([lines[0], f"{lines[1]}1", *lines[2:]]), "utf-8")
    said = pretest("score", bank, sheet)
    assert "of 1 hit" in said
    assert "chance 33%" in said


def test_picks_of_another_sheet_are_named(bank: Path, tmp_path: Path) -> None:
    picks = tmp_path / "picks.csv"
    picks.write_text("question,pick\nabcdef12,1\n", "utf-8")
    with pytest.raises(CommandError, match="abcdef12"):
        pretest("score", bank, picks)
