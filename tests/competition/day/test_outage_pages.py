"""The page of outages: what it tells, who sees it, and the two ways to settle one."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from base import clock
from base.models import User
from competition.day.queries.outages import unsettled_gaps
from competition.models import Attempt, Credit, Outage, Sitting
from schools.models import Card, Country, Role
from tests import cast
from tests.cells import in_one_world

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
PAGE = "/en/staff/outages/"


@pytest.fixture
def outage(attempts: list[Attempt], now: datetime) -> Outage:
    """Two minutes while they worked."""
    return make_gap(now - 3 * MINUTE)


def make_gap(began_at: datetime, length: timedelta = 2 * MINUTE) -> Outage:
    return Outage.objects.create(began_at=began_at, ended_at=began_at + length)


def log_in(client: Client, kind: str, **where: str) -> User:
    """Somebody with one approved role of a kind looks at the page from now on."""
    user = User.objects.create_user(f"{kind}@example.org", name=kind.title())
    Role.objects.create(user=user, kind=kind, approved_at=clock.now(), **where)
    client.force_login(cast.give_second_factor(user))
    return user


@pytest.fixture
def organizer(client: Client, country: Country) -> User:
    """Of the only country; has logged in."""
    return log_in(client, Role.Kind.ORGANIZER, country_id=country.pk)


def act(client: Client, name: str, outage: Outage) -> str:
    """What the page says after a button was pressed."""
    path = reverse(f"competition:{name}", args=[outage.pk])
    return " ".join(client.post(path, follow=True).text.split())


# ---------------------------------------------------------------- what is told


def test_a_gap_tells_by_country_who_was_at_work_whose_time_ran_out_and_who_has_finished(
    attempts: list[Attempt], outage: Outage, edition: object, now: datetime
) -> None:
    abroad = cast.make_country("HR")
    school = cast.make_school(abroad, name="OŠ Zagreb")
    far = cast.make_class(school, cast.make_teacher(school, "zrinka@example.org"), cards=1)
    entry = cast.make_entry(far, attempts[0].entry.edition)
    sitting = Sitting.objects.create(
        entry=entry,
        paper=attempts[0].sitting.paper,
        kind="official",
        code="111111",
        opened_at=now,
        opened_by=far.teachers.get(),
    )
    cast.make_attempt(far.cards.get(), sitting, at=now - 4 * MINUTE)
    cast.finish(attempts[0], "123")
    Attempt.objects.filter(pk=attempts[1].pk).update(deadline=outage.ended_at)
    (gap,) = unsettled_gaps()
    rows = [(row.country.pk, row.at_work, row.ran_out, row.finished) for row in gap.touched]
    assert rows == [("BA", 3, 1, 1), ("HR", 1, 0, 0)]
    assert gap.pupils == 4


@in_one_world(("zone", "shown"), [("Europe/Zagreb", "10:14:20"), ("UTC", "09:14:20")])
def test_times_are_those_of_the_organizers_country(
    zone: str, shown: str, client: Client, organizer: User, country: Country
) -> None:
    Country.objects.update(timezone=zone)
    make_gap(datetime.fromisoformat("2027-02-09T10:14:20+01:00"))
    assert f"9 February 2027, {shown}–" in " ".join(client.get(PAGE).text.split())


# ---------------------------------------------------------------- settling


def test_an_organizer_gives_the_time_back_with_one_button(
    client: Client, organizer: User, outage: Outage
) -> None:
    assert "Give the time back to all 3 pupils" in client.get(PAGE).text
    page = act(client, "give_back", outage)
    assert "Settled. 3 pupils got time back; all answers are counted again." in page
    assert "time given back to 3 pupils" in page
    assert "Bosnia and Herzegovina 3" in page
    assert Credit.objects.filter(given_by=organizer, seconds=120).count() == 3
    assert "This outage is settled already." in act(client, "give_back", outage)


def test_only_the_oldest_gap_has_a_button(
    client: Client, organizer: User, outage: Outage, now: datetime
) -> None:
    second = make_gap(now - MINUTE / 2, MINUTE / 3)
    assert client.get(PAGE).text.count('class="button">') == 1
    assert "Settle the earlier outage first." in act(client, "give_back", second)


def test_an_organizer_cannot_settle_without_giving_time(
    client: Client, organizer: User, outage: Outage
) -> None:
    page = client.get(PAGE).text
    assert "Settle without giving time" not in page
    assert "Only the coordinator" in page
    assert client.post(reverse("competition:give_nothing", args=[outage.pk])).status_code == 404


def test_a_coordinator_settles_without_giving_time_after_a_second_look(
    client: Client, outage: Outage
) -> None:
    log_in(client, Role.Kind.COORDINATOR)
    page = client.get(PAGE).text
    assert page.index("<details") < page.index("Settle without giving time?")
    assert "Settled. Nobody got time." in act(client, "give_nothing", outage)
    assert not Credit.objects.exists()


# ---------------------------------------------------------------- the way there


def test_an_organizer_hears_of_a_gap_on_the_first_page_until_it_is_settled(
    client: Client, organizer: User, outage: Outage
) -> None:
    away = "1 gap of the server waits for a decision."
    page = client.get("/en/staff/", follow=True)
    assert away in page.text
    assert page.text.count(f'href="{PAGE}"') == 3
    act(client, "give_back", outage)
    assert away not in client.get("/en/staff/", follow=True).text


def test_a_teacher_hears_of_none(client: Client, teacher: User, outage: Outage) -> None:
    client.force_login(teacher)
    page = client.get("/en/staff/").text
    assert "The servers were away" not in page
    assert PAGE not in page


@in_one_world(
    "role",
    [
        pytest.param({"kind": "organizer", "approved_at": None}, id="not approved"),
        pytest.param({"kind": "organizer", "country": None}, id="of no country"),
        pytest.param({"kind": "ministry"}, id="ministry"),
    ],
)
def test_others_do_not_find_the_page(
    role: dict[str, object], client: Client, organizer: User, card: Card
) -> None:
    assert client.get(PAGE).status_code == 200
    organizer.roles.update(**role)
    assert client.get(PAGE).status_code == 404
