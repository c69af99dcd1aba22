"""What is published of counted rows: nothing of too few, and nothing that does not agree."""

from __future__ import annotations

from dataclasses import replace

import pytest

from leaderboard.insight.release import release, tree
from leaderboard.insight.rows import Answered, Came, RegisterFacts, Rows, SchoolScore
from leaderboard.rules.suppression import PupilGroup

COUNTRY = tree("BA", [(1, None), (2, None)], ["1", "2"])


def rows(pupils: int, *, points: int = 5, most: int = 10) -> Rows:
    """Of six schools in two regions, each with so many pupils."""
    schools = [(str(1 + number % 2), number) for number in range(6)]
    return Rows(
        [Came(place, school, "12-13", pupils) for place, school in schools],
        [
            SchoolScore(place, school, "12-13", "bs", points, most, pupils)
            for place, school in schools
        ],
        [
            Answered(place, school, "12-13", "bs", pupils, [pupils, 0], [0, 1])
            for place, school in schools
        ],
        {"1": RegisterFacts(9, 900, 3, 3)},
    )


@pytest.mark.parametrize(("pupils", "areas"), [(20, True), (1, False)])
def test_nothing_is_told_of_a_country_of_too_few(pupils: int, areas: bool) -> None:
    body = release(COUNTRY, rows(pupils))
    assert (bool(body["areas"]), bool(body["depths"])) == (areas, areas)


def test_of_nobody_nothing_is_told() -> None:
    empty = Rows([], [], [], {})
    assert release(PupilGroup("BA", frozenset()), empty) == {"areas": [], "depths": []}


def test_scores_are_told_in_per_cent_and_questions_only_of_all() -> None:
    whole = rows(20)
    cell = release(COUNTRY, whole)["depths"][0]["cells"]["12-13"]
    assert (cell["pupils"], cell["mean"], cell["median"]) == (120, 50.0, 50)
    assert cell["questions"] == [[100.0, 0.0], [0.0, 5.0]]
    some = replace(whole, answered=whole.answered[1:])
    assert release(COUNTRY, some)["depths"][0]["cells"]["12-13"]["questions"] == []


def test_shares_are_kept_exactly_enough_to_be_rounded_once() -> None:
    whole = rows(20, points=9, most=40)
    answered = [one._replace(right=[9, 0]) for one in whole.answered]
    cell = release(COUNTRY, replace(whole, answered=answered))["depths"][0]["cells"]["12-13"]
    assert (cell["mean"], cell["median"]) == (22.5, 23)
    assert cell["questions"][0] == [45.0, 0.0]
    answered[0] = answered[0]._replace(right=[8, 0])
    cell = release(COUNTRY, replace(whole, answered=answered))["depths"][0]["cells"]["12-13"]
    assert cell["questions"][0] == [44.166667, 0.0]


def test_without_points_to_win_no_share_is_told() -> None:
    cell = release(COUNTRY, rows(20, points=0, most=0))["depths"][0]["cells"]["12-13"]
    assert (cell["mean"], cell["median"]) == (0.0, 0)


def test_counts_agree_when_they_are_of_the_same_pupils() -> None:
    whole = rows(20)
    assert whole.agree
    assert not replace(whole, scored=whole.scored[1:]).agree


def test_a_division_that_one_table_hides_is_in_no_other() -> None:
    """All younger pupils of the first region learn in hr: their age would tell of one elsewhere."""
    younger, older = "12-13", "14-15"
    of_schools = {
        ("1", younger, "hr"): (4, 4, 4),
        ("1", older, "hr"): (1, 1, 1),
        ("1", older, "bs"): (3, 3, 3),
        ("2", younger, "hr"): (1,),
        ("2", younger, "bs"): (7, 7, 6),
        ("2", older, "hr"): (3, 3, 3),
        ("2", older, "bs"): (3, 3, 3),
    }
    of_schools |= {
        ("3", age, name): (10, 10, 10) for age in (younger, older) for name in ("hr", "bs")
    }
    scored = [
        SchoolScore(place, 10 * int(place) + at, division, language, 5, 10, pupils)
        for (place, division, language), schools in of_schools.items()
        for at, pupils in enumerate(schools)
    ]
    came = [Came(one.place, one.school, one.division, one.pupils) for one in scored]
    country = tree("BA", [(1, None), (2, None), (3, None)], ["1", "2", "3"])
    told = release(country, Rows(came, scored, [], {}))["depths"]
    assert {one["key"]: (len(one["cells"]), len(one["bands"])) for one in told} == {
        "BA": (6, 2),
        "1": (0, 0),
        "2": (0, 0),
        "3": (2, 2),
    }
