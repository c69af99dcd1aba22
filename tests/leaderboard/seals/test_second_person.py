"""The second person of a seal may organize one country of several; the first one leads them all."""

from __future__ import annotations

import pytest
from django.test import Client

from base import clock
from base.models import User
from competition.models import Edition
from leaderboard.models import Draw, Seal
from leaderboard.seals.actions import propose
from leaderboard.seals.places import lines_of
from leaderboard.seals.queries import second_people
from schools.models import Country, Region, Role
from tests import cast
from tests.leaderboard.sealed import award, on_the_page

DESK, OVERVIEW = "/en/staff/editions/2027/seal/", "/en/staff/editions/2027/"


@pytest.fixture
def organizer(abroad: Region) -> User:
    return cast.make_staff("organizer", country=abroad.country)


@pytest.fixture
def laid(reviewed: Edition, first: User) -> Seal:
    return propose(reviewed, by=first, at=clock.now())


def make_more(kind: str, *, approved: bool = True, **where: object) -> User:
    """One more of a kind: the cast has one of each."""
    user = User.objects.create_user(f"{kind}{User.objects.count()}@example.org")
    at = clock.now() if approved else None
    Role.objects.create(user=user, kind=kind, approved_at=at, **where)
    return cast.give_second_factor(user)


def look(client: Client) -> str:
    return " ".join(client.get(DESK).text.split())


def test_one_coordinator_and_one_organizer_of_two_countries_seal(
    client: Client, laid: Seal, first: User, organizer: User
) -> None:
    client.force_login(first)
    page = look(client)
    assert f'{organizer} <span class="hint">organizer: Croatia</span>' in page
    assert "Seal this list" not in page
    client.force_login(organizer)
    assert f'href="{DESK}"' in client.get(OVERVIEW).text
    page = look(client)
    assert laid.sha256 in page
    assert "Bosnia and Herzegovina" in page, "whoever signs sees all of it"
    client.post(DESK, {"act": "confirm", "seen": "on", **on_the_page(laid)})
    sealed = Seal.objects.get()
    assert (sealed.proposed_by, sealed.confirmed_by) == (first, organizer)
    assert Edition.objects.get().state == "sealed"
    step = sealed.edition.steps.get(after="sealed")
    assert (step.by, step.second) == (organizer, first)
    page = look(client)
    assert "The list is sealed." in page
    assert sealed.sha256 not in page


def test_an_organizer_of_one_of_them_lays_nothing_before(
    client: Client, reviewed: Edition, first: User, organizer: User
) -> None:
    client.force_login(organizer)
    page = look(client)
    assert "No list waits for a second person." in page
    assert "Lay the list before" not in page
    assert client.post(DESK, {"act": "propose"}).status_code == 404
    assert not Seal.objects.exists()
    propose(reviewed, by=first, at=clock.now())
    assert "Lay the list before" not in look(client)


def test_who_organizes_a_region_or_another_country_is_no_second_person(
    client: Client, laid: Seal, first: User, country: Country
) -> None:
    elsewhere = make_more("organizer", country=cast.make_country("RS"))
    for one in (make_more("organizer", region=country.regions.earliest("pk")), elsewhere):
        client.force_login(one)
        assert client.get(DESK).status_code == 404
        sent = {"act": "confirm", "seen": "on", **on_the_page(laid)}
        assert client.post(DESK, sent).status_code == 404


def test_those_who_are_named_are_those_who_are_let_in(
    client: Client, laid: Seal, first: User, organizer: User, superuser: User, country: Country
) -> None:
    colleague, gone = make_more("coordinator"), make_more("coordinator")
    User.objects.filter(pk=gone.pk).update(is_active=False)
    unapproved = make_more("coordinator", approved=False)
    regional = make_more("organizer", region=country.regions.earliest("pk"))
    named = second_people(laid.edition, but=first, language="en", at=clock.now())
    assert {one.name for one in named} == set(map(str, (organizer, colleague, superuser)))
    let_in = set[str]()
    for one in (organizer, colleague, superuser, regional, unapproved):
        client.force_login(one)
        if client.get(DESK).status_code == 200:
            let_in.add(str(one))
    assert let_in == {one.name for one in named}
    Role.objects.filter(user=organizer).update(ends_at=clock.now())
    assert str(organizer) not in {
        one.name for one in second_people(laid.edition, but=first, language="en", at=clock.now())
    }


def test_the_second_person_reads_every_place_with_a_name_and_every_award(
    client: Client, reviewed: Edition, first: User, organizer: User, plan: Draw
) -> None:
    """Sixteen pupils at home and twelve abroad; the board abroad is too small for the public."""
    Edition.objects.update(publishing_threshold=13)
    award(reviewed, "rank", amount=1, country_id="BA")
    award(reviewed, "draw", amount=2, least=80, reserves=1)
    laid = propose(Edition.objects.get(), by=first, at=clock.now())
    client.force_login(organizer)
    page = look(client)
    assert all(line.name("en") in page for line in lines_of(laid.whole) if line.alias)
    assert page.count("All other places with a name") == 2
    assert "8 pupils have it" in page
    assert "2 drawn of 4 pupils" in page
    assert "Reserves that are drawn: 1" in page
    best = [line for line in lines_of(laid.body) if line.rank == 1]
    assert all(page.count(one.name("en")) == 2 for one in best), "place and award"
    assert "Workbook with all places" not in page
    assert "Only here and in your workbook" not in page
