"""The figures of questions, against published examples and other people's programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from statistics import pvariance
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from leaderboard.rules.item_findings import ItemFault, preferred
from leaderboard.rules.item_statistics import (
    alpha,
    error_of_measurement,
    item_rest_correlation,
    mean_credit,
    median,
    moments,
    thirds,
    variance,
)
from leaderboard.rules.language_difference import (
    LanguageDifference,
    chance_of,
    language_difference,
    mantel,
    strata,
)

NUMBERS = json.loads((Path(__file__).parent / "numbers" / "item_numbers.json").read_text())
ANSWERS = [([int(one) for one in row[:-1]], int(row[-1])) for row in NUMBERS["answers"]]


def table_of(question: int, answers: Sequence[Sequence[int]]) -> Counter[tuple[str, int]]:
    return Counter((str(row[question]), sum(row)) for row in answers)


def pairs_of(question: int) -> list[Any]:
    sides = [Counter[tuple[int, int]](), Counter[tuple[int, int]]()]
    for row, language in ANSWERS:
        sides[language][row[question], sum(row)] += 1
    return strata(*sides)


# ---------------------------------------------------------------- published examples

# Wuensch, East Carolina University, "The Kuder-Richardson 20": ten pupils, ten questions.
TEN = """1111110110 1011011101 1111011001 0010001000 0000010010
1110111111 1101110111 1111111101 0101111101 1101101110"""


def test_alpha_is_that_of_the_example_of_ten_pupils() -> None:
    rows = [[int(one) for one in row] for row in TEN.split()]
    variances = [variance(Counter(column)) for column in zip(*rows, strict=True)]
    totals = variance(Counter(map(sum, rows)))
    assert (round(sum(variances), 2), round(totals, 2)) == (2.18, 5.84)
    assert alpha(variances, totals) == pytest.approx(10 / 9 * (1 - 2.18 / 5.84))


def two_by_two(*tables: tuple[int, int, int, int]) -> list[Any]:
    """Yes and no of the one group, then of the other."""
    return [({1: a, 0: b}, {1: c, 0: d}) for a, b, c, d in tables]


def test_the_odds_ratio_is_that_of_admissions_to_berkeley() -> None:
    """R, ``mantelhaen.test(UCBAdmissions)``: 0.9046968, 95 % from 0.7719074 to 1.0603298."""
    found = language_difference(
        two_by_two(
            (512, 313, 89, 19),
            (353, 207, 17, 8),
            (120, 205, 202, 391),
            (138, 279, 131, 244),
            (53, 138, 94, 299),
            (22, 351, 24, 317),
        )
    )
    assert found is not None
    assert found.log_odds == pytest.approx(-0.100156, abs=1e-5)
    assert found.error == pytest.approx(0.0810, rel=0.02)
    assert found.letter == "A"


def test_two_answers_are_tested_as_in_the_trial_about_migraine() -> None:
    """SAS/STAT, PROC FREQ, example "Cochran-Mantel-Haenszel Statistics": 8.3052, 3.3132."""
    found = language_difference(two_by_two((16, 11, 5, 20), (12, 16, 7, 19)))
    assert found is not None
    assert (round(found.chi_square, 4), round(found.p, 4)) == (8.3052, 0.0040)
    assert 2.718281828**found.log_odds == pytest.approx(3.3132, abs=1e-4)


def test_ordered_answers_are_tested_as_in_the_trial_about_arthritis() -> None:
    """Koch & Edwards 1988, in Stokes, Davis & Koch: mean scores differ, 14.632."""
    pairs = [
        ({0: 6, 1: 5, 2: 16}, {0: 19, 1: 7, 2: 6}),
        ({0: 7, 1: 2, 2: 5}, {0: 10, 1: 0, 2: 1}),
    ]
    assert mantel(pairs) == pytest.approx(14.632, abs=0.001)


# ---------------------------------------------------------------- other programs


def test_reliability_and_correlations_are_those_of_other_programs() -> None:
    rows = [row for row, _language in ANSWERS]
    columns = list(zip(*rows, strict=True))
    found = alpha([variance(Counter(one)) for one in columns], variance(Counter(map(sum, rows))))
    assert found == pytest.approx(NUMBERS["alpha"])
    assert [
        item_rest_correlation(table_of(number, rows), int) for number in range(len(columns))
    ] == pytest.approx(NUMBERS["correlations"])


@pytest.mark.parametrize("question", range(6))
def test_questions_of_two_answers_differ_as_statsmodels_says(question: int) -> None:
    found, told = language_difference(pairs_of(question)), NUMBERS["two_levels"][str(question)]
    assert found is not None
    assert (found.log_odds, found.chi_square, found.p) == pytest.approx(
        (told["log_odds"], told["chi_square"], told["p"])
    )
    # Robins, Breslow and Greenland estimate the same thing otherwise.
    assert found.error == pytest.approx(told["error"], rel=0.05)


@pytest.mark.parametrize("question", [6, 7])
def test_questions_of_three_answers_differ_as_other_programs_say(question: int) -> None:
    found, told = language_difference(pairs_of(question)), NUMBERS["ordered"][str(question)]
    assert found is not None
    assert (found.chi_square, found.p) == pytest.approx((told["chi_square"], told["p"]))
    # A fitted model is another estimate of the same odds ratio: near, well within its error.
    assert abs(found.log_odds - NUMBERS["fitted"][str(question)]) < found.error
    assert found.error == pytest.approx(NUMBERS["bootstrapped"][str(question)], rel=0.1)


# ---------------------------------------------------------------- rules


@pytest.mark.parametrize(
    ("log_odds", "error", "p", "letter"),
    [
        (0.9, 0.1, 0.001, "C"),
        (-0.9, 0.1, 0.001, "C"),
        (0.9, 0.5, 0.04, "B"),
        (0.5, 0.01, 0.001, "B"),
        (0.9, 0.6, 0.06, "A"),
        (0.42, 0.01, 0.001, "A"),
    ],
    ids=["large", "other way", "uncertain", "moderate", "chance", "negligible"],
)
def test_the_classes_are_those_of_the_ets(
    log_odds: float, error: float, p: float, letter: str
) -> None:
    assert LanguageDifference(500, 500, log_odds, error, 9.0, p).letter == letter


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 6), st.booleans()), max_size=60))
def test_turning_both_languages_round_turns_the_sign(rows: list[tuple[int, int, bool]]) -> None:
    sides = [Counter((one, total) for one, total, side in rows if side is of) for of in (0, 1)]
    there, back = language_difference(strata(*sides)), language_difference(strata(*sides[::-1]))
    assert (there is None) is (back is None)
    if there and back:
        assert there.log_odds == pytest.approx(-back.log_odds)
        assert (there.error, there.chi_square) == pytest.approx((back.error, back.chi_square))


def test_a_key_that_good_pupils_avoid_is_told_with_their_choice() -> None:
    table = Counter({("2", 9): 60, ("1", 8): 20, ("3", 2): 40, ("1", 1): 40})
    parts = thirds(table, lambda mark: int(mark == "1"))
    found = preferred(parts, "1", frozenset("1234"))
    assert found is not None
    assert (found.fault, found.mark) == (ItemFault.KEY, "2")
    assert preferred(parts, "2", frozenset("1234")) is None


@given(st.dictionaries(st.tuples(st.sampled_from("012"), st.integers(2, 9)), st.integers(1, 5)))
@example({})
def test_pupils_with_as_many_points_are_in_one_third_and_everybody_is_in_one(
    table: dict[tuple[str, int], int],
) -> None:
    parts = thirds(table, int)
    given_by = Counter[str]()
    for (mark, _total), pupils in table.items():
        given_by[mark] += pupils
    assert {mark: sum(parts.of(mark)) for mark in given_by} == given_by
    # Marks that are worth nothing do not move anybody: the rest is the total.
    every = thirds({(str(total), total): 1 for _mark, total in table}, lambda _mark: 0)
    places = [
        (column, int(total))
        for column, part in enumerate((every.low, every.middle, every.high))
        for total in part
    ]
    totals = [total for _column, total in sorted(places)]
    assert totals == sorted({total for _mark, total in table})


def test_nine_pupils_make_thirds_of_three_and_the_weakest_are_low() -> None:
    parts = thirds({(str(total), total): 1 for total in range(1, 10)}, lambda _mark: 0)
    assert ["".join(sorted(one)) for one in (parts.low, parts.middle, parts.high)] == [
        *("123", "456", "789")
    ]


def test_the_spread_of_a_question_is_that_of_all_its_pupils() -> None:
    table = {("2", 9): 3, ("1", 4): 2, ("0", 4): 5}
    every = [int(mark) for (mark, _total), pupils in table.items() for _one in range(pupils)]
    assert moments(table, int).variance_of_x == pytest.approx(pvariance(every))
    assert moments({}, int).variance_of_x == 0.0


def test_one_question_alone_or_one_sum_for_all_has_no_reliability() -> None:
    assert alpha([0.25], 0.25) is None
    assert alpha([0.25, 0.25], 0.0) is None
    assert alpha([0.25, 0.25], 1.0) == 1.0


def test_pupils_without_an_equal_in_the_other_language_compare_nobody() -> None:
    here, there = {(1, 3): 9, (0, 4): 5, (1, 4): 1}, {(0, 2): 9, (0, 4): 2, (1, 4): 4}
    assert strata(here, there) == [({0: 5, 1: 1}, {0: 2, 1: 4})]
    assert mantel([*strata(here, there), ({1: 1}, {})]) == mantel(strata(here, there)) > 0


def test_shares_and_middles() -> None:
    table = Counter({("R", 4): 3, ("H", 2): 1, ("0", 0): 4})
    assert mean_credit(table, {"R": 2, "H": 1, "0": 0}.__getitem__, 2) == 7 / 16
    assert mean_credit({}, int, 2) is None
    assert median({10: 1, 20: 1, 90: 3}) == 90
    assert median({}) is None
    assert chance_of(3.841458820694124) == pytest.approx(0.05)
    assert error_of_measurement(0.75, 16.0) == 2.0
    assert item_rest_correlation({("1", 3): 9}, int) is None
