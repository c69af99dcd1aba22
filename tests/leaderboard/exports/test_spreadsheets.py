"""The organizer's spreadsheets: who gets which rows, and what stands in them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from base import clock
from base.models import MadeFile, User
from competition.models import Attempt, Division, Edition, Result, Window
from schools.models import Country, Region, Role, School, SchoolClass
from tests import cast
from tests.jobs import do_jobs

PAGE = "/{}/staff/spreadsheets/"
LISTS = ("winners", "results", "schools", "participation", "questions")


@pytest.fixture
def coordinator(db: None) -> User:
    return cast.make_staff("coordinator")


@pytest.fixture
def three(finished_attempt: Callable[..., Attempt], school_class: SchoolClass) -> list[Attempt]:
    made = [finished_attempt(card=card, choices="00000") for card in school_class.cards.all()]
    for attempt, (score, wrong) in zip(made, [(3, 0), (3, 1), (5, 0)], strict=True):
        Result.objects.filter(attempt=attempt).update(score=score, wrong=wrong, hard=1, tie_break=2)
    return made


@pytest.fixture
def abroad(edition: Edition) -> Result:
    """One pupil of another country, who is better than all at home."""
    school = cast.make_school(cast.make_country("HR"), name="OŠ Zagreb")
    teacher = cast.make_teacher(school, "zrinka@example.org")
    now = clock.now()
    Window.objects.create(
        edition=edition, country=school.country, opens_at=now, closes_at=now + timedelta(days=1)
    )
    school_class = cast.make_class(school, teacher, cards=1)
    sitting = cast.make_sitting(cast.make_entry(school_class, edition))
    attempt = cast.finish(cast.make_attempt(school_class.cards.get(), sitting), "00000")
    return Result.objects.get(attempt=attempt)


def made(client: Client, who: User, part: str, language: str = "en") -> bytes:
    """What somebody gets who asks on the page for a spreadsheet, and takes it when it is there."""
    client.force_login(who)
    client.post(PAGE.format(language) + f"2027/{part}/make/")
    do_jobs()
    export = MadeFile.objects.get(user=who, part=part)
    return client.get(PAGE.format(language) + f"files/{export.pk}/").getvalue()


def workbook(client: Client, who: User, language: str = "en") -> Workbook:
    return load_workbook(io.BytesIO(made(client, who, "workbook", language)))


def rows(book: Workbook, title: str) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in book[title].iter_rows()]


def as_csv(client: Client, who: User, part: str, language: str = "en") -> list[dict[str, str]]:
    text = made(client, who, part, language).decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))


def test_it_speaks_the_readers_language(
    three: list[Attempt], coordinator: User, client: Client
) -> None:
    book = workbook(client, coordinator, "hr")
    assert book.sheetnames[0] != "About"
    assert rows(book, book.sheetnames[3])[0][2] == "mjesto"


def test_nobody_is_called_a_winner_before_the_seal(
    three: list[Attempt], coordinator: User, client: Client
) -> None:
    book = workbook(client, coordinator)
    assert [len(rows(book, title)) for title in ("Stage", "Winners")] == [1, 1]


def test_an_organizer_gets_the_own_country_only(
    three: list[Attempt], abroad: Result, country: Country, client: Client
) -> None:
    organizer = cast.make_staff("organizer", country=country)
    book = workbook(client, organizer)
    text = str([rows(book, title) for title in book.sheetnames])
    assert len(rows(book, "Results")) == 4
    assert "Zagreb" not in text
    assert "Croatia" not in text
    for part in LISTS:
        assert "Zagreb" not in str(as_csv(client, organizer, part))


def test_in_a_region_ranks_are_those_of_the_whole_country(
    three: list[Attempt], country: Country, edition: Edition, client: Client
) -> None:
    school = cast.make_school(country, name="OŠ Druga")
    region = Region.objects.create(
        country=country, code="BA-2", level="canton", names={"bs": "Drugi"}, path="/999999/"
    )
    School.objects.filter(pk=school.pk).update(region=region)
    school_class = cast.make_class(school, cast.make_teacher(school, "drago@example.org"), cards=1)
    sitting = cast.make_sitting(cast.make_entry(school_class, edition))
    cast.finish(cast.make_attempt(school_class.cards.get(), sitting), "00000")
    results = as_csv(client, cast.make_staff("organizer", region=region), "results")
    assert [(row["school"], row["rank"]) for row in results] == [("OŠ Druga", "4")]


def test_schools_are_all_of_the_register(
    three: list[Attempt], country: Country, coordinator: User, client: Client
) -> None:
    cast.make_school(country, name="OŠ Čačak")
    cast.make_school(country, name="OŠ Cetinje", verified=False)
    School.objects.filter(name="OŠ Čačak").update(pupil_count=None)
    found = as_csv(client, coordinator, "schools")
    assert [row["school"] for row in found] == ["OŠ Cetinje", "OŠ Čačak", "OŠ Vesna"]
    last = found[-1]
    assert (last["classes entered"], last["pupils entered"], last["pupils finished"]) == (
        "1",
        "3",
        "3",
    )
    shares = [row["finished, share of the school (%)"] for row in found]
    assert shares == ["0,0", "", "0,8"]


def test_pupils_who_wait_for_approval_are_in_schools_only(
    three: list[Attempt], teacher: User, coordinator: User, client: Client
) -> None:
    Role.objects.filter(user=teacher).update(approved_at=None)
    (school,) = as_csv(client, coordinator, "schools")
    assert (school["pupils finished"], school["of them waiting for approval"]) == ("3", "3")
    assert as_csv(client, coordinator, "results") == []


def test_questions_are_counted_by_country_and_language(
    finished_attempt: Callable[..., Attempt],
    school_class: SchoolClass,
    division: Division,
    coordinator: User,
    client: Client,
) -> None:
    assert division.official is not None
    key = cast.right_choices(division.official)
    wrong = str(int(key[0]) % 4 + 1)
    first, second, third = school_class.cards.all()
    finished_attempt(card=first, choices=key)
    finished_attempt(card=second, choices=wrong + key[1:])
    finished_attempt(card=third, choices="0" + key[1:])
    Attempt.objects.filter(card=third).update(language="hr")
    found = [row for row in as_csv(client, coordinator, "questions") if row["question"] == "1"]
    names = ("country", "language", "pupils", "right (%)", "unanswered (%)")
    assert [[row[name] for name in names] for row in found] == [
        ["Bosnia and Herzegovina", "all", "3", "33,3", "33,3"],
        ["Bosnia and Herzegovina", "Bosanski", "2", "50,0", "0,0"],
        ["Bosnia and Herzegovina", "Hrvatski", "1", "0,0", "100,0"],
    ]


def test_no_text_of_a_question_leaves_while_a_class_may_have_it_before_it(
    three: list[Attempt], edition: Edition, coordinator: User, client: Client
) -> None:
    assert {row["text"] for row in as_csv(client, coordinator, "questions")} == {""}
    Window.objects.update(opens_at=clock.now() - timedelta(days=2), closes_at=clock.now())
    assert as_csv(client, coordinator, "questions")[0]["text"] == "What about official-1?"


@pytest.mark.parametrize("part", ["winners", "results", "schools", "questions"])
def test_without_results_every_list_has_a_header(
    part: str, edition: Edition, coordinator: User, client: Client
) -> None:
    text = made(client, coordinator, part).decode()
    assert text.count("\n") == 1


def test_a_region_is_told_its_own(
    three: list[Attempt], country: Country, school_class: SchoolClass, client: Client
) -> None:
    other = Region.objects.create(
        country=country, code="BA-2", level="canton", names={"bs": "Drugi"}, path="/999999/"
    )
    organizer = cast.make_staff("organizer", region=school_class.school.region)
    client.force_login(organizer)
    assert "3 finished" in client.get(PAGE.format("en")).text
    organizer.roles.update(region=other)
    assert "3 finished" not in client.get(PAGE.format("en")).text
