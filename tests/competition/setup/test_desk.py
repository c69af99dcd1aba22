"""The organizer's desk: the list, the overview, beginning an edition, and who may do what."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse

from base import clock
from base.models import User
from competition.models import AwardRule, Edition, EditionStep, Logo, Partner, Window
from competition.setup.actions import begin
from schools.models import Country, Region
from tests import cast
from tests.cells import in_one_world

PAGE = "/en/staff/editions/"
BEGIN = "/en/staff/editions-begin/"


@pytest.fixture
def coordinator(client: Client, country: Country) -> User:
    """Has logged in."""
    user = cast.make_staff("coordinator")
    client.force_login(user)
    return user


@pytest.fixture
def organizer(client: Client, country: Country) -> User:
    """Of the only country; has logged in."""
    user = cast.make_staff("organizer", country=country)
    client.force_login(user)
    return user


def text(client: Client, path: str) -> str:
    return " ".join(client.get(path).text.split())


# ---------------------------------------------------------------- list and overview


def test_the_list_tells_state_and_dates(
    client: Client, coordinator: User, edition: Edition
) -> None:
    Window.objects.update(
        opens_at=datetime(2027, 2, 9, 7, tzinfo=UTC), closes_at=datetime(2027, 2, 10, 7, tzinfo=UTC)
    )
    page = text(client, PAGE)
    assert '<span class="tag">live</span>' in page
    assert "9 February 2027 – 10 February 2027" in page


@in_one_world("state", ["draft", "live", "archived"])
def test_whoever_has_one_country_of_an_edition_is_shown_no_way_that_is_closed(
    state: str, client: Client, organizer: User, edition: Edition
) -> None:
    Window.objects.create(
        edition=edition,
        country=cast.make_country("HR"),
        opens_at=clock.now(),
        closes_at=clock.now() + timedelta(days=1),
    )
    Edition.objects.update(state=state)
    page = client.get(f"{PAGE}{edition.slug}/").text
    ways = set(re.findall(r'href="(/en/staff/[^"#]+)', page.partition("<main")[2]))
    assert f"{PAGE}{edition.slug}/papers/" not in ways
    assert {way: client.get(way).status_code for way in ways} == dict.fromkeys(ways, 200)


def test_a_window_stands_on_record_by_the_clocks_of_its_country() -> None:
    opens = datetime(2028, 2, 8, 7, tzinfo=UTC)
    serbia = Country(code="RS", names={"en": "Serbia"}, timezone="Europe/Belgrade")
    window = Window(country=serbia, opens_at=opens, closes_at=opens + timedelta(hours=6))
    assert str(window) == "Serbia: 2028-02-08 08:00 – 14:00"
    window.closes_at += timedelta(days=1)
    assert str(window) == "Serbia: 2028-02-08 08:00 – 2028-02-09 14:00"


@in_one_world(("zone", "shown"), [("Europe/Zagreb", "08:00"), ("UTC", "07:00")])
def test_windows_are_shown_by_the_clocks_of_their_country(
    zone: str, shown: str, client: Client, coordinator: User, edition: Edition
) -> None:
    Country.objects.update(timezone=zone)
    Window.objects.update(opens_at=datetime(2027, 2, 9, 7, tzinfo=UTC), closes_at="2027-03-01T00Z")
    assert f"9 February 2027 at {shown} to 1 March 2027 at" in text(client, f"{PAGE}2027/")


def test_what_is_frozen_says_why(client: Client, coordinator: User, edition: Edition) -> None:
    rules = client.get(f"{PAGE}2027/rules/").text
    assert "Pupils play by these rules since the edition went live." in rules
    assert ">Save<" not in rules


# ---------------------------------------------------------------- beginning


def test_an_edition_is_begun_empty(client: Client, coordinator: User, country: Country) -> None:
    answer = client.post(BEGIN, {"slug": "2028", "year": "2028", "countries": [country.pk]})
    made = Edition.objects.get()
    assert answer["Location"] == f"{PAGE}2028/"
    assert (made.state, made.year, list(made.countries.all())) == ("draft", 2028, [country])
    step = EditionStep.objects.get()
    assert (step.edition, step.before, step.after, step.by) == (made, "", "draft", coordinator)


@in_one_world(
    ("change", "message"),
    [
        pytest.param({"slug": "2027"}, "Another edition has this short name already.", id="taken"),
        pytest.param({"slug": "ž!"}, "Use only letters a to z", id="no slug"),
        pytest.param({"year": "27"}, "greater than or equal to 2014", id="no year"),
        pytest.param({"countries": []}, "Choose at least one country.", id="no country"),
        pytest.param({"countries": ["XX"]}, "XX", id="unknown country"),
        pytest.param({"source": "999"}, "Select a valid choice.", id="unknown source"),
    ],
)
def test_a_bad_beginning_is_told_and_makes_nothing(
    change: dict[str, object],
    message: str,
    client: Client,
    coordinator: User,
    edition: Edition,
    country: Country,
) -> None:
    data = {"slug": "2028", "year": "2028", "countries": [country.pk], **change}
    page = client.post(BEGIN, data).text
    assert message in page
    assert 'role="alert"' in page
    assert Edition.objects.count() == 1


def copy(source: Edition, by: User, *, slug: str = "2028", year: int = 2028) -> Edition:
    countries = Country.objects.filter(pk="BA")
    return begin(
        source,
        slug=slug,
        year=year,
        countries=countries,
        by=by,
        at=clock.now(),
    )


def test_an_edition_begun_from_last_years_takes_over_what_stays_and_never_papers(
    edition: Edition, superuser: User, country: Country
) -> None:
    logo = Logo.objects.create(digest="ab", png=b"x")
    Partner.objects.create(edition=edition, country=country, name="Telekom", logo=logo)
    AwardRule.objects.create(
        edition=edition,
        kind="draw",
        amount=5,
        least=80,
        division=edition.divisions.get(),
        names={"en": "Bike"},
    )
    Edition.objects.update(ranking="minutes", grace_seconds=90, slogans={"en": "Old"})
    made = copy(Edition.objects.get(pk=edition.pk), superuser)
    made.refresh_from_db()
    division = made.divisions.get()
    assert (made.state, made.slogans, made.ranking, made.grace_seconds) == (
        *("draft", {}, "minutes"),
        90,
    )
    assert made.names == edition.names
    assert (division.code, division.minutes) == ("12-13", 20)
    assert [division.official, division.rehearsal, division.practice] == [None, None, None]
    assert made.partners.get().logo == logo
    assert (made.award_rules.get().division, made.award_rules.get().amount) == (division, 5)
    assert edition.partners.count() == edition.award_rules.count() == 1


def test_windows_of_last_year_are_moved_to_the_new_safer_internet_day(
    edition: Edition, superuser: User
) -> None:
    zone = ZoneInfo("Europe/Sarajevo")
    opens = datetime(2027, 2, 9, 8, tzinfo=zone)
    Window.objects.update(opens_at=opens, closes_at=datetime(2027, 3, 30, 20, tzinfo=zone))
    window = copy(edition, superuser).windows.get()
    assert window.opens_at == datetime(2028, 2, 8, 8, tzinfo=zone)
    assert window.closes_at == datetime(2028, 3, 28, 20, tzinfo=zone)


def test_another_countrys_part_is_not_taken_over(edition: Edition, superuser: User) -> None:
    abroad = cast.make_country("HR")
    opens, closes = datetime(2027, 2, 9, tzinfo=UTC), datetime(2027, 2, 10, tzinfo=UTC)
    edition.windows.create(country=abroad, opens_at=opens, closes_at=closes)
    edition.partners.create(country=abroad, name="CARNET")
    AwardRule.objects.create(edition=edition, kind="rank", amount=1, country=abroad)
    made = copy(edition, superuser)
    assert [window.country_id for window in made.windows.all()] == ["BA"]
    assert not made.partners.exists()
    assert not made.award_rules.exists()


# ---------------------------------------------------------------- who may do what


def test_an_organizer_leads_an_edition_of_only_the_own_country(
    client: Client, organizer: User, edition: Edition
) -> None:
    assert client.get(f"{PAGE}2027/rules/").status_code == 200
    abroad = cast.make_country("HR")
    edition.countries.add(abroad)
    assert client.get(f"{PAGE}2027/rules/").status_code == 404
    page = text(client, f"{PAGE}2027/")
    assert "What holds for all countries is the coordinator’s" in page
    assert f"{PAGE}2027/countries/ba/windows/" in page
    assert f"{PAGE}2027/countries/hr/windows/" not in page


def test_an_organizer_begins_an_edition_for_the_own_country_only(
    client: Client, organizer: User
) -> None:
    cast.make_country("HR")
    page = client.post(BEGIN, {"slug": "x", "year": "2028", "countries": ["HR"]}).text
    assert "Select a valid choice. HR" in page
    client.post(BEGIN, {"slug": "x", "year": "2028", "countries": ["BA"]})
    assert client.get(f"{PAGE}x/texts/").status_code == 200


def test_an_organizer_of_a_region_looks_and_changes_nothing(
    client: Client, organizer: User, edition: Edition
) -> None:
    organizer.roles.update(region=Region.objects.get())
    assert "windows/" not in text(client, f"{PAGE}2027/")
    for name in ("edition_windows", "edition_partners"):
        assert client.get(reverse(f"competition:{name}", args=["2027", "ba"])).status_code == 404
    assert client.get(BEGIN).status_code == 404
