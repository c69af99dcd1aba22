"""In the hall: the order of the envelopes, number and tickets of a draw, no photo of nobody."""

from __future__ import annotations

from django.test import Client

from base.models import User
from leaderboard.exports.award_sheets import award_sheets
from leaderboard.models import Seal, Winner
from schools.models import School
from tests.leaderboard.ceremony.test_ceremony import REAL, REHEARSAL, told


def test_the_sheet_for_the_stage_has_the_order_of_the_hall(
    client: Client, superuser: User, confirmed: Seal
) -> None:
    """Also of those who share a place: envelopes are handed up by their numbers."""
    client.force_login(superuser)
    data = told(client, REAL)
    hall = [
        data["blocks"][step["block"]]["winners"][one]["names"][0][1]
        for step in data["steps"]
        for one in (step["winners"] if step["kind"] == "reveal" else ())
    ]
    sheet = award_sheets(confirmed.edition, School.objects.all())["winners"]
    assert len(hall) > 8
    assert [row[2] for row in sheet.rows if len(row) > 1] == hall


def test_nobody_is_on_the_photo_of_an_award_of_which_nobody_is_confirmed(
    client: Client, superuser: User, confirmed: Seal
) -> None:
    Winner.objects.filter(award__rule__kind="draw").update(confirmed_at=None)
    client.force_login(superuser)
    for kind in (REAL, REHEARSAL):
        data = told(client, kind)
        photos = {step["block"] for step in data["steps"] if step["kind"] == "photo"}
        with_places = {n for n, block in enumerate(data["blocks"]) if block["places"]}
        assert photos == with_places != set(range(len(data["blocks"])))
