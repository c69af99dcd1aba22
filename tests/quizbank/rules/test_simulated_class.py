"""A made-up class: known chances give the points that they should."""

from __future__ import annotations

import pytest

from quizbank.rules.simulated_class import (
    CHOICES,
    CUES,
    GUESS,
    KNOW,
    SimulatedQuestion,
    simulated,
    told_apart,
)


def paper(*, by_cues: float = 0.0) -> list[SimulatedQuestion]:
    return [SimulatedQuestion(1, False, 0.8, 0.25, by_cues, 1.0)] * 10


def test_each_kind_of_pupil_gets_what_its_chance_says() -> None:
    told = simulated(paper(), pupils=2000, seed=3)
    assert told[GUESS].mean == pytest.approx(0.25, abs=0.02)
    assert (told[CUES].mean, told[CHOICES].full) == (0, 1)
    assert told[KNOW].mean == pytest.approx(0.85, abs=0.02)
    assert simulated(paper(), pupils=50, seed=3) == simulated(paper(), pupils=50, seed=3)


def test_who_knows_is_half_right_now_and_then() -> None:
    hard = [SimulatedQuestion(2, True, 0.0, 0.0, 0.0, 0.0)] * 10
    told = simulated(hard, pupils=2000, seed=3)
    assert told[KNOW].mean == pytest.approx(0.25, abs=0.02)
    assert told[GUESS].mean == 0


def test_cues_make_those_who_know_less_apart() -> None:
    blind, seeing = (simulated(paper(by_cues=p), pupils=500, seed=1) for p in (0.1, 0.8))
    apart = [told_apart(one[KNOW].points, one[CUES].points) for one in (blind, seeing)]
    assert apart[0] > 0.95 > 0.7 > apart[1]


def test_a_tie_counts_half() -> None:
    assert told_apart([2, 1], [1]) == 0.75
