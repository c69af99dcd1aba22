"""Boards stop with a reason that everybody reads; who may stop which, and what is on record."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone, translation
from django.utils.formats import date_format

from base import clock
from base.models import User
from competition.models import Edition, Window
from leaderboard.boards.actions import freeze_boards, publish_boards, unfreeze_boards
from leaderboard.models import Board, Freeze
from schools.models import Country
from tests import cast
from tests.leaderboard.freezing import freeze, unfreeze

PAGE = "/en/staff/day/boards/"
HOUR = timedelta(hours=1)


@pytest.fixture
def board(edition: Edition) -> Board:
    """The own country's only board."""
    publish_boards(at=clock.now())
    return Board.objects.get()


@pytest.fixture
def foreign(edition: Edition, board: Board) -> Board:
    """The board of another country."""
    abroad, now = cast.make_country("HR"), clock.now()
    Window.objects.create(edition=edition, country=abroad, opens_at=now, closes_at=now + HOUR)
    publish_boards(at=now)
    return Board.objects.get(country=abroad)


@pytest.fixture
def organizer(client: Client, country: Country) -> User:
    user = cast.make_staff("organizer", country=country)
    client.force_login(user)
    return user


def press(client: Client, address: str, **fields: str) -> str:
    """What the page says afterwards."""
    return " ".join(client.post(address, fields, follow=True).text.split())


# ---------------------------------------------------------------- the record


def test_freezing_twice_is_freezing_once(board: Board, superuser: User) -> None:
    reasons = [Freeze.Reason.CHECK, Freeze.Reason.END]
    stopped = [
        freeze_boards([board], at=clock.now(), by=superuser, reason=reason) for reason in reasons
    ]
    moved = [unfreeze_boards([board], at=clock.now(), by=superuser) for _ in range(2)]
    assert (stopped, moved, Freeze.objects.get().reason) == ([1, 0], [1, 0], "check")


def test_the_snapshot_says_why_and_since_when_and_the_record_by_whom(
    board: Board, superuser: User
) -> None:
    at = clock.now()
    freeze(board, at=at, by=superuser, reason=Freeze.Reason.TROUBLE, note="secret")
    board.refresh_from_db()
    snapshot, since = json.loads(board.body), at.isoformat(timespec="seconds")
    told = {"reason": "trouble", "since": since}
    assert (snapshot["frozen"], snapshot["freeze"]) == (True, told)
    assert "secret" not in board.body
    unfreeze(board, at=at + HOUR, by=superuser)
    board.refresh_from_db()
    assert "freeze" not in json.loads(board.body)
    stop = Freeze.objects.get()
    assert (stop.board, stop.at, stop.by, stop.note) == (board, at, superuser, "secret")
    assert (stop.lifted_at, stop.lifted_by) == (at + HOUR, superuser)


@pytest.mark.parametrize(
    ("ago", "form"), [(timedelta(0), "H:i"), (timedelta(days=2), "SHORT_DATETIME_FORMAT")]
)
def test_everybody_reads_the_reason_on_the_board(
    ago: timedelta, form: str, client: Client, board: Board, superuser: User
) -> None:
    at = clock.now() - ago
    freeze(board, at=at, by=superuser, reason=Freeze.Reason.CHECK)
    page = " ".join(client.get("/en/boards/2027/ba/12-13/").text.split())
    with translation.override("en"):
        since = date_format(timezone.localtime(at), form)
    assert f"Frozen since {since}: we are checking a result" in page


# ---------------------------------------------------------------- the page


@pytest.mark.parametrize("which", ["all", "country-BA", "division-{division}", "board-{board}"])
def test_one_board_a_division_a_country_or_all_are_stopped(
    which: str, client: Client, organizer: User, board: Board
) -> None:
    chosen = which.format(division=board.division_id, board=board.pk)
    page = press(client, PAGE, which=chosen, reason="end")
    assert "1 board is frozen." in page
    assert "the quiz is over, and the list is being completed" in page


def test_boards_abroad_are_neither_seen_nor_stopped_nor_let_go(
    client: Client, organizer: User, board: Board, foreign: Board, superuser: User
) -> None:
    freeze(foreign, at=clock.now(), by=superuser)
    assert "Croatia" not in client.get(PAGE).text
    assert "Select a valid choice" in press(
        client, PAGE, which=f"board-{foreign.pk}", reason="check"
    )
    assert client.post(f"{PAGE}{foreign.pk}/move/").status_code == 404
    press(client, PAGE, which="all", reason="check")
    assert Board.objects.get(pk=board.pk).frozen_at is not None
    client.post(f"{PAGE}move/")
    assert Board.objects.get(pk=foreign.pk).frozen_at is not None


def test_boards_are_let_go_one_by_one_or_all(client: Client, board: Board, foreign: Board) -> None:
    client.force_login(cast.make_staff("coordinator"))
    count = Board.objects.count()
    assert f"{count} boards are frozen." in press(client, PAGE, which="all", reason="check")
    assert "1 board moves again." in press(client, f"{PAGE}{board.pk}/move/")
    assert f"{count - 1} boards move again." in press(client, f"{PAGE}move/")
    assert not Board.objects.filter(frozen_at__isnull=False).exists()


def test_an_organizer_of_a_region_stops_no_board(
    client: Client, country: Country, board: Board
) -> None:
    client.force_login(cast.make_staff("organizer", region=country.regions.get()))
    assert client.get(PAGE).status_code == 404
    assert client.post(PAGE, {"which": "all", "reason": "check"}).status_code == 404
    assert client.post(f"{PAGE}move/").status_code == 404
