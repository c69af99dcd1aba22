"""What the ministry's page says in a sentence of how many came."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from leaderboard.insight.attendance import participation
from leaderboard.insight.figure_names import Names
from leaderboard.insight.figure_tables import FigureTable, Look
from leaderboard.insight.outcomes import scores, topics
from leaderboard.insight.rows import InsightArea, RegisterFacts
from schools.models import Country, Region


def look(pupils: int, known: RegisterFacts) -> Look:
    """A country that others came from, and one area of it."""
    others = area("BA", "", 50, RegisterFacts(9, 900, 3, 3))
    one = area("1", "BA", pupils, known)
    regions = {"1": Region(pk=1, names={"bs": "Brčko"}, path="/1/", country_id="BA")}
    names = Names(Country(code="BA", names={"en": "Bosnia"}), regions)
    return Look({"areas": [others, one], "depths": []}, names, "1")


def area(key: str, parent: str, pupils: int, known: RegisterFacts) -> InsightArea:
    return {
        "key": key,
        "parent": parent,
        "merged": [],
        "known": known,
        "pupils": pupils,
    }


@pytest.mark.parametrize("known", [RegisterFacts(0, 0, 0, 0), RegisterFacts(9, 900, 0, 0)])
@pytest.mark.parametrize("table", [participation, scores, topics])
def test_where_nobody_came_that_is_the_reason(
    table: Callable[[Look], FigureTable], known: RegisterFacts
) -> None:
    assert table(look(0, known)).finding == "Nobody took part here."


@pytest.mark.parametrize(
    ("known", "finding"),
    [
        (RegisterFacts(8, 900, 2, 3), "21 pupils finished in 2 schools: 25 % of the schools in "),
        (RegisterFacts(3, 900, 1, 1), "21 pupils finished in 1 school: 33.3 % of the schools in "),
        (RegisterFacts(0, 0, 2, 3), "21 pupils finished in 2 schools"),
    ],
)
def test_without_a_register_there_is_no_share_of_it(known: RegisterFacts, finding: str) -> None:
    said = participation(look(21, known)).finding
    assert said.removesuffix("the register") == finding
