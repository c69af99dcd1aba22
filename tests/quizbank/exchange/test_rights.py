"""Whoever only translates changes nothing but texts in the own languages, whatever the file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from tablib import Dataset

from quizbank.exchange.files import export, kind
from quizbank.exchange.sheet import COLUMNS
from quizbank.exchange.sheet_run import ImportPreview
from quizbank.exchange.taking_over import EVERYTHING, Rights, preview
from quizbank.formats.catalogue import FORMATS
from quizbank.models import Question
from tests import cast
from tests.cells import in_one_world

pytestmark = pytest.mark.django_db
CROATIAN = Rights(languages=lambda code: code == "hr", writes=False)
ABOUT = [("right", "b"), ("difficulty", "hard"), ("division", "9-11"), ("sensitive", "1")]
CELLS = [
    *(*ABOUT, ("question", "Words"), ("answer_b", "Words"), ("answer_d", ""), ("explanation", "")),
    *(("id", "new-one"), ("lang", "bs"), ("lang", "en")),
]
# The languages of a sheet, and what stands in a column of all its rows.
SHEETS = [
    *((("hr",), *cell) for cell in CELLS),
    *(((code,), "question", "Words") for code in ("bs", "en")),
    *((cast.LANGUAGES, *cell) for cell in ABOUT),
]


@pytest.fixture
def rows() -> list[dict[str, str]]:
    """Two stored questions as rows of our sheet."""
    for key in ("one", "two"):
        cast.make_question(key)
    content = export(FORMATS["sheet"], codes=cast.LANGUAGES).content
    return [dict(row) for row in kind("xlsx").create_dataset(content).dict]


def imported(table: list[dict[str, str]], rights: Rights) -> ImportPreview:
    """What comes of a sheet of these rows."""
    lines = (tuple(row[name] for name in COLUMNS) for row in table)
    content: bytes = kind("xlsx").export_data(Dataset(*lines, headers=COLUMNS))
    return preview(FORMATS["sheet"], content, rights=rights, store=True)


def bank(*but: str) -> dict[tuple[str, str], Any]:
    """All that is stored, without the texts in some languages."""
    fields = ("division_code", "topic_id", "difficulty", "right", "sensitive", "source")
    about = {(one["key"], ""): one for one in Question.objects.values("key", *fields)}
    texts = Question.objects.values("key", "texts__language", "texts__stem", "texts__choices")
    every = {(one["key"], one["texts__language"]): one for one in texts}
    return about | {key: one for key, one in every.items() if key[1] not in but}


@in_one_world(("languages", "column", "value"), SHEETS)
def test_a_translator_changes_nothing_but_translations(
    languages: Sequence[str], column: str, value: str, rows: list[dict[str, str]]
) -> None:
    before = bank("hr")
    mine = [row for row in rows if row["id"] == "one" and row["lang"] in languages]
    imported([{**row, column: value} for row in mine], CROATIAN)
    assert bank("hr") == before


@in_one_world(("rights", "stored"), [(CROATIAN, False), (EVERYTHING, True)])
def test_one_text_too_many_keeps_everything_out(
    rights: Rights, stored: bool, rows: list[dict[str, str]]
) -> None:
    for row in rows:
        if row["id"] == "one" and row["lang"] in ("hr", "sr"):
            row["question"] = "Words"
    found = imported(rows, rights)
    assert (found.stored, bool(found.faults)) == (stored, not stored)
    stems = set(Question.objects.values_list("texts__stem", flat=True))
    assert ("Words" in stems) == stored
