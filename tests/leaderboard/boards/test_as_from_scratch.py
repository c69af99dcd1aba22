"""The second's look stores what building each board from scratch would store, byte for byte."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from base import clock
from competition.aliases.actions import aliases_for
from competition.models import Edition
from leaderboard.boards.actions import publish_boards
from leaderboard.models import Board
from leaderboard.results import public_results
from schools.models import Card
from tests.leaderboard.boards.days import Deed, World, make_world, undone
from tests.leaderboard.boards.straight import publish_straight

COUNTRIES = ("BA", "HR", "RS") * 4
COLUMNS = ("division", "country", "version", "body", "total", "schools", "counted_at", "frozen_at")


@pytest.fixture
def world(edition: Edition, db: None) -> World:
    """Four schools in each of three countries; every pupil has a name already, for names are drawn
    by chance. The boards are there."""
    world = make_world(edition, COUNTRIES, divisions=1)
    aliases_for(list(Card.objects.values_list("pk", flat=True)), edition=edition)
    publish_boards(at=clock.now() - timedelta(minutes=2))
    return world


def stored(look: Callable[..., int], at: datetime) -> list[dict[str, Any]]:
    """Every board as it is after a look."""
    look(at=at)
    return list(Board.objects.order_by("division", "country").values(*COLUMNS))


def play(world: World, deeds: list[Deed]) -> None:
    """The same twice at every moment; the first time it was never there."""
    for deed in deeds:
        world.do(deed)
        with undone():
            straight = stored(publish_straight, world.at)
        assert stored(publish_boards, world.at) == straight


DEEDS = st.builds(
    Deed,
    st.sampled_from(
        ["finish"] * 4
        + ["crowd"]
        + ["rescore", "rescore", "void", "void", "leave", "return", "close"]
        + ["freeze", "thaw", "rules", "threshold"]
    ),
    st.integers(0, len(COUNTRIES) - 1),
    st.just(0),
    st.integers(1, 12),
    st.sampled_from([0, 1, 1, 2, 11, 29, 31, 61]),
)
# All have finished: every board is longer than what it shows.
CROWD = Deed("crowd")


@pytest.mark.parametrize("depths", [public_results.DEPTHS, (21, 24)], ids=["as it is", "shallow"])
@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@example(deeds=[CROWD, Deed("rules"), Deed("void", 1, number=3, seconds=31)])
@example(
    deeds=[
        *(CROWD, Deed("leave", seconds=61), Deed("rescore", 3, number=5)),
        Deed("return", seconds=61),
    ]
)
@example(
    deeds=[
        CROWD,
        Deed("freeze", number=1),
        Deed("void", 1, number=2),
        Deed("rescore", number=2),
        Deed("thaw"),
    ]
)
@given(deeds=st.lists(DEEDS, min_size=6, max_size=14))
def test_a_look_comes_to_what_each_board_from_scratch_comes_to(
    depths: tuple[int, int], deeds: list[Deed], world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(public_results, "DEPTHS", depths)
    world.finished, world.at = {}, clock.now()
    with undone():
        play(world, deeds)
