"""The classes of an organizer's area: found however they are typed, and only looked at."""

from __future__ import annotations

import pytest
from django.test import Client

from base import clock
from base.models import User
from competition.models import Entry, Sitting
from competition.sittings.actions.sittings import close
from schools.models import Country
from tests import cast
from tests.cells import in_one_world

PAGE = "/en/staff/area/classes/"


@pytest.fixture
def organizer(client: Client, country: Country) -> User:
    """Somebody who has logged in."""
    user = cast.make_staff("organizer", country=country)
    client.force_login(user)
    return user


def found(client: Client, **asked: str) -> list[str]:
    """Names of the schools in the list, in its order."""
    page = client.get(PAGE, asked).text
    body = page.partition("<tbody>")[2].partition("</tbody>")[0]
    return [
        part.partition("</a>")[0].partition(">")[2]
        for part in body.split('<a href="/en/staff/schools/')[1:]
    ]


@in_one_world("typed", ["djurdjevac", "Ђурђевац", "ĐURĐEVAC vii", "durdevac 2026/2027"])
def test_a_class_is_found_in_either_script_with_and_without_its_signs(
    typed: str, client: Client, organizer: User, country: Country, teacher: User
) -> None:
    school = cast.make_school(country, name="OŠ Đurđevac")
    cast.make_class(school, teacher)
    cast.make_class(teacher.roles.get().school or school, teacher, label="VII-3")
    assert found(client, q=typed, state="all") == ["OŠ Đurđevac"]


def test_nothing_can_be_started_from_the_list(
    client: Client, organizer: User, entry: Entry
) -> None:
    page = client.get(PAGE).text
    assert "VII-2" in page
    main = page.partition("<main")[2].partition("</main>")[0]
    assert 'method="post"' not in main


def test_it_leads_to_the_monitor_of_an_open_sitting_and_to_the_results_of_a_closed_one(
    client: Client, organizer: User, sitting: Sitting, teacher: User
) -> None:
    assert f"/staff/sittings/{sitting.pk}/" in client.get(PAGE, {"state": "open"}).text
    close(sitting, by=teacher, at=clock.now())
    assert f"/staff/sittings/{sitting.pk}/results/" in client.get(PAGE, {"state": "played"}).text


@in_one_world(
    ("state", "shown"),
    [("entered", 1), ("waiting", 1), ("outside", 1), ("all", 2), ("open", 0), ("played", 0)],
)
def test_a_state_narrows_the_list(
    state: str, shown: int, client: Client, organizer: User, entry: Entry, teacher: User
) -> None:
    cast.make_class(entry.school_class.school, teacher, label="VII-9")
    assert len(found(client, state=state)) == shown


def test_classes_abroad_are_not_in_the_list(client: Client, organizer: User) -> None:
    far = cast.make_school(cast.make_country("HR"), name="OŠ Zagreb")
    cast.make_class(far, cast.make_teacher(far, "zrinka@example.org"))
    assert found(client, state="all") == []
