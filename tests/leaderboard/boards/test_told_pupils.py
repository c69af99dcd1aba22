"""The number of pupils that pages below this app may tell: that of the boards, and no other."""

from __future__ import annotations

from base import clock
from competition.models import Edition
from leaderboard.boards.actions import publish_figures
from leaderboard.boards.queries import pupils_told
from leaderboard.models import Board
from schools.models import Region
from tests.leaderboard import crowd
from tests.leaderboard.crowd import school
from tests.leaderboard.freezing import freeze


def test_it_is_the_number_on_the_board_of_schools(edition: Edition, region: Region) -> None:
    assert pupils_told(edition, "BA") is None
    crowd.play(school(region, "Large"), edition, pupils=12)
    crowd.play(school(region, "Tiny"), edition, pupils=9)
    publish_figures(at=clock.now())
    assert pupils_told(edition, "BA") == crowd.body("schools")["total"] == 21


def test_while_the_board_is_frozen_the_number_rests(edition: Edition, region: Region) -> None:
    crowd.play(school(region, "A"), edition, pupils=12)
    publish_figures(at=clock.now())
    freeze(Board.objects.get(kind="schools"), at=clock.now())
    crowd.play(school(region, "B"), edition, pupils=20)
    publish_figures(at=clock.now())
    assert pupils_told(edition, "BA") == 12


def test_of_what_is_not_public_nothing_is_told(edition: Edition, region: Region) -> None:
    crowd.play(school(region, "A"), edition, pupils=12)
    publish_figures(at=clock.now())
    Edition.objects.update(state=Edition.State.REHEARSAL)
    assert pupils_told(edition, "BA") is None
