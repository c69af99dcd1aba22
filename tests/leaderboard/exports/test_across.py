"""The workbook across countries, opened again: row by row against what is stored, and no more."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from base import clock
from base.models import MadeFile, User
from competition.aliases.actions import aliases_for
from competition.aliases.alias import text
from competition.models import Division, Edition, Result
from leaderboard.exports.workbooks import AcrossWorkbook
from leaderboard.insight.actions import publish_country
from schools.models import Country
from tests import cast
from tests.jobs import do_jobs

REGIONS = "/en/staff/schools/regions/"
HOME, ABROAD = "Bosnia and Herzegovina", "Croatia"


@pytest.fixture
def coordinator(db: None) -> User:
    return cast.make_staff("coordinator")


@pytest.fixture
def organizer(country: Country) -> User:
    return cast.make_staff("organizer", country=country)


@pytest.fixture
def published(reviewed: Edition) -> Edition:
    """Two countries with their figures, which anybody may know."""
    Edition.objects.update(state="published")
    edition = Edition.objects.get()
    for country in Country.objects.all():
        assert publish_country(edition, country, at=clock.now())
    return edition


def book_of(user: User, edition: Edition) -> Workbook:
    stream = io.BytesIO()
    with translation.override("en"):
        AcrossWorkbook(edition, user, clock.now()).write("across", stream, told=bool)
    return load_workbook(io.BytesIO(stream.getvalue()))


def rows(book: Workbook, sheet: str) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in book[sheet].iter_rows(min_row=2)]


def test_a_coordinator_gets_every_country_in_full(reviewed: Edition, coordinator: User) -> None:
    book = book_of(coordinator, reviewed)
    assert rows(book, "Countries") == [
        [HOME, "all", "in full", 4, 100, 16, 4, None, None],
        [HOME, "12–13", "in full", 4, None, 16, None, 70, None],
        [ABROAD, "all", "in full", 3, 100, 12, 4, None, None],
        [ABROAD, "12–13", "in full", 3, None, 12, None, 66.7, None],
    ]
    assert book.sheetnames == ["About", "Countries", "Results", "Questions"]
    answered = {row[5]: row[7] for row in rows(book, "Questions")}
    assert answered == {HOME: 16, ABROAD: 12}
    kinds = {cell.data_type for page in book for row in page.iter_rows() for cell in row}
    assert kinds <= {"s", "inlineStr", "n"}


def test_one_ranking_of_all_is_that_of_the_stored_results(
    reviewed: Edition, coordinator: User
) -> None:
    listed = rows(book_of(coordinator, reviewed), "Results")
    stored = Result.objects.select_related("country", "attempt__entry__school_class__school")
    expected = sorted(stored, key=lambda one: (-one.score, one.wrong, one.attempt_id))
    scores = [one.score for one in expected]
    names = aliases_for([one.attempt.card_id for one in expected], edition=reviewed)
    assert listed[0][:10] == [
        *(HOME, "12–13", 1, text(names[expected[0].attempt.card_id], "en")),
        *(5, 5, 1, "VII-0", "BA 0"),
        expected[0].attempt.entry.school_class.school.place or None,
    ]
    assert [[row[0], row[2], row[4], row[8]] for row in listed] == [
        [
            *(str(one.country), scores.index(one.score) + 1, one.score),
            one.attempt.entry.school_class.school.name,
        ]
        for one in expected
    ]


def test_before_publication_nothing_is_told_of_other_countries(
    reviewed: Edition, organizer: User
) -> None:
    book = book_of(organizer, reviewed)
    assert rows(book, "Results") == []
    told = str([rows(book, title) for title in book.sheetnames if title != "About"])
    assert told.count(ABROAD) == 1
    assert "HR " not in told


def test_figures_of_others_wait_for_publication(published: Edition, organizer: User) -> None:
    Edition.objects.update(state="sealed")
    told = rows(book_of(organizer, Edition.objects.get()), "Countries")[2:]
    assert told == [[ABROAD, "all", "not published yet", *[None] * 6]]


def test_an_organizer_gets_what_is_published_of_the_others(
    published: Edition, organizer: User
) -> None:
    for result in Result.objects.select_related("attempt"):
        aliases_for([result.attempt.card_id], edition=published)
    book = book_of(organizer, published)
    assert rows(book, "Countries")[2:] == [
        [ABROAD, "all", "as published", 3, 100, 12, 4, None, None],
        [ABROAD, "12–13", "as published", 3, None, 12, None, 66.7, None],
    ]
    listed = rows(book, "Results")
    assert len(listed) == 28
    own = (7, 8, 14, 15, 16)
    told = {(row[0], *(row[place] is not None for place in own)) for row in listed}
    assert told == {(HOME, *[True] * 5), (ABROAD, *[False] * 5)}
    assert all(row[3] for row in listed), "twelve of a country stand on its public page"


def test_a_board_that_shows_no_rows_stays_out_of_the_ranking(
    published: Edition, organizer: User
) -> None:
    abroad = Result.objects.filter(country="HR")
    abroad.filter(pk__in=list(abroad.values_list("pk", flat=True)[:3])).update(counts=False)
    listed = rows(book_of(organizer, published), "Results")
    assert {row[0] for row in listed} == {HOME}


def test_a_hidden_age_group_cannot_be_subtracted(reviewed: Edition, organizer: User) -> None:
    """The rankings tell how many of the other country stand in them: all ages together are left
    out while a board holds back. In the own country everything stays."""
    official = reviewed.divisions.get().official
    older = Division.objects.create(edition=reviewed, code="14-15", official=official)
    hidden = Result.objects.filter(country="HR").order_by("pk")[:2]
    Result.objects.filter(pk__in=[one.pk for one in hidden]).update(division=older)
    Edition.objects.update(state="published")
    edition = Edition.objects.get()
    publish_country(edition, Country.objects.get(pk="HR"), at=clock.now())
    book = book_of(organizer, edition)
    listed = [row for row in rows(book, "Results") if row[0] == ABROAD]
    whole, *ages = [row for row in rows(book, "Countries") if row[0] == ABROAD]
    assert {(row[1], len(listed)) for row in listed} == {("12–13", 10)}
    assert whole == [ABROAD, "all", "as published", 3, 100, None, None, None, None]
    assert {row[5] for row in ages} <= {10}, "12 of all ages, 10 of them listed: 2 are hidden"
    assert [row[5] for row in rows(book, "Countries") if row[:2] == [HOME, "all"]] == [16]


def test_only_editions_of_ones_own_countries_are_offered(reviewed: Edition, client: Client) -> None:
    elsewhere = Country.objects.create(code="XK", names={"en": "Elsewhere"})
    client.force_login(cast.make_staff("organizer", country=elsewhere))
    page = "/en/staff/spreadsheets/"
    assert "/make/" not in client.get(page).text
    for part in ("workbook", "across"):
        assert client.post(f"{page}2027/{part}/make/").status_code == 404
    assert client.get(f"{REGIONS}2027/csv/").status_code == 404
    assert client.get(REGIONS).context["edition"] is None
    assert not MadeFile.objects.exists()


def test_a_country_of_too_few_is_not_told(reviewed: Edition, organizer: User) -> None:
    abroad = Result.objects.filter(country="HR")
    abroad.filter(pk__in=list(abroad.values_list("pk", flat=True)[:3])).update(counts=False)
    Edition.objects.update(state="published")
    edition = Edition.objects.get()
    publish_country(edition, Country.objects.get(pk="HR"), at=clock.now())
    told = rows(book_of(organizer, edition), "Countries")[2:]
    assert told == [[ABROAD, "all", "too few to be told", *[None] * 6]]


def test_whoever_has_a_region_gets_no_country_in_full(published: Edition, country: Country) -> None:
    region = cast.make_staff("organizer", region=country.regions.get())
    told = {row[2] for row in rows(book_of(region, published), "Countries")}
    assert told == {"as published"}


def test_it_is_made_on_the_rail_where_there_are_several_countries(
    reviewed: Edition, organizer: User, client: Client
) -> None:
    client.force_login(organizer)
    page = "/en/staff/spreadsheets/"
    assert f"{page}2027/across/make/" in client.get(page).text
    client.post(f"{page}2027/across/make/")
    do_jobs()
    export = MadeFile.objects.get(part="across")
    response = client.get(f"{page}files/{export.pk}/")
    assert f"{reviewed.slug}-across-" in response.headers["Content-Disposition"]
    assert ".xlsx" in response.headers["Content-Disposition"]
    assert "Countries" in load_workbook(io.BytesIO(response.getvalue())).sheetnames
    reviewed.windows.exclude(country="BA").delete()
    reviewed.countries.set(Country.objects.filter(pk="BA"))
    assert "/across/make/" not in client.get(page).text
