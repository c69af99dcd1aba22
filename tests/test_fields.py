"""No field without a line in docs/fields.yaml, and no line without a field."""

from __future__ import annotations

from pathlib import Path

import pytest

from deploy import fields
from deploy.fields import Stored, faults, read, stored

CARD = "schools.Card"
FILE = f"""
phrases:
  ends: {{card: with the card}}
models:
  {CARD}:
  - –: school_class number
  - {{fields: pin, of: pupil, what: PIN, why: to print it again, seen: teachers, ends: card}}
"""
CARDS: Stored = {CARD: frozenset({"school_class", "number", "pin"})}


def test_a_field_without_a_line_is_named_with_its_model() -> None:
    models = {CARD: CARDS[CARD] | {"shoe_size"}, "schools.Pet": frozenset({"name"})}
    told = ["schools.Card.shoe_size has no line", "schools.Pet.name has no line"]
    assert list(faults(read(FILE), models)) == told


def test_every_kind_of_field_is_looked_at() -> None:
    models = stored()
    assert {"school", "label", "teachers"} <= models["schools.SchoolClass"]
    assert "attempt" in models["competition.Result"]
    assert "data" in models["mfa.Authenticator"]
    assert "id" not in models[CARD]
    assert "schools.SchoolClass_teachers" not in models


def test_a_table_that_is_not_current_is_told_and_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, page_now = tmp_path / "page.md", fields.PAGE.read_text()
    monkeypatch.setattr(fields, "PAGE", page)
    page.write_text(page_now.replace("PIN, readable", "PIN, in secret"))
    assert "make fields" in fields.main()
    assert fields.main("--write") == ""
    assert (page.read_text(), fields.main()) == (page_now, "")
    page.write_text(page_now.replace("<!-- fields of school -->", ""))
    assert fields.main() == "docs/data-protection.md has no table of: school"
