"""The public pages of a country: what they say, to whom they lead, how they are found and kept."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from base import clock
from competition.models import Edition, Logo, Window
from competition.public import pools
from competition.public.views import public
from schools.models import Contact, Country
from tests import cast
from tests.cells import in_one_world

PAGES = ["", "rules/", "practice/", "privacy/", "privacy/adults/"]
# By it no minute ends between two looks.
STILL = SimpleNamespace(monotonic=lambda: 600.0)


@pytest.fixture
def abroad(country: Country) -> Country:
    return cast.make_country("HR")


def read(client: Client, path: str) -> str:
    """A page as it is now, not as it was a minute ago."""
    public.forget()
    return client.get(path).text


def move(opens: timedelta, length: timedelta = timedelta(hours=10)) -> datetime:
    """Let the only window begin so far from now."""
    at = clock.now() + opens
    Window.objects.update(opens_at=at, closes_at=at + length)
    return at


def test_the_home_names_the_partners_of_its_country_with_their_logos(
    client: Client, edition: Edition, country: Country, abroad: Country
) -> None:
    logo = Logo.objects.create(digest="a1", png=b"")
    for place, name in ((country, "Ministarstvo „A“ & <b>"), (abroad, "Zaklada")):
        edition.partners.create(country=place, name=name, web="https://a.example", logo=logo)
    text = read(client, "/en/ba/")
    assert "Ministarstvo „A“ &amp; &lt;b&gt;</a>" in text
    assert "/logos/a1.png" in text
    assert "Zaklada" not in text


# ---------------------------------------------------------------- every page


@in_one_world("page", PAGES)
@in_one_world("language", settings.ENDONYMS)
def test_every_page_is_there_in_every_language_for_every_country(
    page: str, language: str, client: Client, edition: Edition, abroad: Country
) -> None:
    for place in ("ba", "hr"):
        reply = client.get(f"/{language}/{place}/{page}")
        assert reply.status_code == 200
        assert f'<html lang="{settings.HTML_LANGUAGES[language]}"' in reply.text


@in_one_world("page", PAGES)
def test_a_country_that_there_is_not_has_no_page(
    page: str, client: Client, edition: Edition
) -> None:
    assert [client.get(f"/en/{code}/{page}").status_code for code in ("rs", "xx")] == [404, 404]


@pytest.mark.parametrize("page", [*(f"ba/{page}" for page in PAGES), "about/"])
def test_reading_sets_no_cookie_and_needs_no_query_the_second_time(
    page: str,
    client: Client,
    edition: Edition,
    django_assert_num_queries: DjangoAssertNumQueries,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pools, "time", STILL)
    client.get(f"/sr/{page}")
    with django_assert_num_queries(0):
        reply = Client().get(f"/sr/{page}")
    assert (reply.cookies, "Vary" in reply) == ({}, False)
    assert Client().get(f"/sr/{page}", headers={"If-None-Match": reply["ETag"]}).status_code == 304


@pytest.mark.parametrize("path", ["ba/", "about/", "ba/practice/12-13/"])
def test_a_page_is_kept_until_its_minute_is_over(
    path: str, client: Client, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = []
    for seconds in (600.0, 610.2, 659.9):
        clock_of_pools = SimpleNamespace(monotonic=lambda seconds=seconds: seconds)
        monkeypatch.setattr(pools, "time", clock_of_pools)
        kept.append(client.get(f"/en/{path}")["Cache-Control"])
    assert kept == ["public, max-age=60", "public, max-age=50", "public, max-age=1"]


QUERIES = {"": 22, "rules/": 9, "practice/": 15, "privacy/": 3, "privacy/adults/": 3}


@in_one_world(("page", "count"), QUERIES.items(), ids=QUERIES)
def test_making_a_page_takes_a_fixed_number_of_queries(
    page: str,
    count: int,
    client: Client,
    edition: Edition,
    abroad: Country,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(count):
        client.get(f"/en/ba/{page}")


@in_one_world("page", [*(f"ba/{page}" for page in PAGES), "ba/practice/12-13/", "about/"])
def test_search_engines_learn_the_address_and_all_languages(
    page: str, client: Client, edition: Edition
) -> None:
    text = client.get(f"/sr/{page}").text
    assert f'<link rel="canonical" href="http://testserver/sr/{page}" />' in text
    found = dict(re.findall(r'rel="alternate"\s+hreflang="([\w-]+)"\s+href="([^"]+)"', text))
    assert found == {
        tag: f"http://testserver/{code}/{page}" for code, tag in settings.HTML_LANGUAGES.items()
    }
    description = re.search(r'<meta name="description"\s+content="([^"]+)"', text)
    assert description is not None
    assert len(description[1].strip()) > 30


def test_robots_may_read_the_public_pages_and_no_staff_page(client: Client) -> None:
    lines = client.get("/robots.txt").text.splitlines()
    assert "Disallow: /sr-latn/staff/" in lines
    assert not any(line.endswith(("/ba/", "/about/", " /")) for line in lines)


# ---------------------------------------------------------------- help


@in_one_world("page", [*(f"ba/{page}" for page in PAGES), "ba/practice/12-13/", "about/"])
def test_help_is_in_sight_everywhere(page: str, client: Client, edition: Edition) -> None:
    Contact.objects.create(country_id="BA", kind="helpline", names={"en": "Blue"}, phone="080 05")
    assert "080 05" in client.get(f"/en/{page}").text


def test_a_country_shows_its_own_help_only(
    client: Client, edition: Edition, abroad: Country
) -> None:
    Contact.objects.create(country=abroad, kind="helpline", names={"en": "Brave"}, phone="116 111")
    assert "116 111" not in read(client, "/en/ba/")
    assert "116 111" in read(client, "/en/hr/")


@in_one_world("path", ["/en/staff/login/", "/en/boards/", "/en/help/", "/en/nowhere/"])
def test_other_pages_lead_to_help_rules_and_privacy(path: str, client: Client, db: None) -> None:
    page = client.get(path).text
    assert 'href="/en/help/"' in page
    assert 'href="/en/about/"' in page


def test_privacy_says_how_long_this_country_keeps_it(
    client: Client, country: Country, abroad: Country, settings: Settings
) -> None:
    settings.RETENTION = {"HR": {"details": 61, "cards": 90}}
    told = "{} days after the results are published, at the latest 31 August"
    for page in ("privacy/", "privacy/adults/"):
        assert told.format(30) in read(client, f"/en/ba/{page}")
        there = read(client, f"/en/hr/{page}")
        assert told.format(61) in there
        assert "90 days after 31 August" in there


# ---------------------------------------------------------------- home


def test_home_shows_the_slogan_and_leads_everywhere(client: Client, edition: Edition) -> None:
    Edition.objects.update(slogans={"en": "Together"})
    page = client.get("/en/ba/").text
    assert "<h1>Together</h1>" in page
    ways = ["practice/12-13/", "rules/", "privacy/", "privacy/adults/"]
    assert [way for way in ways if f'href="/en/ba/{way}"' not in page] == []
    assert 'href="/en/boards/2027/ba/12-13/"' in page
    assert 'href="/en/staff/"' in page


def test_the_code_is_never_sent_in_an_address(client: Client, edition: Edition) -> None:
    page = client.get("/en/ba/").text
    form = page[page.index('<form class="join-box"') : page.index("</form>")]
    assert 'action="/en/"' in form
    assert " name=" not in form


def test_a_draft_is_not_mentioned(client: Client, edition: Edition) -> None:
    Edition.objects.update(state=Edition.State.DRAFT, slogans={"en": "Secret slogan"})
    page = client.get("/en/ba/").text
    assert "Secret slogan" not in page
    assert "The day is not fixed yet" in page


def test_the_edition_of_other_countries_is_not_ours(
    client: Client, edition: Edition, abroad: Country
) -> None:
    Edition.objects.update(slogans={"en": "Together"})
    assert "Together" in client.get("/en/ba/").text
    assert "Together" not in client.get("/en/hr/").text


def test_the_countdown_is_told_in_numbers_to_its_script(client: Client, edition: Edition) -> None:
    move(timedelta(days=3, hours=2, minutes=5, seconds=30))
    page = client.get("/en/ba/").text
    seconds = re.search(r'data-seconds="(\d+)"', page)
    assert seconds is not None
    assert 0 <= 3 * 86400 + 2 * 3600 + 5 * 60 + 30 - int(seconds[1]) < 20
    assert re.findall(r'data-part="\w+">(\d+)<', page) == ["3", "2", "5"]


def test_times_are_those_of_the_country(client: Client, edition: Edition, abroad: Country) -> None:
    Country.objects.filter(code="HR").update(timezone="Asia/Tokyo")
    opens = datetime(2099, 2, 9, 8, tzinfo=clock.now().tzinfo)
    for place in ("BA", "HR"):
        Window.objects.update_or_create(
            edition=edition,
            country_id=place,
            defaults={"opens_at": opens, "closes_at": opens + timedelta(hours=1)},
        )
    assert "at 09:00" in read(client, "/en/ba/")
    assert "at 17:00" in read(client, "/en/hr/")


# ---------------------------------------------------------------- privacy and the choice


def test_who_is_responsible_is_said_or_honestly_not(client: Client, country: Country) -> None:
    assert "has not yet entered who is responsible" in read(client, "/en/ba/privacy/adults/")
    Country.objects.update(controller="Centre\nStreet 1 <b>")
    page = read(client, "/en/ba/privacy/adults/")
    assert "Centre<br>Street 1 &lt;b&gt;" in page
    assert "has not yet entered" not in page
