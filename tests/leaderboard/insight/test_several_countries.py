"""Insight of somebody with several countries: each is reached, and tells time by its own clocks."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest
from django.test import Client
from openpyxl import load_workbook

from base import clock
from competition.models import Attempt, Edition, Result
from leaderboard.insight.actions import publish_country
from leaderboard.models import InsightSnapshot
from schools.models import Country
from tests import cast

OVERVIEW = "/en/staff/insight/"
EVENING = datetime(2027, 2, 9, 20, 30, tzinfo=UTC)
NEXT_MORNING = "10 February 2027, 09:30"


@pytest.fixture
def published(reviewed: Edition) -> Edition:
    """Two countries with their figures, of pupils who read Bosnian and at home were all good."""
    Attempt.objects.update(language="bs")
    Result.objects.filter(score=0).update(score=4)
    Edition.objects.update(state="published")
    edition = Edition.objects.get()
    for country in Country.objects.all():
        assert publish_country(edition, country, at=clock.now())
    return edition


@pytest.fixture
def coordinator(published: Edition, client: Client) -> Client:
    client.force_login(cast.make_staff("coordinator"))
    return client


def said(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.text.split())


def test_the_other_country_is_chosen_beside_the_area_of_the_one_before(coordinator: Client) -> None:
    page = said(coordinator, f"{OVERVIEW}2027/scores/?country=BA")
    assert '<option value="BA" selected' in page
    assert 'name="area_of" value="BA"' in page
    sent = "area_of=BA&area=BA&division=12-13"
    assert "Scores by area · Croatia" in said(
        coordinator, f"{OVERVIEW}2027/scores/?country=HR&{sent}"
    )
    for foreign in ("country=HR&area=BA", "country=BA&area_of=BA&area=0"):
        assert coordinator.get(f"{OVERVIEW}2027/scores/?{foreign}").status_code == 404


def test_moments_are_told_by_the_clocks_of_the_country(coordinator: Client) -> None:
    Country.objects.filter(pk="HR").update(timezone="Pacific/Auckland")
    InsightSnapshot.objects.update(made_at=EVENING)
    assert f"counted {NEXT_MORNING}" in said(coordinator, f"{OVERVIEW}?country=HR")
    assert f"counted {NEXT_MORNING}" in said(
        coordinator, f"{OVERVIEW}2027/participation/?country=HR"
    )
    assert "counted 9 February 2027, 21:30" in said(coordinator, f"{OVERVIEW}?country=BA")
    file = coordinator.get(f"{OVERVIEW}2027/all.xlsx?country=HR")
    cover = load_workbook(io.BytesIO(file.getvalue())).worksheets[0]
    assert {row[0].value: row[1].value for row in cover.iter_rows()}["Counted"] == NEXT_MORNING


def test_nobody_waits_for_an_edition_of_other_countries(
    edition: Edition, country: Country, client: Client
) -> None:
    client.force_login(cast.make_staff("organizer", country=country))
    assert "Safer Internet Day 2027: schools entered: 0" in said(client, OVERVIEW)
    client.force_login(cast.make_staff("ministry", country=cast.make_country("HR")))
    assert "schools entered" not in said(client, OVERVIEW)
