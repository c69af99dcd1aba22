"""Why a ministry sees nothing of a place: the true reason, and the way to where it is told."""

from __future__ import annotations

import json
from typing import Any, cast

import pytest
from django.http import Http404

from leaderboard.insight.figure_names import Names
from leaderboard.insight.figure_tables import Look
from leaderboard.insight.looks import look_at
from leaderboard.insight.outcomes import scores, topics
from leaderboard.insight.reasons import why_not
from leaderboard.insight.release import release, tree
from leaderboard.insight.rows import Body, Came, RegisterFacts, Rows, SchoolScore
from schools.models import Country, Region

NAMES = {1: "Federacija", 2: "Republika Srpska", 3: "Brčko", 11: "Zenica", 12: "Tuzla"}
PARENTS = {1: None, 2: None, 3: None, 11: 1, 12: 1}


def country() -> Country:
    return Country(code="BA", names={"en": "Bosnia"})


def regions() -> dict[str, Region]:
    found = {}
    for number, name in NAMES.items():
        parent = PARENTS[number]
        path = f"/{parent}/{number}/" if parent else f"/{number}/"
        found[str(number)] = Region(
            pk=number, parent_id=parent, names={"bs": name}, path=path, country_id="BA"
        )
    return found


def body(schools: dict[int, int], pupils: int = 20) -> Body:
    """What is published where so many schools came in each place, as it is stored."""
    seats = [
        (str(place), 100 * place + n) for place, many in schools.items() for n in range(1, many + 1)
    ]
    rows = Rows(
        came=[Came(place, one, "12-13", pupils) for place, one in seats],
        scored=[SchoolScore(place, one, "12-13", "bs", 5, 10, pupils) for place, one in seats],
        answered=[],
        known={str(place): RegisterFacts(20, 5000, many, many) for place, many in schools.items()},
    )
    whole = tree("BA", PARENTS.items(), [str(place) for place in schools])
    return cast("Body", json.loads(json.dumps(release(whole, rows))))


@pytest.fixture
def bosnia() -> Body:
    """Brčko is too small for scores, and would be left over if the others were taken away."""
    return body({2: 7, 3: 1, 11: 1, 12: 12})


@pytest.fixture
def names() -> Names:
    return Names(country(), regions())


def test_a_place_that_is_large_enough_says_with_whom_it_stands(bosnia: Body, names: Names) -> None:
    found = why_not(bosnia, names, "2", depth=True)
    assert found.text.startswith("Enough came here, but it stands together with: Brčko.")
    assert (found.key, found.name) == ("BA+", "together: Republika Srpska, Brčko") or (
        found.name == "together: Brčko, Republika Srpska"
    )


def test_a_place_that_is_too_small_says_that(bosnia: Body, names: Names) -> None:
    found = why_not(bosnia, names, "3", depth=True)
    assert found.text == "Too few came here, so it stands together with: Republika Srpska."


def test_a_place_below_one_that_is_not_divided_leads_to_that(bosnia: Body, names: Names) -> None:
    found = why_not(bosnia, names, "11", depth=True)
    assert found.text == "Too few: 1 school came, and this is told of 3 at least."
    assert (found.key, found.name) == ("1", "Federacija")
    neighbour = why_not(bosnia, names, "12", depth=True)
    assert neighbour.text.startswith("Enough came here, but it is not told alone")
    assert neighbour.key == "1"


def test_a_country_of_which_nothing_is_told_leads_nowhere(names: Names) -> None:
    found = why_not(body({2: 1}), names, "2", depth=True)
    assert (found.text.split(":")[0], found.key) == ("Too few", "")


def look(bosnia: Body, names: Names, *places: object, **asked: str) -> tuple[Look, list[Any]]:
    return look_at(bosnia, names, places, asked)  # type: ignore[arg-type]


def test_the_way_leads_to_figures_of_all_that_stand_together(bosnia: Body, names: Names) -> None:
    entity = names.regions["2"]
    seen, choices = look(bosnia, names, entity)
    nothing = scores(seen)
    assert nothing.rows == []
    assert nothing.reason
    together, _choices = look(bosnia, names, entity, area=nothing.reason.key)
    [row] = scores(together).rows
    assert row[1:3] == [8, 160]
    assert [choice.value for choice in choices] == ["2", "BA+"]


def test_whoever_has_no_part_in_a_group_does_not_get_it(bosnia: Body, names: Names) -> None:
    seen, choices = look(bosnia, names, names.regions["1"])
    assert [choice.value for choice in choices] == ["1", "12", "11"]
    with pytest.raises(Http404):
        look(bosnia, names, names.regions["1"], area="BA+")
    assert scores(seen).rows


def asked(*shares: float, of_each: int = 3) -> tuple[Body, list[dict[str, str]]]:
    """A country in which each topic has so many questions, answered right by such shares."""
    found = body({2: 7, 12: 12}, pupils=10)
    cell = next(one for one in found["depths"] if one["key"] == "BA")["cells"]["12-13"]
    topics_asked = [(n, share) for n, share in enumerate(shares, 1) for _question in range(of_each)]
    cell["questions"] = [[share, 0.0] for _topic, share in topics_asked]
    told = {"difficulty": "easy", "text": "", "neutralised": ""}
    questions = [
        {"number": str(number), "topic": f"T{topic}", **told}
        for number, (topic, _share) in enumerate(topics_asked, start=1)
    ]
    return found, questions


@pytest.mark.parametrize(
    ("shares", "finding"),
    [
        ((40.0, 60.0, 80.0), "Children aged 12–13 know least about: T1 (40 % right, 3 questions)"),
        (
            (50.0, 52.0, 80.0),
            "Children aged 12–13 know less about these, with no order among them: "
            "T1 (3 questions), T2 (3 questions)",
        ),
        (
            (50.0, 52.0, 54.0),
            "Ages 12–13: no topic stands out; 50 to 54 % right lies within the uncertainty",
        ),
    ],
)
def test_the_heading_of_topics_says_no_more_than_the_uncertainty_leaves(
    shares: tuple[float, ...], finding: str, names: Names
) -> None:
    found, questions = asked(*shares)
    assert topics(Look(found, names, "BA", "12-13", "", questions)).finding == finding


def test_a_topic_of_one_or_two_questions_is_named_in_no_heading_and_stands_last(
    names: Names,
) -> None:
    found, paper = asked(60.0, 80.0)
    whole = next(depth for depth in found["depths"] if depth["key"] == "BA")
    whole["cells"]["12-13"]["questions"] += [[10.0, 0.0], [10.0, 0.0]]
    paper += [{**paper[0], "number": str(number), "topic": "thin"} for number in (7, 8)]
    table = topics(Look(found, names, "BA", "12-13", "", paper))
    assert "thin" not in table.finding
    assert [row[:2] for row in table.rows] == [["T1", 3], ["T2", 3], ["thin", 2]]
    assert table.bars[-1][0] == "thin (2 questions)"
    assert "no finding names it" in table.notes[-1]
