"""A quiz that was paused and forgotten: the day's page names it, for answers wait until it ends."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.test import Client

from base import clock
from base.models import User
from competition.day.queries.day import memory
from competition.models import Edition, Sitting, Window
from competition.sittings.actions.sittings import close, pause, start_all
from schools.models import Country
from tests import cast

PAGE = "/en/staff/day/"
TOLD = "1 class quiz was left paused although the window is over"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def now() -> datetime:
    return clock.now()


@pytest.fixture
def paused(sitting: Sitting, teacher: User, now: datetime) -> Iterator[Sitting]:
    """For 20 minutes, and opened on another day by the clock of whoever looks."""
    memory.forget()
    start_all(sitting, by=teacher, at=now - 30 * MINUTE)
    pause(sitting, by=teacher, at=now - 20 * MINUTE)
    Sitting.objects.update(opened_at=now - timedelta(hours=11))
    yield Sitting.objects.get(pk=sitting.pk)
    memory.forget()


def look(client: Client, address: str = PAGE) -> str:
    memory.forget()
    return " ".join(client.get(address).text.split())


def test_it_is_named_from_the_end_of_the_window_until_somebody_ends_it(
    client: Client, country: Country, paused: Sitting, teacher: User, now: datetime
) -> None:
    client.force_login(cast.make_staff("organizer", country=country))
    assert TOLD not in look(client)
    Window.objects.update(closes_at=now - MINUTE)
    page = look(client)
    assert TOLD in page
    assert 'href="#left-paused"' in page
    rows = page[page.index('id="left-paused"') :]
    assert f'<a href="/en/staff/sittings/{paused.pk}/">VII-2</a>' in rows
    assert "OŠ Vesna" in rows
    Sitting.objects.update(paused_at=now - 19 * MINUTE)
    assert TOLD not in look(client)
    Sitting.objects.update(paused_at=now - 20 * MINUTE)
    close(paused, by=teacher, at=now)
    assert TOLD not in look(client)


def test_another_country_reads_nothing_of_it(
    client: Client, paused: Sitting, edition: Edition, now: datetime
) -> None:
    Window.objects.update(closes_at=now - MINUTE)
    abroad = cast.make_country("HR")
    edition.countries.add(abroad)
    Window.objects.create(edition=edition, country=abroad, opens_at=now, closes_at=now + MINUTE)
    client.force_login(cast.make_staff("organizer", country=abroad))
    assert TOLD not in look(client)
    client.force_login(cast.make_staff("coordinator"))
    # Its own window is over, that of the other country is not.
    assert TOLD in look(client)
    assert TOLD not in look(client, f"{PAGE}?country=HR")
