"""Questions that differ much between languages leave the points one by one; pure."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from leaderboard.rules.language_difference import (
    fairly_compared,
    language_difference,
    one_by_one,
    strata,
)

type Row = dict[str, Any]
type Answers = Sequence[tuple[int, Sequence[int]]]

PAPER = frozenset(range(1, 13))
# Of twelve questions those badly translated into the second language: which share of the pupils who
# would know it is misled.
MISLED = {2: 0.8, 4: 0.4, 6: 0.8, 7: 0.4, 9: 0.4}
BAD = frozenset(MISLED)


def answers() -> Answers:
    """``(language, right or wrong)`` of pupils who are as good in both languages."""
    chance = random.Random(11)
    hard = {number: chance.uniform(-1.5, 0.5) for number in sorted(PAPER)}
    rows = []
    for number in range(2400):
        able, language = chance.gauss(0, 1.2), number % 2
        knows = [chance.random() < 1 / (1 + math.exp(hard[one] - able)) for one in sorted(PAPER)]
        misled = [language * chance.random() > 1 - MISLED.get(one, 0) for one in sorted(PAPER)]
        rows.append((language, [int(a and not b) for a, b in zip(knows, misled, strict=True)]))
    return rows


def compared(rows: Answers) -> Callable[[frozenset[int]], list[Row]]:
    """Compares the second language with the first by the points of fair questions."""

    def compare(fair: frozenset[int]) -> list[Row]:
        return [row for one in sorted(PAPER) for row in _row(rows, one, fair | {one})]

    return compare


def _row(rows: Answers, number: int, fair: frozenset[int]) -> Iterator[Row]:
    sides = Counter[tuple[int, int]](), Counter[tuple[int, int]]()
    for language, right in rows:
        sides[language][right[number - 1], sum(right[one - 1] for one in fair)] += 1
    found = language_difference(strata(*sides))
    if found:
        told = {"chi_square": found.chi_square, "log_odds": found.log_odds}
        yield {"number": number, "language": "hr", "letter": found.letter, **told}


def harder(rows: Sequence[Row]) -> frozenset[int]:
    return large([one for one in rows if one["log_odds"] > 0])


def large(rows: Sequence[Row]) -> frozenset[int]:
    return frozenset(one["number"] for one in rows if one["letter"] == "C")


def test_many_bad_translations_are_found_and_no_good_question_is_named() -> None:
    compare = compared(answers())
    first = large(compare(PAPER))
    # All at once the good ones leave as well, and bad ones measure: the wrong way round.
    at_once = compare(PAPER - first)
    assert PAPER - first < BAD
    assert large(at_once) > PAPER - BAD
    assert BAD - harder(at_once) == {4, 7, 9}
    found, fair = fairly_compared(compare, PAPER, 4)
    assert (large(found), harder(found), fair) == (BAD, BAD, PAPER - BAD)


def scripted(*rounds: dict[int, float]) -> tuple[Callable[[frozenset[int]], list[Row]], list[Any]]:
    """Finds large, round by round, what is told with its chi-square; and what it was asked."""
    asked: list[frozenset[int]] = []

    def compare(fair: frozenset[int]) -> list[Row]:
        asked.append(fair)
        told = rounds[min(len(asked), len(rounds)) - 1]
        rows = [{"number": one, "letter": "C", "chi_square": told[one]} for one in told]
        return [{"number": 1, "letter": "B", "chi_square": 99.0}, *rows]

    return compare, asked


def test_the_most_certain_leaves_first_and_of_equals_the_first_of_the_paper() -> None:
    compare, asked = scripted({5: 20.0, 3: 20.0, 8: 9.0}, {3: 50.0, 8: 9.0}, {3: 50.0})
    _found, fair = one_by_one(compare, PAPER - {12}, 4)
    assert asked == [PAPER - {12}, PAPER - {12, 3}, PAPER - {12, 3, 8}]
    assert fair == asked[-1]


def test_it_ends_while_enough_questions_measure() -> None:
    compare, asked = scripted(dict.fromkeys(PAPER, 9.0))
    found, fair = one_by_one(compare, PAPER, 4)
    assert (fair, len(asked)) == (PAPER - set(range(1, 9)), 9)
    assert large(found) == PAPER
    assert one_by_one(compare, frozenset({1, 2}), 4)[1] == {1, 2}


def named(numbers: Sequence[int], *languages: str) -> list[Row]:
    """These questions are much harder in these languages."""
    return [
        {"number": one, "language": two, "letter": "C", "chi_square": 90.0 / one, "log_odds": 0.9}
        for one in numbers
        for two in languages
    ]


def test_the_way_that_finds_fewer_bad_translations_is_taken_if_enough_measure() -> None:
    """Half of a paper is bad in Croatian: or the other half in all other languages."""
    at_once, step_by_step = PAPER - {1, 2, 3}, PAPER - {1, 5}
    told = {
        PAPER: named([1, 2, 3], "hr"),
        PAPER - {1}: named([5], "bs", "sr"),
        step_by_step: named([1, 5], "bs", "sr"),
        at_once: named([1, 2, 3], "hr"),
    }
    assert fairly_compared(told.__getitem__, PAPER, 4) == (told[at_once], at_once)
    assert fairly_compared(told.__getitem__, PAPER, 10) == (told[step_by_step], step_by_step)
