"""Spreadsheets that are made in the background: asked for once, made once, kept, replaced."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from competition.models import Attempt, Edition
from leaderboard.exports import actions as exporting
from leaderboard.exports import making
from leaderboard.exports.actions import ask, keep, tend_exports
from leaderboard.exports.making import make
from leaderboard.models import Export, ExportPiece
from schools import clock
from schools.models import Card, Country, Role, User
from tests import cast

PAGE = "/en/staff/spreadsheets/"
MINUTE = timedelta(minutes=1)


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


def begun(at: datetime | None = None) -> list[Export]:
    """What a look of the periodic work begins, without its being made."""
    found: list[Export] = []
    tend_exports(at=at or clock.now(), begin=found.append)
    return found


def state(export: Export) -> str:
    export.refresh_from_db()
    return export.state


def test_a_second_wish_while_one_is_under_way_is_the_same(wish: Export, organizer: User) -> None:
    assert asked(wish.edition, organizer) == wish
    assert begun() == [wish]
    assert asked(wish.edition, organizer) == wish


def test_one_is_made_at_a_time_in_the_order_of_the_wishes(wish: Export, organizer: User) -> None:
    second = asked(wish.edition, organizer, "winners")
    assert begun() == [wish]
    assert begun() == []
    make(wish)
    assert begun() == [second]


def test_it_is_kept_until_the_next_one_is_there(wish: Export, organizer: User) -> None:
    tend_exports(at=clock.now(), begin=make)
    second = asked(wish.edition, organizer)
    assert begun() == [second]
    assert state(wish) == "done"
    make(second)
    assert list(Export.objects.all()) == [second]
    assert set(ExportPiece.objects.values_list("export", flat=True)) == {second.pk}


def test_failing_leaves_the_one_before_it(wish: Export, organizer: User) -> None:
    tend_exports(at=clock.now(), begin=make)
    second = asked(wish.edition, organizer)
    Export.objects.filter(pk=second.pk).update(part="nonsense")
    (broken,) = begun()
    broken.part = "nonsense"
    make(broken)
    assert (state(wish), state(second)) == ("done", "failed")


def looks(count: int) -> list[bool]:
    """So many looks, three minutes apart; whether each began something."""
    at = clock.now()
    return [bool(begun(at + 3 * MINUTE * number)) for number in range(count)]


def test_one_that_falls_silent_is_begun_three_times_and_then_given_up(wish: Export) -> None:
    assert looks(8) == [True, False, True, False, True, False, False, False]
    assert state(wish) == "failed"


def test_one_that_shows_signs_of_life_is_left_alone(wish: Export) -> None:
    at = clock.now()
    assert begun(at) == [wish]
    exporting.progress(wish, rows=1, at=at + 2 * MINUTE)
    assert begun(at + 3 * MINUTE) == []
    assert state(wish) == "running"


def test_two_that_look_at_once_begin_it_once(wish: Export) -> None:
    found: list[Export] = []

    def second_look(export: Export) -> None:
        found.append(export)
        assert begun() == []

    assert tend_exports(at=clock.now(), begin=second_look) == 1
    assert found == [wish]


def test_after_thirty_days_it_is_gone(wish: Export) -> None:
    tend_exports(at=clock.now(), begin=make)
    tend_exports(at=clock.now() + timedelta(days=29))
    assert state(wish) == "done"
    tend_exports(at=clock.now() + timedelta(days=31))
    assert not Export.objects.exists()
    assert not ExportPiece.objects.exists()


def test_its_row_says_how_far_it_is(wish: Export, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "TOLD_EVERY", 0)
    (export,) = begun()
    make(export)
    export.refresh_from_db()
    # one result is written, a school beside it was expected
    assert (export.rows, export.rows_expected, export.percent) == (1, 2, 50)


@pytest.mark.parametrize("size", [0, 1, exporting.PIECE, 3 * exporting.PIECE + 7])
def test_a_file_of_any_size_comes_back_as_it_was(
    size: int, wish: Export, organizer: User, client: Client
) -> None:
    body = bytes(number % 251 for number in range(size))
    stream = io.BytesIO()
    stream.write(body)
    keep(wish, stream, at=clock.now())
    client.force_login(organizer)
    response = client.get(f"{PAGE}files/{wish.pk}/")
    assert response.getvalue() == body
    assert response.headers["Content-Length"] == str(size)


def test_whoever_loses_the_area_loses_the_file(
    wish: Export, organizer: User, client: Client
) -> None:
    tend_exports(at=clock.now(), begin=make)
    client.force_login(organizer)
    assert client.get(f"{PAGE}files/{wish.pk}/").status_code == 200
    Role.objects.filter(user=organizer).update(country=cast.make_country("HR"))
    assert client.get(f"{PAGE}files/{wish.pk}/").status_code == 404
    assert f"files/{wish.pk}/" not in client.get(PAGE).content.decode()


def test_a_file_is_for_whoever_asked_for_it(wish: Export, country: Country, client: Client) -> None:
    tend_exports(at=clock.now(), begin=make)
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


def test_the_page_takes_a_fixed_number_of_queries(
    wish: Export,
    organizer: User,
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client.force_login(organizer)
    client.get(PAGE)
    for part in Export.Part.values:
        asked(wish.edition, organizer, part)
    with django_assert_num_queries(18):
        client.get(PAGE)
