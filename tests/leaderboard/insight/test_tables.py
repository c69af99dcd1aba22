"""What tables say of published figures, and which areas somebody gets."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import cast

import pytest

from leaderboard.insight.permissions import areas_for
from leaderboard.insight.rules import (
    Body,
    RegisterFacts,
    Rows,
    SchoolScore,
    release,
    tree,
)
from leaderboard.insight.tables import (
    AskedQuestion,
    Look,
    Names,
    by_age,
    participation,
    questions,
    scores,
    topics,
)
from schools.models import Country, Region

NAMES = {1: "Federacija", 2: "Republika Srpska", 3: "Brčko", 11: "Zenica", 12: "Tuzla"}
PARENTS = {1: None, 2: None, 3: None, 11: 1, 12: 1}


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
        scored=[SchoolScore(place, school, "12-13", 5, 10, pupils) for place, school in seats],
        answered=[],
        known={str(place): RegisterFacts(20, 5000, many, many) for place, many in schools.items()},
    )
    whole = tree("BA", PARENTS.items(), [str(place) for place in schools])
    return cast("Body", json.loads(json.dumps(release(whole, rows))))


@pytest.fixture
def bosnia() -> Body:
    """Brčko is too small, and would be left over if the others were taken away."""
    return body({2: 7, 3: 1, 11: 1, 12: 12})


@pytest.fixture
def names() -> Names:
    return Names(Country(code="BA", names={"en": "Bosnia"}), regions())


def keys(names: Names, told: Body, *places: str) -> list[str]:
    own = [names.country if place == "BA" else names.regions[place] for place in places]
    return [choice.key for choice in areas_for(own, told, names)]


def test_whoever_has_a_part_of_a_group_gets_the_group(bosnia: Body, names: Names) -> None:
    """And its figures, for the area alone is not told."""
    assert keys(names, bosnia, "2") == ["BA+"]
    assert keys(names, bosnia, "1") == ["1"]
    assert keys(names, bosnia, "11") == [], "the Federation is not divided"
    figure = scores(Look(bosnia, names, "BA+", "12-13"))
    assert figure.lines() == [["other areas together", 160, 50.0, 7.7]]
    assert scores(Look(bosnia, names, "2", "12-13")).rows == ()
    assert "Too few pupils" in participation(Look(bosnia, names, "3")).finding


def test_ages_stand_side_by_side_and_are_no_ranking(names: Names) -> None:
    told = body({2: 7, 12: 12})
    whole = told["areas"][0]
    whole["ages"]["14-15"] = {**whole["ages"]["12-13"], "mean": 70.0, "half": 2.0}
    figure = by_age(Look(told, names, "BA", "12-13"))
    assert [line[0] for line in figure.lines()] == ["12–13", "14–15"]
    assert [line[-1] for line in figure.lines()] == [0.0, 2.0], "all schools had the same"
    assert "14–15 reached 70 % of the points on average, ± 2" in figure.finding
    assert "no ranking" in figure.notes[0]
    assert [bar.margin for bar in figure.bars] == [0.0, 2.0]


def paper(*topics: str) -> list[AskedQuestion]:
    return [
        AskedQuestion(number, number, topic, "easy", "", "")
        for number, topic in enumerate(topics, start=1)
    ]


def answered(*shares: float) -> Body:
    """A country whose pupils had each question right by such shares."""
    found = body({2: 7, 12: 12}, pupils=10)
    found["areas"][0]["ages"]["12-13"]["questions"] = [[share, 0.0] for share in shares]
    return found


def asked(names: Names, *shares: float, of_each: int = 3) -> Look:
    """Each topic has so many questions, answered right by such shares."""
    right = [(n, share) for n, share in enumerate(shares, 1) for _question in range(of_each)]
    told = answered(*(share for _topic, share in right))
    return Look(told, names, "BA", "12-13", paper(*(f"T{topic}" for topic, _share in right)))


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
    assert topics(asked(names, *shares)).finding == finding


def test_a_topic_of_one_or_two_questions_says_so_where_it_stands(names: Names) -> None:
    look = asked(names, 60.0, 80.0)
    told = answered(*[60.0] * 3, *[80.0] * 3, 10.0, 10.0)
    look = replace(look, body=told, questions=paper(*["T1"] * 3, *["T2"] * 3, "thin", "thin"))
    figure = topics(look)
    assert "thin" not in figure.finding
    assert [line[:2] for line in figure.lines()] == [["T1", 3], ["T2", 3], ["thin", 2]]
    assert figure.bars[-1].label == "thin (2 questions): tells of these alone"
    assert str(figure.lines()[-1][-1]).startswith("one or two questions")


def test_beside_the_year_before_stand_participation_and_questions_of_both_papers(
    names: Names,
) -> None:
    look = asked(names, 60.0, 80.0, of_each=1)
    before = [AskedQuestion(2, 9, "T2", "easy", "", "")]
    figure = questions(replace(look, before=answered(77.0), questions_before=before))
    assert [line[-1] for line in figure.lines()] == [None, 77.0]
    other = [AskedQuestion(7, 1, "T7", "easy", "", "")]
    figure = questions(replace(look, before=answered(77.0), questions_before=other))
    assert len(figure.lines()[0]) == len(questions(look).columns)
    assert "cannot be compared" in figure.notes[-1]
    came = participation(replace(look, before=body({2: 3, 12: 3}, pupils=10)))
    assert came.finding.endswith("the year before 60 pupils")
    assert [line[-1] for line in came.lines()] == [0, 30, 30]
    assert len(participation(look).columns) == len(came.columns) - 1
