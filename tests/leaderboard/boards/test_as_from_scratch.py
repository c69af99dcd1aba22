"""The second's look stores what building each board from scratch would store, byte for byte."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from base import clock
from competition.aliases.actions import aliases_for
from competition.models import Attempt, Edition, Result, Sitting, Window
from leaderboard.boards.actions import freeze_boards, publish_boards, unfreeze_boards
from leaderboard.models import Board, Freeze
from leaderboard.results import public_results as results_module
from leaderboard.rules.ranking import HIGHER_IS_BETTER
from schools.models import Card, Role
from tests import cast
from tests.leaderboard import crowd
from tests.leaderboard.boards.straight import publish_straight

COUNTRIES, SCHOOLS, CARDS = ("BA", "HR", "RS"), 12, 12
COLUMNS = ("division", "country", "version", "body", "total", "schools", "counted_at", "frozen_at")


class Deed(NamedTuple):
    """What happens at a school, by a number that stands for all chance in it, and when."""

    what: str
    school: int = 0
    chance: int = 0
    seconds: int = 1


@dataclass
class World:
    """Classes of three countries, school by school; the first of each country comes first."""

    edition: Edition
    sittings: list[Sitting]
    at: datetime
    finished: dict[int, list[Attempt]] = field(default_factory=dict)

    def do(self, deed: Deed) -> None:
        """One thing happens, some seconds after the last."""
        self.at += timedelta(seconds=deed.seconds)
        getattr(self, f"_{deed.what}")(deed.school, random.Random(deed.chance))

    def _finish(self, school: int, chance: random.Random) -> None:
        self._come(school, chance.choice((1, 6, 12)), chance)

    def _crowd(self, school: int, chance: random.Random) -> None:
        for each in range(SCHOOLS):
            self._come(each, CARDS, chance)

    def _come(self, school: int, pupils: int, chance: random.Random) -> None:
        there = self.finished.setdefault(school, [])
        cards = list(self.sittings[school].entry.school_class.cards.order_by("number"))
        chosen = cards[len(there) : len(there) + pupils]
        attempts = crowd.finish_of(self.sittings[school], chosen, score=3)
        for one in attempts:
            self._score(one, chance)
        there += attempts

    def _rescore(self, school: int, chance: random.Random) -> None:
        for one in self._some(school, chance):
            self._score(one, chance)

    def _void(self, school: int, chance: random.Random) -> None:
        for one in self._some(school, chance):
            Attempt.objects.filter(pk=one.pk).update(voided_at=self.at)
            Result.objects.filter(pk=one.pk).update(counts=False, changed_at=self.at)

    def _leave(self, school: int, chance: random.Random) -> None:
        self._roles(school).update(approved_at=None)

    def _return(self, school: int, chance: random.Random) -> None:
        self._roles(school).update(approved_at=self.at)

    def _close(self, school: int, chance: random.Random) -> None:
        crowd.close(self.sittings[school], at=self.at)

    def _freeze(self, school: int, chance: random.Random) -> None:
        boards = Board.objects.filter(country=COUNTRIES[school % 3])
        freeze_boards(boards, at=self.at, by=None, reason=Freeze.Reason.CHECK)

    def _thaw(self, school: int, chance: random.Random) -> None:
        unfreeze_boards(Board.objects.filter(frozen_at__isnull=False), at=self.at, by=None)

    def _rules(self, school: int, chance: random.Random) -> None:
        Edition.objects.update(ranking=chance.choice(Edition.Ranking.values))

    def _threshold(self, school: int, chance: random.Random) -> None:
        Edition.objects.update(publishing_threshold=chance.choice((5, 10, 30)))

    def _some(self, school: int, chance: random.Random) -> list[Attempt]:
        there = self.finished.get(school, [])
        return chance.sample(there, min(len(there), chance.choice((1, 3, 8))))

    def _score(self, one: Attempt, chance: random.Random) -> None:
        keys = {step: chance.randint(0, 2) for step in HIGHER_IS_BETTER}
        Result.objects.filter(pk=one.pk).update(**keys, changed_at=self.at)

    def _roles(self, school: int) -> Any:  # noqa: ANN401 - a queryset of roles
        return Role.objects.filter(school=self.sittings[school].entry.school_class.school)


@pytest.fixture
def world(edition: Edition, db: None) -> World:
    """Four schools with a class each in each of three countries; every pupil has a name already,
    for names are drawn by chance. The boards are there."""
    now, sittings = clock.now(), list[Sitting]()
    for code in COUNTRIES[1:]:
        country = cast.make_country(code)
        Window.objects.create(
            edition=edition, country=country, opens_at=now, closes_at=now + timedelta(hours=9)
        )
    countries = [one.country for one in edition.windows.order_by("country")]
    for number in range(SCHOOLS):
        region = countries[number % 3].regions.get()
        school, _teacher = crowd.make_school(region, f"S{number}")
        sittings.append(crowd.enter(school, edition, f"VII-{number}", pupils=CARDS))
    aliases_for(list(Card.objects.values_list("pk", flat=True)), edition=edition)
    publish_boards(at=now - timedelta(minutes=2))
    return World(edition, sittings, now)


def stored(look: Callable[..., int], at: datetime) -> list[dict[str, Any]]:
    """Every board as it is after a look."""
    look(at=at)
    return list(Board.objects.order_by("division", "country").values(*COLUMNS))


def play(world: World, deeds: list[Deed]) -> None:
    """The same twice at every moment; the first time it was never there."""
    for deed in deeds:
        world.do(deed)
        with transaction.atomic():
            straight = stored(publish_straight, world.at)
            transaction.set_rollback(True)
        assert stored(publish_boards, world.at) == straight


DEEDS = st.builds(
    Deed,
    st.sampled_from(
        ["finish"] * 4
        + ["crowd"]
        + ["rescore", "rescore", "void", "void", "leave", "return", "close"]
        + ["freeze", "thaw", "rules", "threshold"]
    ),
    st.integers(0, SCHOOLS - 1),
    st.integers(0, 1000),
    st.sampled_from([0, 1, 1, 2, 11, 29, 31, 61]),
)
# All have finished: every board is longer than what it shows.
CROWD = Deed("crowd")


@pytest.mark.parametrize("depths", [results_module.DEPTHS, (21, 24)], ids=["as it is", "shallow"])
@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@example(deeds=[CROWD, Deed("rules", 0, 1, 1), Deed("void", 1, 3, 31)])
@example(deeds=[CROWD, Deed("leave", 0, 0, 61), Deed("rescore", 3, 5), Deed("return", 0, 0, 61)])
@example(deeds=[CROWD, Deed("freeze"), Deed("finish", 1), Deed("rescore", 0, 2), Deed("thaw")])
@given(deeds=st.lists(DEEDS, min_size=6, max_size=14))
def test_a_look_comes_to_what_each_board_from_scratch_comes_to(
    depths: tuple[int, int], deeds: list[Deed], world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(results_module, "DEPTHS", depths)
    world.finished, world.at = {}, clock.now()
    with transaction.atomic():
        play(world, deeds)
        transaction.set_rollback(True)
