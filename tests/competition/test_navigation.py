"""The ways at the head of a page: to each their own, daily work first, the present one marked."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from schools.models import School, User
from tests import cast

pytestmark = pytest.mark.django_db
WAY = re.compile(r'<a href="([^"]+)"\s*(?:aria-current="(\w+)")?>')
DAILY = ["day/", "editions/", "schools/", "/en/boards/"]
RARER = [
    "questions/",
    "",
    "outages/",
    "spreadsheets/",
    "insight/",
    "contacts/",
    "people/",
    "record/",
]


def ways(client: Client, page: str = "/en/help/") -> dict[str, str]:
    """Addresses in the order in which they stand, each with its ``aria-current``."""
    html = client.get(page).content.decode()
    head = html[html.index('class="site-nav"') :].partition("</nav>")[0]
    return {url.removeprefix("/en/staff/"): current for url, current in WAY.findall(head)}


@pytest.mark.parametrize(
    ("kind", "seen"),
    [
        pytest.param("organizer", DAILY + RARER, id="organizer"),
        pytest.param("ministry", ["insight/", "/en/boards/"], id="ministry"),
        pytest.param("translator", ["questions/", "/en/boards/"], id="translator"),
    ],
)
def test_each_sees_the_ways_to_their_own_work(
    client: Client, school: School, kind: str, seen: list[str]
) -> None:
    client.force_login(cast.make_staff(kind, country=school.country))
    assert list(ways(client)) == seen


def test_a_teacher_sees_classes_and_boards(client: Client, teacher: User) -> None:
    client.force_login(teacher)
    assert list(ways(client)) == ["", "/en/boards/"]


def test_a_ministry_that_teaches_too_keeps_its_classes(client: Client, school: School) -> None:
    user = cast.make_staff("ministry", country=school.country)
    user.roles.create(kind="teacher", school=school)
    client.force_login(user)
    assert list(ways(client)) == ["insight/", "", "/en/boards/"]
    assert client.get("/en/staff/").status_code == 200


def test_the_ministry_comes_from_the_log_in_to_its_figures(client: Client, school: School) -> None:
    client.force_login(cast.make_staff("ministry", country=school.country))
    assert client.get("/en/staff/")["Location"] == "/en/staff/insight/"


@pytest.mark.parametrize(
    ("page", "way", "mark"),
    [
        pytest.param("/en/staff/", "", "page", id="the first page of a part"),
        pytest.param("/en/staff/schools/waiting/", "schools/", "true", id="a page inside"),
        pytest.param("/en/staff/editions-begin/", "editions/", "true", id="beside the list"),
        pytest.param("/en/staff/record/", "record/", "page", id="behind More"),
    ],
)
def test_the_present_part_is_marked_and_no_other(
    client: Client, country: object, page: str, way: str, mark: str
) -> None:
    client.force_login(cast.make_staff("coordinator"))
    marked = {url: current for url, current in ways(client, page).items() if current}
    assert marked == {way: mark}


def test_more_says_what_is_open_behind_it(client: Client, country: object) -> None:
    client.force_login(cast.make_staff("coordinator"))
    assert "More: Record</summary>" in client.get("/en/staff/record/").content.decode()
