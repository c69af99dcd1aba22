"""What the desk says before somebody slips: years in lists, windows far off, closed steps."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from base.models import User
from competition.models import Edition, Sitting
from competition.rules.edition_steps import class_year, is_around, safer_internet_day
from competition.setup.queries.doubts import window_warnings
from schools.models import Country

ZONE = ZoneInfo("Europe/Sarajevo")
DESK = "/en/staff/editions/2027/"


@pytest.mark.parametrize(
    ("days", "around"),
    [(-1, True), (0, True), (1, True), (-62, True), (62, True), (-75, False), (75, False)],
)
def test_a_window_of_another_season_is_far_from_the_day(days: int, around: bool) -> None:
    day = safer_internet_day(2027)
    opens = day + timedelta(days=days)
    assert is_around(opens, opens, day) is around


@pytest.mark.parametrize(
    ("year", "state", "made"),
    [
        (2027, "registration", "2026/2027"),
        (2026, "registration", "2026/2027"),
        (2028, "registration", "2027/2028"),
        (2028, "rehearsal", "2027/2028"),
        (2028, "live", "2026/2027"),
        (2025, "registration", "2026/2027"),
    ],
)
def test_a_class_for_a_later_edition_is_of_its_school_year(
    year: int, state: str, made: str
) -> None:
    assert class_year("2026/2027", year=year, state=state) == made


def test_a_window_of_the_wrong_year_is_told_when_it_is_saved(
    client: Client, edition: Edition, superuser: User
) -> None:
    edition.windows.update(
        opens_at=datetime(2026, 5, 5, 8, tzinfo=ZONE),
        closes_at=datetime(2026, 5, 5, 20, tzinfo=ZONE),
    )
    Edition.objects.update(state="draft")
    [warning] = window_warnings(edition)
    assert "the window of 5 May 2026 is far from 9 February 2027, Safer Internet Day" in warning
    client.force_login(superuser)
    data = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0"}
    data |= {"form-0-opens": "06/05/2026 08:00", "form-0-closes": "06/05/2026 20:00"}
    seen = [[one.opens_at.isoformat(), one.closes_at.isoformat()] for one in edition.windows.all()]
    data["seen"] = str(seen).replace("'", '"')
    page = client.post(f"{DESK}countries/ba/windows/", data, follow=True).text
    assert "the window of 6 May 2026 is far from 9 February 2027" in page


def test_beginning_from_an_earlier_edition_names_its_year_and_state(
    client: Client, edition: Edition, superuser: User
) -> None:
    client.force_login(superuser)
    page = client.get("/en/staff/editions-begin/").text
    assert "Safer Internet Day 2027 – live (2027)" in page


def test_a_step_back_is_offered_until_somebody_has_played(
    client: Client, edition: Edition, superuser: User, sitting: Sitting
) -> None:
    client.force_login(superuser)
    assert "A step back to" not in client.get(f"{DESK}steps/").text
    Sitting.objects.filter(pk=sitting.pk).update(kind="rehearsal")
    assert "A step back to: rehearsal" in client.get(f"{DESK}steps/").text


def test_spreadsheets_without_an_edition_say_so(
    client: Client, superuser: User, country: Country
) -> None:
    client.force_login(superuser)
    assert "no edition has left the draft" in client.get("/en/staff/spreadsheets/").text
