"""What the ministry's page says in a sentence of grades and hours."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from leaderboard.insight.attendance import _shares, grades, hours, participation
from leaderboard.insight.figure_names import Names
from leaderboard.insight.figure_tables import FigureTable, Look
from leaderboard.insight.outcomes import connection, scores, topics
from leaderboard.insight.rows import Cells, InsightArea, RegisterFacts
from schools.models import Country, Region


@pytest.mark.parametrize(
    ("cells", "named"),
    [
        ([("5", 2), ("6", 3)], "6 (3, 60 %)"),
        ([("5", 3), ("6", 1), ("7", 3)], "5 / 7 (3, 42.9 %)"),
    ],
    ids=["one has most", "two have"],
)
def test_equals_share_the_sentence(cells: list[tuple[str, int]], named: str) -> None:
    found = _shares(cells, "grade", "%(name)s (%(pupils)s, %(share)s %%)")
    assert found.finding == named


def look(pupils: int, known: RegisterFacts) -> Look:
    """A country that others came from, and one area of it."""
    others = area("BA", "", 50, RegisterFacts(9, 900, 3, 3))
    one = area("1", "BA", pupils, known)
    regions = {"1": Region(pk=1, names={"bs": "Brčko"}, path="/1/", country_id="BA")}
    names = Names(Country(code="BA", names={"en": "Bosnia"}), regions)
    return Look({"areas": [others, one], "depths": []}, names, "1")


def area(key: str, parent: str, pupils: int, known: RegisterFacts) -> InsightArea:
    cells: Cells = [["12-13/7", pupils]] if pupils > 10 else []
    return {
        "key": key,
        "parent": parent,
        "merged": [],
        "known": known,
        "pupils": pupils,
        "grades": cells,
        "hours": [["9", many] for _name, many in cells],
    }


@pytest.mark.parametrize("known", [RegisterFacts(0, 0, 0, 0), RegisterFacts(9, 900, 0, 0)])
@pytest.mark.parametrize("table", [participation, grades, hours, scores, topics, connection])
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


def test_too_few_are_not_nobody() -> None:
    assert "too small" in grades(look(10, RegisterFacts(8, 900, 2, 3))).finding


def test_a_sentence_has_no_decimal_that_is_nothing_and_no_brackets_after_brackets() -> None:
    seen = look(63, RegisterFacts(8, 900, 2, 3))
    assert grades(seen).finding == "Most pupils were from: grade 7 (ages 12–13) – 63, 100 %"
    assert hours(seen).finding == "Most pupils began at: 09:00–10:00 (63, 100 %)"
