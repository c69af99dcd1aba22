"""Spreadsheets that are made in the background: asked for once, made once, kept, replaced."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client

from base import clock
from base.models import Job, User
from competition.models import Attempt, Edition
from leaderboard.exports import actions as exporting
from leaderboard.exports.actions import keep, old_exports
from leaderboard.exports.tasks import ask
from leaderboard.models import Export, ExportPiece
from schools.models import Card, Country, Role
from tests import cast
from tests.forgetting import forget_due
from tests.jobs import begun, do, do_jobs

PAGE = "/en/staff/spreadsheets/"


@pytest.fixture
def organizer(country: Country) -> User:
    return cast.make_staff("organizer", country=country)


@pytest.fixture
def wish(
    edition: Edition, organizer: User, finished_attempt: Callable[..., Attempt], card: Card
) -> Export:
    """An organizer has asked for the results, in which one pupil stands."""
    finished_attempt(card=card, choices="00000")
    return asked(edition, organizer)


def asked(edition: Edition, by: User, part: str = "results", at: datetime | None = None) -> Export:
    return ask(edition, part=part, language="en", by=by, at=at or clock.now())


def state(export: Export) -> str:
    export.refresh_from_db()
    if export.is_ready:
        return "ready"
    return "under way" if export.is_under_way else "given up"


def test_a_second_wish_while_one_is_under_way_is_the_same(wish: Export, organizer: User) -> None:
    assert asked(wish.edition, organizer) == wish
    assert begun() == [wish.job]
    assert asked(wish.edition, organizer) == wish


def test_one_is_made_at_a_time_in_the_order_of_the_wishes(wish: Export, organizer: User) -> None:
    second = asked(wish.edition, organizer, "winners")
    [job] = begun()
    assert job == wish.job
    assert begun() == []
    do(job)
    assert begun() == [second.job]


def test_it_is_kept_until_the_next_one_is_there(wish: Export, organizer: User) -> None:
    do_jobs()
    second = asked(wish.edition, organizer)
    [job] = begun()
    assert (state(wish), state(second)) == ("ready", "under way")
    do(job)
    assert list(Export.objects.all()) == [second]
    assert set(ExportPiece.objects.values_list("export", flat=True)) == {second.pk}


def test_failing_leaves_the_one_before_it_and_is_told(
    wish: Export, organizer: User, client: Client
) -> None:
    do_jobs()
    second = asked(wish.edition, organizer)
    Export.objects.filter(pk=second.pk).update(part="nonsense")
    do_jobs()
    Export.objects.filter(pk=second.pk).update(part="results")
    assert (state(wish), state(second)) == ("ready", "given up")
    client.force_login(organizer)
    page = " ".join(client.get(PAGE).text.split())
    assert "A fault in the program stopped it. It could not be made." in page
    assert f"files/{wish.pk}/" in page


def test_a_process_that_was_given_up_changes_nothing(wish: Export) -> None:
    [first] = begun()
    Job.objects.filter(pk=first.pk).update(tries=2)
    do(first)
    assert (state(wish), ExportPiece.objects.count()) == ("under way", 0)


def test_after_thirty_days_it_is_gone(wish: Export) -> None:
    do_jobs()
    for days, left in ((29, 1), (31, 0)):
        forget_due(clock.now() + timedelta(days=days))
        assert (Export.objects.count(), ExportPiece.objects.count()) == (left, left)


def test_one_that_was_given_up_goes_too(wish: Export) -> None:
    later = clock.now() + timedelta(days=31)
    assert not old_exports(later).exists()
    Job.objects.update(state="failed")
    assert list(old_exports(later)) == [wish]


@pytest.mark.parametrize("size", [0, 1, exporting.PIECE, 3 * exporting.PIECE + 7])
def test_a_file_of_any_size_comes_back_as_it_was(
    size: int, wish: Export, organizer: User, client: Client
) -> None:
    body = bytes(number % 251 for number in range(size))
    stream = io.BytesIO()
    stream.write(body)
    [job] = begun()
    keep(wish, stream, job=job, at=clock.now())
    client.force_login(organizer)
    response = client.get(f"{PAGE}files/{wish.pk}/")
    assert response.getvalue() == body
    assert response.headers["Content-Length"] == str(size)


def test_whoever_loses_the_area_loses_the_file(
    wish: Export, organizer: User, client: Client
) -> None:
    do_jobs()
    client.force_login(organizer)
    assert client.get(f"{PAGE}files/{wish.pk}/").status_code == 200
    Role.objects.filter(user=organizer).update(country=cast.make_country("HR"))
    assert client.get(f"{PAGE}files/{wish.pk}/").status_code == 404
    assert f"files/{wish.pk}/" not in client.get(PAGE).content.decode()


def test_a_file_is_for_whoever_asked_for_it(wish: Export, country: Country, client: Client) -> None:
    do_jobs()
    colleague = cast.make_staff("coordinator")
    colleague.roles.update(kind="organizer", country=country)
    client.force_login(colleague)
    assert client.get(f"{PAGE}files/{wish.pk}/").status_code == 404


def test_a_file_that_is_not_there_yet_is_not_found(
    wish: Export, organizer: User, client: Client
) -> None:
    client.force_login(organizer)
    assert client.get(f"{PAGE}files/{wish.pk}/").status_code == 404


@pytest.mark.parametrize("part", ["pins", "cards"])
def test_an_unknown_list_is_not_found(
    part: str, edition: Edition, organizer: User, client: Client
) -> None:
    client.force_login(organizer)
    assert client.post(f"{PAGE}2027/{part}/make/").status_code == 404
    assert not Export.objects.exists()
