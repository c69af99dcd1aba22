"""Spreadsheets that are made in the background: for whom, and for how long."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from base import clock
from base.models import MadeFile, MadePiece, User
from competition.models import Attempt, Edition
from leaderboard.exports.actions import ask
from schools.models import Card, Country, Role
from tests import cast
from tests.forgetting import forget_due
from tests.jobs import do_jobs

PAGE = "/en/staff/spreadsheets/"


@pytest.fixture
def organizer(country: Country) -> User:
    return cast.make_staff("organizer", country=country)


@pytest.fixture
def wish(
    edition: Edition, organizer: User, finished_attempt: Callable[..., Attempt], card: Card
) -> MadeFile:
    """An organizer has asked for the results, in which one pupil stands."""
    finished_attempt(card=card, choices="00000")
    return asked(edition, organizer)


def asked(edition: Edition, by: User) -> MadeFile:
    return ask(edition, part="results", by=by, at=clock.now())


def test_failing_leaves_the_one_before_it_and_is_told(
    wish: MadeFile, edition: Edition, organizer: User, client: Client
) -> None:
    do_jobs()
    second = asked(edition, organizer)
    MadeFile.objects.filter(pk=second.pk).update(part="nonsense")
    do_jobs()
    MadeFile.objects.filter(pk=second.pk).update(part="results")
    client.force_login(organizer)
    page = " ".join(client.get(PAGE).text.split())
    assert "A fault in the program stopped it. It could not be made." in page
    assert f"files/{wish.pk}/" in page


def test_after_thirty_days_it_is_gone(wish: MadeFile) -> None:
    do_jobs()
    for days, left in ((29, 1), (31, 0)):
        forget_due(clock.now() + timedelta(days=days))
        assert (MadeFile.objects.count(), MadePiece.objects.count()) == (left, left)


def test_whoever_loses_the_area_loses_the_file(
    wish: MadeFile, organizer: User, client: Client
) -> None:
    do_jobs()
    client.force_login(organizer)
    assert client.get(f"{PAGE}files/{wish.pk}/").status_code == 200
    Role.objects.filter(user=organizer).update(country=cast.make_country("HR"))
    assert client.get(f"{PAGE}files/{wish.pk}/").status_code == 404
    assert f"files/{wish.pk}/" not in client.get(PAGE).content.decode()


def test_a_file_is_for_whoever_asked_for_it(
    wish: MadeFile, country: Country, client: Client
) -> None:
    do_jobs()
    colleague = cast.make_staff("coordinator")
    colleague.roles.update(kind="organizer", country=country)
    client.force_login(colleague)
    assert client.get(f"{PAGE}files/{wish.pk}/").status_code == 404


def test_a_file_that_is_not_there_yet_is_not_found(
    wish: MadeFile, organizer: User, client: Client
) -> None:
    client.force_login(organizer)
    assert client.get(f"{PAGE}files/{wish.pk}/").status_code == 404


@pytest.mark.parametrize("part", ["pins", "cards"])
def test_an_unknown_list_is_not_found(
    part: str, edition: Edition, organizer: User, client: Client
) -> None:
    client.force_login(organizer)
    assert client.post(f"{PAGE}2027/{part}/make/").status_code == 404
    assert not MadeFile.objects.exists()
