"""The organizer's workbook opened again: every cell of every sheet against the database."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import translation
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from base import clock
from base.models import User
from competition.aliases.actions import aliases_for
from competition.models import Attempt, Edition, Result
from leaderboard.exports.workbooks import AreaWorkbook
from quizbank.models import PaperQuestion, QuestionText
from schools.models import Country, Region, School, SchoolClass
from tests import cast

SCHOOL = '=HYPERLINK("http://x";"ОШ „Вук“")'
PLACE = "@SUM(1+1)"
LABEL = "+1'\"V-a"
TEACHER = "Љубица-Đurđa " * 6 + "Šć"
REGION = '#REF! Кантон; "а"\tb'
TITLE = "-1+cmd|' /C calc'!A0 квиз"


@pytest.fixture
def book(
    three: list[Attempt],
    country: Country,
    edition: Edition,
    school: School,
    school_class: SchoolClass,
    teacher: User,
) -> Workbook:
    """The workbook of a country in which everything is named with ill will."""
    Region.objects.update(names={"en": REGION})
    School.objects.update(name=SCHOOL, place=PLACE)
    SchoolClass.objects.update(label=LABEL)
    User.objects.update(name=TEACHER[:80])
    Edition.objects.update(names={"en": TITLE})
    edition.refresh_from_db()
    stream = io.BytesIO()
    with translation.override("en"):
        coordinator = cast.make_staff("coordinator")
        AreaWorkbook(edition, coordinator, clock.now()).write("workbook", stream, told=bool)
    return load_workbook(io.BytesIO(stream.getvalue()))


@pytest.fixture
def three(finished_attempt: Callable[..., Attempt], school_class: SchoolClass) -> list[Attempt]:
    """The second and the third share all but points of hard questions."""
    made = [finished_attempt(card=card, choices="00000") for card in school_class.cards.all()]
    for attempt, (score, hard) in zip(made, [(3, 1), (3, 0), (5, 1)], strict=True):
        Result.objects.filter(attempt=attempt).update(score=score, hard=hard)
    aliases_for([attempt.card_id for attempt in made], edition=made[0].entry.edition)
    return made


def lines(book: Workbook, sheet: str) -> list[list[Any]]:
    """The rows below the header."""
    return [[cell.value for cell in row] for row in book[sheet].iter_rows(min_row=2)]


def test_no_cell_of_any_sheet_is_a_formula(book: Workbook) -> None:
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert kinds <= {"s", "inlineStr", "n"}


def test_schools(book: Workbook) -> None:
    assert lines(book, "Schools") == [
        [
            *("Bosnia and Herzegovina", REGION, SCHOOL, PLACE, "OŠ Vesna"),
            *(400, 1, 3, 3, 0, 0.8, None),
        ]
    ]


def test_questions(book: Workbook, edition: Edition) -> None:
    items = PaperQuestion.objects.filter(paper=edition.divisions.get().official)
    found = lines(book, "Questions")
    assert len(found) == items.count()
    for item, row in zip(items.order_by("number"), found, strict=True):
        with translation.override("en"):
            difficulty = item.question.get_difficulty_display()
        # nobody answered, and the texts stay in while the window is open
        assert row == [
            *("12–13", item.number, "Privacy", difficulty, None),
            *("Bosnia and Herzegovina", "Bosanski"),
            *(3, 0, 100, None),
        ]
    assert QuestionText.objects.filter(stem__in=[str(row[4]) for row in found]).count() == 0


def test_the_explaining_sheet(book: Workbook) -> None:
    about = str(lines(book, "About"))
    assert f"{TITLE} 2027, all countries, as of" in about
    assert "Rank: points, hard questions, tie-break questions, then equal." in about


def test_at_most_eight_sheets(book: Workbook) -> None:
    lists = ["Stage", "Winners", "Results", "Schools", "Participation", "Questions"]
    assert book.sheetnames == ["About", *lists]
