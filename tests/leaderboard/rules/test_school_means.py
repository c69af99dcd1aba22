"""A mean of pupils who came in schools, and its interval, against what is known of both."""

from __future__ import annotations

import math
import random
import statistics

import pytest

from leaderboard.rules.school_means import (
    FEWEST_FOR_INTERVAL,
    TWO_SIDED,
    mean_of_schools,
)


def test_without_points_to_win_there_is_no_mean() -> None:
    assert mean_of_schools([]) is None
    assert mean_of_schools([(0, 0)] * 20) is None


def test_of_few_schools_the_interval_stays_empty() -> None:
    schools = [(1, 2), (3, 4)] * (FEWEST_FOR_INTERVAL // 2)
    few, found = mean_of_schools(schools[1:]), mean_of_schools(schools)
    assert few is not None
    assert few.mean == pytest.approx(100 * 19 / 28)
    assert few.half is None
    assert found is not None
    assert found.half is not None


def test_of_schools_of_one_size_it_is_the_error_of_the_mean_of_their_means() -> None:
    shares = [40, 55, 70, 62, 48, 81, 66, 59, 73, 50, 44, 68]
    found = mean_of_schools([(share, 100) for share in shares])
    assert found is not None
    error = statistics.stdev(shares) / math.sqrt(len(shares))
    assert found.mean == pytest.approx(statistics.mean(shares))
    assert found.half == pytest.approx(TWO_SIDED * error)


def test_it_holds_the_true_mean_in_about_95_of_100_cases() -> None:
    """Schools of unequal size whose pupils are alike: a lot of each pupil would hold in half."""
    chance, held = random.Random(3), 0
    for _round in range(400):
        schools = []
        for _school in range(60):
            pupils, level = chance.randint(5, 60), chance.gauss(0.6, 0.1)
            points = round(sum(chance.gauss(level, 0.2) for _pupil in range(pupils)) * 20)
            schools.append((points, 20 * pupils))
        found = mean_of_schools(schools)
        assert found is not None
        assert found.half is not None
        held += abs(found.mean - 60) <= found.half
    assert 0.92 <= held / 400 <= 0.98
