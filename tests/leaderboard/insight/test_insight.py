"""What the ministry gets to see: published once, the own area only, the same in page and files."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from openpyxl import Workbook, load_workbook
from pytest_django import DjangoAssertNumQueries, DjangoDbBlocker

from base import clock
from base.models import User
from bench import many
from competition.models import Edition, Result, Window
from competition.sittings.actions.results import keep_approvals_of
from leaderboard.insight.actions import publish_country, publish_insight
from leaderboard.insight.permissions import insight_places
from leaderboard.insight.tables import TABLES
from leaderboard.models import InsightSnapshot
from quizbank.models import PaperQuestion
from schools.models import Country, Region, Role
from tests import cast

HOSTILE = '=HYPERLINK("http://x.example";"Кантон <b>@Č</b>")'
FILE = "/en/staff/insight/2027/all.xlsx"
STEM = "What about official-"
LANGUAGES = ["bs", "hr", "sr", "sr-latn", "en"]


pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _played(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """3,600 pupils have finished, in three schools of each region; stands for all tests."""
    with django_db_blocker.unblock(), transaction.atomic():
        cast.make_edition(cast.make_country())
        make_regions()
        with connection.cursor() as cursor:
            cursor.execute(*many.script(attempts=3600, answers=1))
            if connection.vendor == "postgresql":  # which knows nothing yet of what it holds
                cursor.execute("ANALYZE")
        yield
        transaction.set_rollback(True)


def make_regions() -> None:
    """Beside the canton there is, one with a hostile name and two parts."""
    parent = None
    for code, name in (("BA-2", HOSTILE), ("BA-21", "A"), ("BA-22", "B")):
        region = Region.objects.create(
            country_id="BA", code=code, level="canton", names={"bs": name}, parent=parent
        )
        region.path = f"{parent.path if parent else '/'}{region.pk}/"
        region.save()
        parent = parent or region


@pytest.fixture
def country() -> Country:
    return Country.objects.get()


@pytest.fixture
def played() -> Edition:
    return Edition.objects.get()


def end(edition: Edition) -> None:
    Window.objects.filter(edition=edition).update(closes_at=clock.now() - timedelta(minutes=1))
    keep_approvals_of(edition, at=clock.now())
    Edition.objects.filter(pk=edition.pk).update(state=Edition.State.SEALED)


@pytest.fixture(scope="module")
def published(_played: None, django_db_blocker: DjangoDbBlocker) -> Sequence[Mapping[str, object]]:
    """What is published of them, worked out once."""
    with django_db_blocker.unblock(), transaction.atomic():
        end(Edition.objects.get())
        assert publish_insight(at=clock.now()) == 1
        rows = list(InsightSnapshot.objects.values())
        transaction.set_rollback(True)
    return rows


@pytest.fixture
def over(played: Edition, published: Sequence[Mapping[str, object]]) -> Edition:
    end(played)
    InsightSnapshot.objects.bulk_create(InsightSnapshot(**row) for row in published)
    return played


@pytest.fixture
def ministry(country: Country) -> User:
    return cast.make_staff("ministry", country=country)


def address(part: str, language: str = "en", **chosen: object) -> str:
    query = "&".join(f"{name}={value}" for name, value in chosen.items())
    return f"/{language}/staff/insight/2027/{part}/?{query}"


def text(client: Client, who: User, path: str) -> str:
    client.force_login(who)
    response = client.get(path)
    assert response.status_code == 200
    return response.text


def table(page: str) -> list[list[str]]:
    """Rows of the page's table as they are read."""
    found = re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL)
    rows = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in found]
    return [[html.unescape(re.sub(r"<[^>]+>", "", cell)).strip() for cell in row] for row in rows]


def book_of(client: Client) -> Workbook:
    """All tables as the ministry takes them."""
    return load_workbook(io.BytesIO(client.get(FILE).getvalue()))


def test_the_file_holds_exactly_the_tables_of_the_pages_and_no_name_is_a_formula(
    over: Edition, ministry: User, client: Client
) -> None:
    pages = [table(text(client, ministry, address(part))) for part in TABLES]
    _about, *sheets = book_of(client).worksheets
    for page, sheet in zip(pages, sheets, strict=True):
        rows = [
            ["" if cell.value is None else str(cell.value) for cell in row]
            for row in sheet.iter_rows()
        ]
        assert len(page) > 1
        assert [[plain(cell) for cell in row] for row in rows] == [
            [plain(cell) for cell in row] for row in page
        ]
    names = [cell for cell in sheets[0]["A"] if str(cell.value).startswith("=")]
    assert [(cell.value, cell.data_type) for cell in names] == [(HOSTILE, "s")]


def plain(cell: str) -> str:
    """A number however its thousands and decimals are written."""
    clean = re.sub(r"(?<=\d),(?=\d{3}$)", "", cell)
    return f"{float(clean):g}" if re.fullmatch(r"[\d.]+", clean) else clean


@pytest.mark.parametrize("state", ["review", "live", "registration", "draft"])
def test_nothing_is_published_before_the_seal(
    state: str, played: Edition, ministry: User, client: Client
) -> None:
    end(played)
    Edition.objects.filter(pk=played.pk).update(state=state)
    assert publish_insight(at=clock.now()) == 0
    client.force_login(ministry)
    assert client.get(address("participation")).status_code == 404


def test_nothing_is_published_while_a_window_is_open_abroad(
    played: Edition, ministry: User, client: Client
) -> None:
    end(played)
    now, abroad = clock.now(), cast.make_country("HR")
    window = {"opens_at": now, "closes_at": now + timedelta(hours=1)}
    Window.objects.create(edition=played, country=abroad, **window)
    assert publish_insight(at=now) == 0
    assert publish_insight(at=now + timedelta(hours=1)) == 1


def test_what_is_published_never_changes(over: Edition, ministry: User, client: Client) -> None:
    before = [text(client, ministry, address(part)) for part in TABLES]
    Result.objects.filter(pk__in=Result.objects.values("pk")[:7]).update(counts=False, score=0)
    assert publish_insight(at=clock.now()) == 0
    assert not publish_country(over, Country.objects.get(), at=clock.now())
    assert [strip(text(client, ministry, address(part))) for part in TABLES] == list(
        map(strip, before)
    )


def strip(page: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)


def test_texts_of_questions_stay_in_while_a_window_is_open(
    over: Edition, ministry: User, client: Client
) -> None:
    assert all(STEM in said for said in questions_told(client, ministry))
    Window.objects.update(closes_at=clock.now() + timedelta(hours=1))
    Edition.objects.update(reveal_early=True)
    assert not any(STEM in said for said in questions_told(client, ministry))


def questions_told(client: Client, who: User) -> list[str]:
    """All that page and file say of the questions."""
    page = text(client, who, address("questions"))
    cells = [[cell.value for cell in row] for sheet in book_of(client) for row in sheet]
    return [page, str(cells)]


def test_a_region_sees_its_subtree_and_no_other(over: Edition, client: Client) -> None:
    first, second, part, _other = Region.objects.order_by("pk")
    who = cast.make_staff("ministry", region=second)
    page = text(client, who, address("participation"))
    assert [row[0] for row in table(page)[1:]] == ["A", "B"] or len(table(page)) >= 2
    assert "Kanton Sarajevo" not in page
    assert client.get(address("participation", area=part.pk)).status_code == 200
    for foreign in (first.pk, "BA", 10**6):
        for path in (address("participation", area=foreign), f"{FILE}?area={foreign}"):
            assert client.get(path).status_code == 404


@pytest.mark.parametrize("where", ["nowhere", "unapproved", "abroad"])
def test_without_an_own_place_there_is_nothing(
    where: str, over: Edition, country: Country, client: Client
) -> None:
    abroad = cast.make_country("HR") if where == "abroad" else country
    place = {} if where == "nowhere" else {"country": abroad}
    client.force_login(cast.make_staff("ministry", approved=where != "unapproved", **place))
    asked = [address("scores"), FILE, address("scores", country="BA")]
    assert [client.get(path).status_code for path in asked] == [404, 404, 404]


def test_who_organizes_in_one_country_and_is_the_ministry_of_another_sees_both(
    country: Country,
) -> None:
    abroad = cast.make_country("HR")
    user = cast.make_staff("ministry", country=abroad)
    assert insight_places(user) == [abroad]
    region = country.regions.earliest("pk")
    Role.objects.create(user=user, kind="organizer", region=region, approved_at=clock.now())
    assert insight_places(user) == [region, abroad]


def test_neutralised_questions_are_left_out_of_the_topics(
    over: Edition, ministry: User, client: Client
) -> None:
    PaperQuestion.objects.filter(paper__kind="official", number__lte=3).update(neutralised=True)
    _header, topic = table(text(client, ministry, address("topics")))
    assert topic[:2] == ["Privacy", "2"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_has_a_picture_with_a_finding(
    language: str, over: Edition, ministry: User, client: Client
) -> None:
    for part in TABLES:
        page = text(client, ministry, address(part, language=language))
        assert 'role="img"' in page
        assert 1 <= page.count("<rect") <= len(table(page)) - 1
        assert page.count("<rect") == page.count("picture-margin") or part == "participation"
        assert "blockquote" in page
    assert text(client, ministry, f"/{language}/staff/insight/").count("panel") == len(TABLES)


@pytest.mark.parametrize("part", TABLES)
def test_a_page_needs_the_same_few_queries_for_any_number_of_pupils(
    part: str,
    over: Edition,
    ministry: User,
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client.force_login(ministry)
    many_more = {"participation": 1, "topics": 7, "questions": 8}.get(part, 0)
    with django_assert_num_queries(8 + many_more):
        client.get(address(part))


def test_a_country_with_too_few_pupils_is_published_empty(
    played: Edition, ministry: User, client: Client
) -> None:
    end(played)
    Result.objects.exclude(pk__in=Result.objects.values("pk")[:9]).update(counts=False)
    assert publish_insight(at=clock.now()) == 1
    page = text(client, ministry, address("participation"))
    assert "Too few pupils" in page
    assert "<td" not in page
    assert len(book_of(client).worksheets) == len(TABLES) + 1
