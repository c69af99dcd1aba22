"""Whoever seals reads before whether a draw has its public number, and where to name it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from base import clock
from base.models import User
from competition.models import Edition
from competition.setup.checks import Check
from leaderboard.models import Draw
from leaderboard.seals.actions import NoNumberNamed, confirm, propose
from leaderboard.seals.checks import draws_have_a_number
from tests.leaderboard.sealed import KNOWN, award

SEAL = "/en/staff/editions/2027/seal/"


def looked(edition: Edition) -> Check:
    return draws_have_a_number(edition, clock.now())


def name_number(edition: Edition, after: timedelta = KNOWN) -> None:
    at = clock.now() + after
    Draw.objects.update_or_create(edition=edition, defaults={"source": "Loto", "comes_at": at})


def test_without_a_draw_nothing_is_asked(reviewed: Edition) -> None:
    award(reviewed, "rank", amount=3)
    award(reviewed, "threshold", least=50, share=False)
    assert not looked(reviewed).faults


def test_what_is_drawn_in_any_case_stops_until_the_number_is_named(
    reviewed: Edition, client: Client, first: User
) -> None:
    award(reviewed, "draw", amount=1, least=10)
    found = looked(reviewed)
    assert found.stops
    assert found.faults[0] == "Left to a draw: The draw."
    client.force_login(first)
    page = " ".join(client.get(SEAL).text.split())
    assert "Left to a draw: The draw.<" in page
    assert "No public number is named." in page
    assert f'href="{found.url}">Mend it' in page
    name_number(reviewed)
    assert not looked(reviewed).faults
    assert "Loto, known from" in client.get(SEAL).text


def test_what_only_equals_leave_to_a_draw_is_to_be_looked_at(
    reviewed: Edition, first: User
) -> None:
    award(reviewed, "rank", amount=12, share=False)
    found = looked(reviewed)
    assert (found.stops, found.look) == (False, True)
    assert found.faults[0] == "Left to a draw where pupils are equal: The rank."
    with pytest.raises(NoNumberNamed):
        propose(reviewed, by=first, at=clock.now())
    name_number(reviewed)
    propose(reviewed, by=first, at=clock.now())
    assert "Loto, known from" in looked(reviewed).notes[0]


@pytest.mark.parametrize("laid", [False, True], ids=["before it is laid", "while it waits"])
def test_a_number_that_may_be_known_is_no_number(
    reviewed: Edition, first: User, superuser: User, *, laid: bool
) -> None:
    award(reviewed, "draw", amount=1, least=10)
    name_number(reviewed)
    seal = propose(reviewed, by=first, at=clock.now()) if laid else None
    assert not looked(reviewed).faults
    late = clock.now() + KNOWN - timedelta(minutes=59)
    found = draws_have_a_number(reviewed, late)
    assert found.stops
    assert found.faults[1].startswith("The number is known already")
    if seal:
        with pytest.raises(Exception, match="known already"):
            confirm(seal, by=superuser, at=late, seen=True)
