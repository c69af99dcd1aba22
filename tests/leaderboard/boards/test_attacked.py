"""Attacks on the stored figures: subtraction between boards, and watching them over time."""

from __future__ import annotations

import json
import random

import pytest

from competition.models import Edition
from leaderboard.boards.actions.figures import publish_figures
from leaderboard.models import Board
from schools import clock
from schools.models import Country
from tests.leaderboard import crowd
from tests.leaderboard.crowd import school

LEAST = 10


class Spy:
    """Keeps every number every board has ever shown."""

    def __init__(self) -> None:
        self.seen: list[dict[str, dict[str, int]]] = []

    def look(self) -> None:
        found: dict[str, dict[str, int]] = {"schools": {}, "regions": {}, "countries": {}}
        for board in Board.objects.filter(kind__in=found):
            for row in json.loads(board.text())["rows"]:
                found[board.kind][row["key"]] = row["pupils"]
        self.seen.append(found)


@pytest.mark.parametrize("seed", range(4))
def test_no_difference_between_boards_or_moments_tells_of_fewer_than_the_threshold(
    seed: int, edition: Edition, country: Country
) -> None:
    chance, spy = random.Random(seed), Spy()
    regions = [crowd.make_region(country, code) for code in ("North", "South")]
    schools = [school(chance.choice(regions), f"S{n}") for n in range(7)]
    sittings = [
        crowd.enter(one, edition, f"VII-{n}", pupils=chance.randint(2, 15))
        for one in schools
        for n in range(chance.randint(1, 3))
    ]
    chance.shuffle(sittings)
    for sitting in sittings:
        crowd.sit(sitting)
        crowd.close(sitting)
        publish_figures(at=clock.now(), whole=chance.random() < 0.5)
        spy.look()
    crowd.end_the_day(edition)
    publish_figures(at=clock.now())
    spy.look()
    inside = {
        region.code: {str(one.pk) for one in schools if one.region_id == region.pk}
        for region in regions
    }
    differences = set(between_moments(spy)) | set(between_boards(spy, inside))
    assert differences
    assert not {one for one in differences if 0 < abs(one) < LEAST}


def between_moments(spy: Spy) -> list[int]:
    """Two snapshots of one row."""
    return [
        later[kind][key] - earlier[kind].get(key, 0)
        for n, earlier in enumerate(spy.seen)
        for later in spy.seen[n:]
        for kind in later
        for key in later[kind]
    ]


def between_boards(spy: Spy, inside: dict[str, set[str]]) -> list[int]:
    """A country without its regions, a region without its schools; also of other moments."""
    found = []
    for one in spy.seen:
        for other in spy.seen:
            found += [sum(one["countries"].values()) - sum(other["regions"].values())]
            for code, pupils in one["regions"].items():
                rest = [n for key, n in other["schools"].items() if key in inside[code]]
                found.append(pupils - sum(rest))
    return found
