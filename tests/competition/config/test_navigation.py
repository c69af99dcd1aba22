"""The ways at the head of a page: to each their own, daily work first, the present one marked."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from base.models import User
from schools.models import Country, School
from tests import cast
from tests.cells import in_one_world

pytestmark = pytest.mark.django_db
WAY = re.compile(r'<a href="([^"]+)"\s*(?:aria-current="(\w+)")?>')
DAILY = ["day/", "editions/", "schools/", "/en/boards/"]
RARER = [
    *("questions/", "area/classes/", "outages/", "spreadsheets/"),
    *("insight/", "people/", "record/", "mails/"),
]


def ways(client: Client, page: str = "/en/help/") -> dict[str, str]:
    """Addresses in the order in which they stand, each with its ``aria-current``."""
    html = client.get(page).content.decode()
    head = html[html.index('class="site-nav"') :].partition("</nav>")[0]
    return {url.removeprefix("/en/staff/"): current for url, current in WAY.findall(head)}


@in_one_world(
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


def test_the_ministry_comes_from_the_log_in_to_its_figures(client: Client, school: School) -> None:
    client.force_login(cast.make_staff("ministry", country=school.country))
    assert client.get("/en/staff/")["Location"] == "/en/staff/insight/"


def test_an_organizer_who_teaches_keeps_the_own_classes(client: Client, school: School) -> None:
    user = cast.make_staff("organizer", country=school.country)
    user.roles.create(kind="teacher", school=school)
    client.force_login(user)
    assert "" in ways(client)
    assert client.get("/en/staff/").status_code == 200


ROLES = ["teacher", "organizer", "coordinator", "ministry", "editor", "translator", "superuser"]


def somebody(role: str, country: Country) -> User:
    """One person of a role, made anew."""
    if role == "superuser":
        return cast.make_superuser()
    if role == "teacher":
        return cast.make_teacher(cast.make_school(country), "vesna@example.org")
    if role == "coordinator":
        return cast.make_staff(role)
    return cast.make_staff(role, country=country)


@in_one_world("full", [False, True], ids=["without an edition", "with one that is live"])
@in_one_world("role", ROLES)
def test_no_way_at_the_head_leads_nowhere(
    role: str, full: bool, client: Client, country: Country
) -> None:
    if full:
        cast.make_edition(country)
    client.force_login(somebody(role, country))
    found = list(ways(client))
    assert found
    for url in found:
        page = client.get(url if url.startswith("/") else f"/en/staff/{url}", follow=True)
        assert page.status_code == 200, url


@in_one_world("role", ["organizer", "coordinator", "superuser"])
def test_who_organizes_lands_on_the_day_once_there_is_one(
    role: str, client: Client, country: Country
) -> None:
    client.force_login(somebody(role, country))
    first = client.get("/en/staff/", follow=True)
    assert first.redirect_chain[-1][0] == "/en/staff/editions/"
    cast.make_edition(country)
    first = client.get("/en/staff/", follow=True)
    assert first.redirect_chain[-1][0] == "/en/staff/day/"
