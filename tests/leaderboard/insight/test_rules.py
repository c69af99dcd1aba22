"""What is published of counted rows: nothing of too few, and nothing that does not agree."""

from __future__ import annotations

from dataclasses import replace

import pytest

from leaderboard.insight.rules import (
    Answered,
    Came,
    RegisterFacts,
    Rows,
    SchoolScore,
    in_full,
    release,
    tree,
)
from leaderboard.rules.suppression import PupilGroup

COUNTRY = tree("BA", [(1, None), (2, None)], ["1", "2"])


def rows(pupils: int, *, points: int = 5, most: int = 10) -> Rows:
    """Of six schools in two regions, each with so many pupils."""
    schools = [(str(1 + number % 2), number) for number in range(6)]
    return Rows(
        [Came(place, school, "12-13", pupils) for place, school in schools],
        [SchoolScore(place, school, "12-13", points, most, pupils) for place, school in schools],
        [
            Answered(place, school, "12-13", pupils, [pupils, 0], [0, 1])
            for place, school in schools
        ],
        {"1": RegisterFacts(9, 900, 3, 3)},
    )


@pytest.mark.parametrize(("pupils", "areas"), [(20, True), (1, False)])
def test_nothing_is_told_of_a_country_of_too_few(pupils: int, areas: bool) -> None:
    assert bool(release(COUNTRY, rows(pupils))["areas"]) == areas


def test_of_nobody_nothing_is_told() -> None:
    empty = Rows([], [], [], {})
    assert release(PupilGroup("BA", frozenset()), empty) == {"areas": []}


def test_scores_are_told_in_per_cent_and_questions_only_of_all() -> None:
    whole = rows(20)
    cell = release(COUNTRY, whole)["areas"][0]["ages"]["12-13"]
    assert (cell["pupils"], cell["mean"], cell["half"]) == (120, 50.0, None)
    assert cell["questions"] == [[100.0, 0.0], [0.0, 5.0]]
    some = replace(whole, answered=whole.answered[1:])
    assert release(COUNTRY, some)["areas"][0]["ages"]["12-13"]["questions"] == []


def test_shares_are_kept_exactly_enough_to_be_rounded_once() -> None:
    whole = rows(20, points=9, most=40)
    answered = [one._replace(right=[9, 0]) for one in whole.answered]
    cell = release(COUNTRY, replace(whole, answered=answered))["areas"][0]["ages"]["12-13"]
    assert cell["mean"] == 22.5
    assert cell["questions"][0] == [45.0, 0.0]
    answered[0] = answered[0]._replace(right=[8, 0])
    cell = release(COUNTRY, replace(whole, answered=answered))["areas"][0]["ages"]["12-13"]
    assert cell["questions"][0] == [44.166667, 0.0]


def test_without_points_to_win_no_share_is_told() -> None:
    cell = release(COUNTRY, rows(20, points=0, most=0))["areas"][0]["ages"]["12-13"]
    assert cell["mean"] == 0


def test_counts_agree_when_they_are_of_the_same_pupils() -> None:
    whole = rows(20)
    assert whole.agree
    assert not replace(whole, scored=whole.scored[1:]).agree


def test_what_is_published_is_what_was_counted() -> None:
    """A country that is read in full beside others that are read as published."""
    counted = rows(20)
    published, full = release(COUNTRY, counted)["areas"][0], in_full("BA", counted)["areas"][0]
    assert published == full
    few = in_full("BA", rows(1))["areas"][0]
    assert (few["pupils"], few["ages"]["12-13"]["mean"]) == (6, 50)
    assert in_full("BA", Rows([], [], [], {})) == {"areas": []}
