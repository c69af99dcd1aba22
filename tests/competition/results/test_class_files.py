"""Results of a class as files: what they hold, in whose language, and what they never tell."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest
from auditlog.models import LogEntry
from django.test import Client
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from base import clock
from base.models import User
from competition.models import Attempt, Edition, Sitting
from competition.sittings.actions.sittings import close
from schools.models import Card, SchoolClass
from tests import cast

PAGE = "/{}/staff/sittings/{}/results/"


@pytest.fixture
def played(
    sitting: Sitting,
    school_class: SchoolClass,
    finished_attempt: Callable[..., Attempt],
    teacher: User,
) -> Sitting:
    """All right, all wrong, nothing answered; closed."""
    right = cast.right_choices(sitting.paper)
    wrong = "".join("2" if key == "1" else "1" for key in right)
    for card, choices in zip(school_class.cards.all(), (right, wrong, "00000"), strict=True):
        finished_attempt(card=card, choices=choices)
    close(sitting, by=teacher, at=clock.now())
    return sitting


@pytest.fixture
def desk(client: Client, teacher: User) -> Client:
    client.force_login(teacher)
    return client


def book(client: Client, sitting: Sitting, language: str = "en") -> Workbook:
    response = client.get(PAGE.format(language, sitting.pk) + "xlsx/")
    return load_workbook(io.BytesIO(b"".join(response)))


def rows(found: Workbook, sheet: str) -> list[tuple[object, ...]]:
    return list(found[sheet].iter_rows(values_only=True))


def lines(client: Client, sitting: Sitting) -> list[list[str]]:
    content = b"".join(client.get(PAGE.format("en", sitting.pk) + "csv/"))
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def test_a_workbook_has_a_sheet_by_pupil_by_question_and_by_topic(
    desk: Client, played: Sitting
) -> None:
    found = book(desk, played)
    assert found.sheetnames == ["By pupil", "By question", "By topic"]
    assert rows(found, "By pupil")[0] == (
        *("Number", "Points", "Right", "Wrong", "Not answered", "Minutes"),
    )
    assert [row[:5] for row in rows(found, "By pupil")[1:]] == [
        (1, 5, 5, 0, 0),
        (2, 0, 0, 5, 0),
        (3, 0, 0, 0, 5),
    ]
    assert rows(found, "By question")[1] == (1, "What about official-1?", "Privacy", 1, 33, 2)
    assert rows(found, "By topic")[1] == ("Privacy", 5, 15, 33)


def test_no_pupils_ticks_are_told_while_the_key_may_not_leave(
    desk: Client, played: Sitting, edition: Edition
) -> None:
    assert len(rows(book(desk, played), "By pupil")[0]) == 6
    assert len(rows(book(desk, played), "By question")[0]) == 6
    Edition.objects.update(reveal_early=True)
    found = book(desk, played)
    ticks = [row[6:] for row in rows(found, "By pupil")]
    assert ticks[0] == tuple(f"Question {number}" for number in range(1, 6))
    assert ticks[1:] == [(1,) * 5, (0,) * 5, (None,) * 5]
    assert rows(found, "By question")[1][6] == "official-1 a"


def test_names_stand_there_if_the_class_has_them_and_are_never_a_formula(
    desk: Client, played: Sitting, card: Card
) -> None:
    Card.objects.filter(pk=card.pk).update(name="=1+1")
    sheet = book(desk, played)["By pupil"]
    assert (sheet["B1"].value, sheet["B2"].value, sheet["B2"].data_type) == ("Name", "=1+1", "s")
    found = lines(desk, played)
    assert found[0][:3] == ["Number", "Name", "Points"]
    assert found[1][:3] == ["1", "'=1+1", "5"]


def test_the_file_speaks_the_readers_language_and_that_it_was_taken_is_on_record(
    desk: Client, played: Sitting, teacher: User, school_class: SchoolClass
) -> None:
    assert "По ученицима" in book(desk, played, "sr").sheetnames
    entry = LogEntry.objects.get(action=LogEntry.Action.ACCESS)
    day = f"{played.opened_at:%Y-%m}"
    assert (entry.actor, entry.object_pk) == (teacher, str(school_class.pk))
    assert entry.additional_data["file"].startswith(f"vii-2-{day}")
