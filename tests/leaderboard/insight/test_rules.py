"""What is published of counted rows: nothing of too few, and nothing that does not agree."""

from __future__ import annotations

import math
import random
import statistics

import pytest

from leaderboard.insight.rules import (
    FEWEST_FOR_INTERVAL,
    TWO_SIDED,
    Answered,
    RegisterFacts,
    Rows,
    SchoolScore,
    in_full,
    mean_of_schools,
    release,
    tree,
)

COUNTRY = tree("BA", [(1, None), (2, None)], ["1", "2"])


def rows(pupils: int, *, points: int = 5, most: int = 10) -> Rows:
    """Of six schools in two regions, each with so many pupils."""
    schools = [(str(1 + number % 2), number) for number in range(6)]
    return Rows(
        [SchoolScore(place, school, "12-13", points, most, pupils) for place, school in schools],
        [
            Answered(place, school, "12-13", pupils, [pupils, 0], [0, 1])
            for place, school in schools
        ],
        {"1": RegisterFacts(9, 900, 3, 3)},
    )


@pytest.mark.parametrize("counted", [rows(1), Rows([], [], {})], ids=["too few", "nobody"])
def test_nothing_is_told_of_a_country_of_too_few(counted: Rows) -> None:
    assert release(COUNTRY, counted)["areas"] == []


def test_scores_are_told_in_per_cent_and_questions_only_of_all() -> None:
    whole = rows(20)
    cell = release(COUNTRY, whole)["areas"][0]["ages"]["12-13"]
    assert (cell["pupils"], cell["mean"], cell["half"]) == (120, 50.0, None)
    assert cell["questions"] == [[100.0, 0.0], [0.0, 5.0]]
    some = whole._replace(answered=whole.answered[1:])
    assert release(COUNTRY, some)["areas"][0]["ages"]["12-13"]["questions"] == []


def test_shares_are_kept_exactly_enough_to_be_rounded_once() -> None:
    whole = rows(20, points=9, most=40)
    answered = [one._replace(right=[9, 0]) for one in whole.answered]
    cell = release(COUNTRY, whole._replace(answered=answered))["areas"][0]["ages"]["12-13"]
    assert cell["mean"] == 22.5
    assert cell["questions"][0] == [45.0, 0.0]
    answered[0] = answered[0]._replace(right=[8, 0])
    cell = release(COUNTRY, whole._replace(answered=answered))["areas"][0]["ages"]["12-13"]
    assert cell["questions"][0] == [44.166667, 0.0]


def test_what_is_published_is_what_was_counted() -> None:
    """A country that is read in full beside others that are read as published."""
    counted = rows(20)
    published, full = release(COUNTRY, counted)["areas"][0], in_full("BA", counted)["areas"][0]
    assert published == full
    few = in_full("BA", rows(1))["areas"][0]
    assert (few["pupils"], few["ages"]["12-13"]["mean"]) == (6, 50)
    assert in_full("BA", Rows([], [], {})) == {"areas": []}


# ------------------------------------------------------------------ a mean and its interval


def test_of_nothing_to_win_and_of_few_schools_no_interval_is_told() -> None:
    assert mean_of_schools([]) == mean_of_schools([(0, 0)] * 20) == (0, None)
    schools = [(1, 2), (3, 4)] * (FEWEST_FOR_INTERVAL // 2)
    mean, half = mean_of_schools(schools[1:])
    assert (round(mean, 6), half) == (round(100 * 19 / 28, 6), None)
    assert mean_of_schools(schools)[1] is not None


def test_of_schools_of_one_size_it_is_the_error_of_the_mean_of_their_means() -> None:
    shares = [40, 55, 70, 62, 48, 81, 66, 59, 73, 50, 44, 68]
    error = statistics.stdev(shares) / math.sqrt(len(shares))
    mean, half = mean_of_schools([(share, 100) for share in shares])
    assert mean == pytest.approx(statistics.mean(shares))
    assert half == pytest.approx(TWO_SIDED * error)


def test_it_holds_the_true_mean_in_about_95_of_100_cases() -> None:
    """Schools of unequal size whose pupils are alike: a lot of each pupil would hold in half."""
    chance, held = random.Random(3), 0
    for _round in range(400):
        schools = []
        for _school in range(60):
            pupils, level = chance.randint(5, 60), chance.gauss(0.6, 0.1)
            points = round(sum(chance.gauss(level, 0.2) for _pupil in range(pupils)) * 20)
            schools.append((points, 20 * pupils))
        mean, half = mean_of_schools(schools)
        held += half is not None and abs(mean - 60) <= half
    assert 0.92 <= held / 400 <= 0.98
