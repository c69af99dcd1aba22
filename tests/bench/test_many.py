"""Attempts in bulk are what the product itself would have stored."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.models import F

from bench import many
from competition.models import Alias, Answer, Attempt, Edition, Lease
from leaderboard.boards.actions.publishing import rebuild_boards
from leaderboard.models import Board
from leaderboard.results.queries.public_results import public_results
from schools import clock
from schools.models import Country
from tests import cast

pytestmark = pytest.mark.usefixtures("edition")


def fill(attempts: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(*many.script(attempts=attempts, answers=3))


def test_every_attempt_stands_on_a_board_of_the_public() -> None:
    fill(70)
    assert public_results().count() == 70


def test_every_row_hangs_on_the_right_one() -> None:
    fill(70)
    in_own_class = {"attempt__card__school_class": F("attempt__entry__school_class")}
    assert Answer.objects.filter(**in_own_class).count() == 210
    assert Lease.objects.filter(number=F("attempt__lease"), **in_own_class).count() == 70
    assert Alias.objects.filter(card__attempts__entry__edition=F("edition")).count() == 35


def test_a_second_filling_adds_to_the_first() -> None:
    fill(70)
    fill(40)
    assert public_results().count() == 110
    assert Attempt.objects.values("card").distinct().count() == 110


def test_the_product_goes_on_from_there(country: Country, edition: Edition) -> None:
    fill(70)
    rebuild_boards(at=clock.now())
    assert Board.objects.get().total == 70
    school = cast.make_school(country, name="OŠ Poslije")
    school_class = cast.make_class(school, cast.make_teacher(school, "poslije@example.org"))
    sitting = cast.make_sitting(cast.make_entry(school_class, edition))
    cast.make_attempt(school_class.cards.all()[0], sitting)
    assert Attempt.objects.count() == 71
