"""What `ceiling` and `growth` put beside the product does what they say of it."""

from __future__ import annotations

import json

import pytest
from django.test import RequestFactory
from django.utils import timezone

from bench import sit_down
from bench.operate import Work
from bench.plain_view import answer
from bench.seat import Seat
from competition.models import Answer, Attempt, Sitting
from leaderboard.boards.actions.publishing import publish_boards
from leaderboard.models import Board
from leaderboard.results.queries.public_results import public_results
from tests.cast import finish


@pytest.fixture
def seats(sitting: Sitting) -> list[Seat]:
    """The class of three at work."""
    publish_boards(at=timezone.now())
    return sit_down.sit_down()


def post(credential: str) -> tuple[int, object]:
    request = RequestFactory().post(
        "/plain/answers",
        b'{"events":[[1,2,3,0]]}',
        content_type="application/json",
        headers={"Authorization": f"Bearer {credential}"},
    )
    response = answer(request)
    return response.status_code, json.loads(response.content)


def test_the_plain_view_stores_what_it_acknowledges(seats: list[Seat]) -> None:
    assert post(seats[0].credential) == (200, {"acked": [1]})
    stored = Answer.objects.values_list("attempt", "lease", "seq", "question", "choice").get()
    assert stored == (seats[0].attempt, 1, 1, 2, 3)


def test_the_plain_view_checks_credential_and_deadline(seats: list[Seat]) -> None:
    assert post(f"{seats[0].credential}x")[0] == 401
    Attempt.objects.update(deadline=timezone.now(), started_at=None)
    assert post(seats[0].credential)[0] == 409
    assert not Answer.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_whoever_sits_down_can_answer(seats: list[Seat]) -> None:
    Work(seats).answers()
    assert Answer.objects.values("attempt").distinct().count() == len(seats) == 3


def test_whoever_sits_down_will_stand_on_the_board(seats: list[Seat]) -> None:
    finish(Attempt.objects.get(pk=seats[0].attempt), "123")
    assert seats[0].board == Board.objects.get().pk
    assert public_results().count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_piece_of_work_costs_both_processes_something(seats: list[Seat]) -> None:
    cost = Work(seats).answers()
    assert min(cost.values()) > 0
    assert cost["processor_ms"] < cost["wall_ms"]
