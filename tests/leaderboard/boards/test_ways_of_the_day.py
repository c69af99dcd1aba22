"""The day's page leads nobody to a page that is not theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urljoin

import pytest
from django.test import Client

from base import clock
from base.models import User
from competition.day.queries.day import memory
from competition.models import Edition, Lease, Sitting, Window
from competition.sittings.actions.sittings import start_all
from schools.models import Country
from tests import cast

pytestmark = pytest.mark.django_db
PAGE = "/en/staff/day/"
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    memory.forget()
    yield
    memory.forget()


@pytest.fixture
def silent(sitting: Sitting) -> Sitting:
    """A quiz in which nobody is heard of, in a window that closes soon."""
    at = clock.now()
    start_all(sitting, by=sitting.opened_by, at=at - 10 * MINUTE)
    for card in sitting.entry.school_class.cards.all():
        cast.make_attempt(card, sitting, at=at - 10 * MINUTE)
    Lease.objects.update(heard_at=at - MINUTE)
    Window.objects.update(closes_at=at + 20 * MINUTE)
    return sitting


def ways(client: Client, address: str = PAGE) -> set[str]:
    """The links of the page; each leads somewhere."""
    page = client.get(address)
    found = set(re.findall(r'href="(/en/staff/[^"]*|\?[^"]*)"', page.text))
    for way in found:
        reply = client.get(urljoin(address, way.replace("&amp;", "&")), follow=True)
        assert reply.status_code == 200, way
    return found


def test_who_organizes_a_region_is_led_to_no_board(
    client: Client, silent: Sitting, country: Country
) -> None:
    client.force_login(cast.make_staff("organizer", region=country.regions.get()))
    found = ways(client)
    assert f"/en/staff/sittings/{silent.pk}/" in found
    assert f"{PAGE}boards/" not in found
    assert "The window of Bosnia and Herzegovina closes at" in client.get(PAGE).text


@pytest.mark.parametrize("state", ["live", "published"])
def test_who_organizes_a_region_is_led_from_the_edition_to_what_is_theirs(
    state: str, client: Client, sitting: Sitting, edition: Edition, country: Country
) -> None:
    page = f"/en/staff/editions/{edition.slug}/"
    Edition.objects.update(state=state)
    client.force_login(cast.make_staff("organizer", region=country.regions.get()))
    found = ways(client, page)
    assert f"{page}desk/" in found
    assert not {f"{page}reserve/", f"{page}diplomas/"} & found


def test_who_organizes_here_and_helps_there_looks_on_there(
    client: Client, silent: Sitting, edition: Edition, country: Country
) -> None:
    abroad = cast.make_country("HR")
    edition.countries.add(abroad)
    user: User = cast.make_staff("organizer", country=abroad)
    ends_at = clock.now() + timedelta(days=1)
    user.roles.create(kind="helper", country=country, approved_at=clock.now(), ends_at=ends_at)
    client.force_login(user)
    found = ways(client)
    assert f"/en/staff/sittings/{silent.pk}/" not in found
    assert silent.code not in client.get(PAGE).text
    assert f"{PAGE}numbers/" in found
    edition.countries.set([country])
    found = ways(client, f"{PAGE}?edition={edition.slug}")
    assert not any("notices" in way for way in found)
