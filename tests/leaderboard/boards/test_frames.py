"""Pages of figures, the page for frames on other sites, and the big screen that changes boards."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from base import clock
from base.models import User
from competition.models import Edition
from competition.public.views import public
from leaderboard.boards.actions import publish_boards, publish_figures
from leaderboard.models import Board
from schools.models import Country, School
from tests.leaderboard import crowd

PAGE = "/en/boards/2027/ba/schools/"


@pytest.fixture
def ours(edition: Edition, country: Country) -> School:
    """A school with a row, beside one that is too small for one."""
    region = crowd.make_region(country, "North")
    small, _teacher = crowd.make_school(region, "Tiny")
    ours, _teacher = crowd.make_school(region, "OŠ <Vesna> & Co")
    crowd.play(small, edition, pupils=9)
    crowd.play(ours, edition, pupils=12)
    publish_boards(at=clock.now())
    publish_figures(at=clock.now())
    return ours


def test_the_list_groups_boards_by_country_and_kind(client: Client, ours: School) -> None:
    page = client.get("/en/boards/").text
    found = re.findall(r'href="/en/boards/2027/([^"]+)/"', page)
    assert found == ["ba/12-13", "ba/schools", "ba/regions", "all/countries", "hall"]


def test_what_was_archived_stays_in_reach(client: Client, ours: School) -> None:
    listed = client.get("/en/boards/").text
    assert "Earlier years" not in listed + client.get("/en/ba/").text
    Edition.objects.update(state="archived")
    public.forget()
    page = client.get("/en/boards/").text
    earlier = page.partition('id="earlier"')[2].partition("</section>")[0]
    found = re.findall(r'href="/en/boards/2027/([^"]+)/"', earlier)
    boards = ["ba/12-13", "ba/schools", "ba/regions", "all/countries"]
    assert found == [*boards, "seal"]
    assert "There are no boards yet." in page
    for board in boards:
        assert client.get(f"/en/boards/2027/{board}/").status_code == 200
    assert 'href="/en/boards/#earlier"' in client.get("/en/ba/").text


@pytest.mark.parametrize(
    "path",
    [
        "2027/ba/countries/",
        "2027/all/schools/",
        "2027/hr/schools/",
        "2026/ba/schools/",
        "2027/ba/pupils/",
        "2026/hall/",
    ],
)
def test_what_there_is_not_is_not_found(path: str, client: Client, ours: School) -> None:
    assert client.get(f"/en/boards/{path}").status_code == 404


@pytest.mark.parametrize("end", ["", "embed/"])
def test_a_page_takes_one_query(
    end: str, client: Client, ours: School, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        client.get(PAGE + end)


@pytest.mark.parametrize("state", ["draft", "registration"])
def test_nobody_sees_boards_of_an_edition_that_is_not_live(
    state: str, client: Client, superuser: User, ours: School
) -> None:
    Edition.objects.update(state=state)
    client.force_login(superuser)
    board = Board.objects.get(kind="schools")
    for path in (PAGE, f"{PAGE}embed/", "/en/boards/2027/hall/", f"/boards/{board.pk}/snapshot"):
        assert client.get(path).status_code == 404


# ---------------------------------------------------------------- frames


def test_only_the_page_for_frames_may_be_framed(client: Client, ours: School) -> None:
    framed, plain = client.get(f"{PAGE}embed/"), client.get(PAGE)
    assert "frame-ancestors *" in framed["Content-Security-Policy"]
    assert "default-src 'self'" in framed["Content-Security-Policy"]
    assert "X-Frame-Options" not in framed
    assert framed["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "frame-ancestors 'none'" in plain["Content-Security-Policy"]
    assert plain["X-Frame-Options"] == "DENY"


def test_the_page_for_frames_sets_no_cookie_and_reads_no_log_in(
    client: Client, superuser: User, ours: School
) -> None:
    bare = client.get(f"{PAGE}embed/")
    client.force_login(superuser)
    known = client.get(f"{PAGE}embed/")
    assert not bare.cookies
    assert not known.cookies
    assert "Cookie" not in known.get("Vary", "")
    assert known.text == bare.text


def test_the_page_for_frames_loads_nothing_from_others(client: Client, ours: School) -> None:
    page = client.get(f"{PAGE}embed/").text
    loaded = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert loaded
    assert all(address.startswith("/") for address in loaded)
    assert "<form" not in page


def test_the_code_to_copy_is_a_frame_of_this_board(client: Client, ours: School) -> None:
    page = client.get(f"{PAGE}?school={ours.pk}").text
    code = page.partition('spellcheck="false">')[2].partition("</textarea>")[0]
    address = f"http://testserver{PAGE}embed/?school={ours.pk}"
    assert code.startswith(f'&lt;iframe src="{address}"')


@pytest.mark.parametrize("end", ["", "embed/"])
def test_the_own_school_is_marked(end: str, client: Client, ours: School) -> None:
    assert client.get(f"{PAGE}{end}?school={ours.pk}").text.count('class="ours"') == 1


@pytest.mark.parametrize("asked", ["tiny", "0", "x", "'\"><b>", "9" * 40, "١"])
def test_a_school_without_a_row_is_marked_nowhere(asked: str, client: Client, ours: School) -> None:
    wanted = str(School.objects.get(name="Tiny").pk) if asked == "tiny" else asked
    page = client.get(f"{PAGE}embed/", {"school": wanted})
    assert page.status_code == 200
    assert 'class="ours"' not in page.text
    assert "<b>" not in page.text


# ---------------------------------------------------------------- the big screen


def test_the_big_screen_shows_the_chosen_boards_only(client: Client, ours: School) -> None:
    chosen = Board.objects.filter(kind__in=["schools", "regions"]).values_list("pk", flat=True)
    page = client.get("/en/boards/2027/hall/", {"show": list(chosen)}).text
    frames = re.search(r'"frames": \[([^\]]+)\]', page)
    assert frames
    assert sorted(re.findall(r"2027/ba/(\w+)/embed/\?look=hall", frames[1])) == [
        "regions",
        "schools",
    ]


@pytest.mark.parametrize("asked", ["", "?show=0", "?show=x", "?show=999999999999999999999"])
def test_without_a_choice_the_big_screen_asks(asked: str, client: Client, ours: School) -> None:
    page = client.get(f"/en/boards/2027/hall/{asked}").text
    assert page.count('name="show"') == 4
