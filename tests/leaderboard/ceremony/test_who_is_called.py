"""In the hall: the order of the envelopes, number and tickets of a draw, no photo of nobody."""

from __future__ import annotations

import json

from django.test import Client

from base import clock
from base.models import User
from leaderboard.awards.actions.substituting import confirm_substitute, propose_substitute
from leaderboard.exports.sheets import held_places
from leaderboard.models import Award, Seal
from schools.models import School
from tests.leaderboard.ceremony.test_ceremony import REAL, told
from tests.leaderboard.sealed import KNOWN


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
    assert [place.holder.name for place in places] == hall


def test_who_holds_an_award_above_is_no_candidate_of_the_draw(
    client: Client, superuser: User, confirmed: Seal
) -> None:
    """On the slide and on the desk's page."""
    client.force_login(superuser)
    draw_of = told(client, REAL)["blocks"][0]["draw"]
    pools = {one["award"]: one for one in json.loads(confirmed.awards_body)["awards"]}
    (pool,) = (one for one in pools.values() if one["award"].endswith("BA") and one["once"])
    held = Award.objects.filter(rule__kind="rank", place__gt=0).values_list("ticket", flat=True)
    listed = {ticket for _rank, ticket in pool["pool"]}
    passed = listed & set(held)
    assert passed
    assert draw_of["entries"] == [["en", f"{len(listed - passed)} tickets"]]
    assert set(draw_of["tickets"]) <= listed - passed
    page = client.get("/en/staff/editions/2027/awarding/").text
    assert f"{len(listed - passed)} tickets" in page
    assert f"{len(passed)} more are listed and passed over" in page


def test_before_the_draw_the_hall_reads_the_number_that_counts(
    client: Client, superuser: User, first: User, undrawn: Seal
) -> None:
    """The desk asks for the same one: what two people have said stands on the slide at once."""
    client.force_login(superuser)

    def named() -> set[str]:
        blocks = told(client, REAL)["blocks"]
        return {block["draw"]["what"] for block in blocks if block["draw"]}

    at = clock.now() + KNOWN
    said = propose_substitute(undrawn.edition, why="It was called off.", by=first, at=at)
    assert named() == {"State lottery, round 12"}
    confirm_substitute(said, by=superuser, at=at)
    assert named() == {"Round 13"}
