"""In the hall: the order of the envelopes, number and tickets of a draw, no photo of nobody."""

from __future__ import annotations

from django.test import Client

from base.models import User
from leaderboard.exports.sheets import held_places
from leaderboard.models import Seal
from schools.models import School
from tests.leaderboard.ceremony.test_ceremony import REAL, told


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
    places = held_places(confirmed.edition, School.objects.all())
    assert len(hall) > 8
    assert [place.winner.shown_name for place in places] == hall
