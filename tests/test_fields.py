"""No field without a line in docs/fields.yaml, and no line without a field."""

from __future__ import annotations

from pathlib import Path

import pytest

from deploy import fields
from deploy.fields import Column, Stored, faults, read, stored

CARD = "schools.Card"
FILE = f"""
phrases:
  ends: {{card: with the card}}
models:
  {CARD}:
  - –: school_class number
  - {{fields: pin, of: pupil, what: PIN, why: to print it again, seen: teachers, ends: card}}
"""
CARDS: Stored = {
    CARD: {
        "school_class": Column("schools.SchoolClass"),
        "number": Column(),
        "pin": Column(free=True),
    }
}


def test_a_field_that_may_be_a_person_s_has_a_line() -> None:
    pet = {
        "owner": Column("base.User"),
        "name": Column(free=True),
        "legs": Column(),
        "kind": Column("schools.Kind"),
    }
    shop = {"name": Column(free=True), "mail": Column(free=True, mail=True)}
    card = {**CARDS[CARD], "shoe_size": Column(), "colour": Column("schools.Colour")}
    models = {CARD: card, "schools.Pet": pet, "schools.Shop": shop}
    missing = ["Card.shoe_size", "Pet.name", "Pet.owner", "Shop.mail"]
    assert list(faults(read(FILE), models)) == [f"schools.{name} has no line" for name in missing]


def test_every_kind_of_field_is_looked_at() -> None:
    models = stored()
    assert {"school", "label", "teachers"} <= models["schools.SchoolClass"].keys()
    assert models["competition.Result"]["attempt"].to == "competition.Attempt"
    assert models["mfa.Authenticator"]["data"].free
    assert models["schools.Invitation"]["email"].mail
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
