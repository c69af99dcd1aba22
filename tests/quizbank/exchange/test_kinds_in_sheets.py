"""Questions of all kinds in our sheet: a unit in each cell, and a scene in one."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from django.utils import translation

from quizbank.exchange.files import export, kind
from quizbank.exchange.sheet import EVERY, table_of
from quizbank.exchange.sheet_run import ImportPreview
from quizbank.exchange.taking_over import preview
from quizbank.formats.catalogue import FORMATS
from quizbank.models import Question, QuestionText
from tests import cast
from tests.quizbank.kind_files import KINDS, MAIL
from tests.quizbank.made_kinds import every_kind

pytestmark = pytest.mark.django_db
MAIL_CELL = (
    "mail\na sender address=help@prize.example\n1 paragraph\n"
    "b link address=game.prize.example\nc paragraph\nd paragraph"
)


@pytest.fixture(autouse=True)
def questions(db: None) -> dict[str, Question]:
    """A stored question of each kind, approved."""
    found = {question.kind: question for question in every_kind()}
    QuestionText.objects.update(state="approved")
    translation.activate("en")
    return found


def table(*languages: str) -> list[dict[str, str]]:
    """The bank as rows of our sheet."""
    content = export(FORMATS["sheet"], codes=languages or cast.LANGUAGES).content
    return [dict(row) for row in kind("xlsx").create_dataset(content).dict]


def brought(rows: list[dict[str, str]], *but: str) -> ImportPreview:
    """What comes of a sheet of these rows, without some columns."""
    columns = [name for name in EVERY if name in rows[0] and name not in but]
    content: bytes = kind("xlsx").export_data(table_of(rows, columns))
    return preview(FORMATS["sheet"], content, store=True)


def row_of(kind_: str, rows: list[dict[str, str]]) -> dict[str, str]:
    """The row of a question of a kind."""
    return next(row for row in rows if row["id"] == f"kind-{kind_}")


def faults(rows: list[dict[str, str]]) -> list[tuple[str, str]]:
    """Column and sentence of what is wrong with a sheet of these rows."""
    return [(fault.where, str(fault.text % fault.values)) for fault in brought(rows).faults]


def test_a_sheet_has_a_column_for_what_its_questions_have() -> None:
    row = row_of("spots", table("en"))
    assert row["scene"] == MAIL_CELL
    assert (row["kind"], row["right"], row["answer_e"]) == ("spots", "ab", "Nothing")
    assert (row["part_1"], row["note_a"]) == ("Hello,", "Look at its owner.")
    assert "note_1" in row
    assert not {"answer_f", "part_3", "group_3", "name_2"} & row.keys()


def test_a_sheet_without_the_new_columns_leaves_what_they_would_say() -> None:
    rows = table("hr")
    row_of("spots", rows)["question"] = "Što?"
    more = [name for name in rows[0] if name.startswith(("part_", "name_", "group_", "note_"))]
    found = brought(rows, "kind", "scene", "answer_e", *more)
    assert ([line.columns for line in found.changed], found.faults) == ([["question"]], [])
    text = QuestionText.objects.get(question__key="kind-spots", language="hr")
    assert (text.stem, text.parts, text.question.scene) == ("Što?", {"1": "Hello,"}, MAIL)


def test_a_sheet_without_a_column_of_every_sheet_leaves_what_the_bank_says() -> None:
    Question.objects.update(sensitive=True)
    rows = table("hr")
    row_of("multi", rows)["question"] = "Što?"
    found = brought(rows, "sensitive", "answer_d")
    assert ([line.columns for line in found.changed], found.faults) == ([["question"]], [])
    assert Question.objects.filter(sensitive=True).count() == len(KINDS)
    text = QuestionText.objects.get(question__key="kind-multi", language="hr")
    assert text.choices["d"] == "multi d"


def test_a_language_that_is_not_complete_keeps_no_other_out() -> None:
    hr = QuestionText.objects.get(question__key="kind-multi", language="hr")
    hr.choices |= {"b": "", "d": ""}
    hr.save()
    rows = table()
    bosnian, croatian = (
        next(row for row in rows if (row["id"], row["lang"]) == ("kind-multi", code))
        for code in ("bs", "hr")
    )
    bosnian["question"] = "Šta?"
    found = brought(rows)
    assert ([line.name for line in found.changed], found.faults) == (["kind-multi bs"], [])
    croatian["answer_d"] = "Nešto"
    [line] = brought([croatian]).changed
    hr.refresh_from_db()
    assert (line.columns, hr.choices["b"], hr.choices["d"]) == (["answer_d"], "", "Nešto")


CHANGES: dict[str, tuple[str, Mapping[str, str], str, str]] = {
    "no such kind": ("sort", {"kind": "guess"}, "kind", "Write one of: single, multi, sort"),
    "a right answer of another kind": ("order", {"right": "b"}, "question", "does not fit"),
    "all right": ("multi", {"right": "abcd"}, "question", "at least two not"),
    "a scene of nobody's making": ("spots", {"scene": "mail\n?"}, "scene", "Line 2 of the scene"),
    "a scene that is none": ("single", {"scene": "film"}, "question", "is no kind of scene"),
    "a part without text": ("single", {"part_2": ""}, "question", "part 2"),
    "a long group": ("sort", {"group_1": "x" * 17}, "group_1", "longer than 16 characters"),
    "a long note": ("order", {"note_c": "x" * 141}, "note_c", "longer than 140 characters"),
    "a real address": (
        "spots",
        {"scene": MAIL_CELL.replace("game.prize.example", "game.com")},
        "question",
        "address: game.com",
    ),
}


def test_what_does_not_fit_is_told_by_its_column() -> None:
    rows = table()
    for change, (kind_, cells, where, text) in CHANGES.items():
        mine = [{**row, **cells} for row in rows if row["id"] == f"kind-{kind_}"]
        found = faults(mine)
        assert {column for column, _text in found} == {where}, change
        assert text in found[0][1], change


def test_a_part_that_changes_is_a_new_wording() -> None:
    rows = table("en")
    row_of("spots", rows)["part_1"] = "Dear Vuk,"
    [line] = brought(rows).changed
    assert line.columns == ["part_1"]
    states = QuestionText.objects.filter(question__key="kind-spots").values_list("state")
    assert set(states) == {("draft",)}


def test_an_empty_column_takes_away_what_it_had() -> None:
    rows = table()
    for row in rows:
        row["note_c"] = ""
    found = brought(rows)
    assert {tuple(line.columns) for line in found.changed} == {("note_c",)}
    assert QuestionText.objects.filter(question__key="kind-order", notes={}).count() == 5


def test_an_empty_kind_is_the_one_in_the_bank() -> None:
    rows = table("en")
    for row in rows:
        row["kind"] = ""
    assert (brought(rows).changed, brought(rows).faults) == ([], [])
