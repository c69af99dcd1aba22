"""A made-up class on a paper: who guesses, who follows the cues, and who knows."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import NamedTuple

# Who does not know it all, and may be half right, is so every second time.
HALF = 0.5


class SimulatedQuestion(NamedTuple):
    """One question of a paper: its points, and how likely each kind of pupil gets them, of 1.

    ``half``: whether one slip leaves one point.
    """

    points: int
    half: bool
    meant: float
    by_chance: float
    by_cues: float
    by_choices: float


class SimulatedGroup(NamedTuple):
    """What so many made-up pupils of one kind got, of 1: mean share of points, and full marks."""

    mean: float
    full: float
    points: Sequence[int]


GUESS, CUES, CHOICES, KNOW = "guess", "follow the cues", "read the choices alone", "know"


def simulated(
    paper: Sequence[SimulatedQuestion], *, pupils: int, seed: int
) -> dict[str, SimulatedGroup]:
    """``{kind of pupil: what they got}``; the same for the same seed."""
    chances: Mapping[str, Sequence[float]] = {
        GUESS: [one.by_chance for one in paper],
        CUES: [one.by_cues for one in paper],
        CHOICES: [one.by_choices for one in paper],
        KNOW: [one.meant + (1 - one.meant) * one.by_chance for one in paper],
    }
    dice = random.Random(seed)  # noqa: S311 - a simulation
    return {
        name: _group(paper, likely, name == KNOW, pupils, dice) for name, likely in chances.items()
    }


def _group(
    paper: Sequence[SimulatedQuestion],
    likely: Sequence[float],
    knows: bool,
    pupils: int,
    dice: random.Random,
) -> SimulatedGroup:
    most = sum(one.points for one in paper)
    points = [
        sum(_points(one, p, knows, dice) for one, p in zip(paper, likely, strict=True))
        for _pupil in range(pupils)
    ]
    full = sum(one == most for one in points)
    return SimulatedGroup(sum(points) / pupils / most, full / pupils, points)


def _points(one: SimulatedQuestion, likely: float, knows: bool, dice: random.Random) -> int:
    if dice.random() < likely:
        return one.points
    return 1 if knows and one.half and dice.random() < HALF else 0


def told_apart(better: Sequence[int], worse: Sequence[int]) -> float:
    """How often one of ``better`` has more points than one of ``worse``; a tie counts half."""
    counts = dict[int, int]()
    for points in worse:
        counts[points] = counts.get(points, 0) + 1
    won = sum(
        count * (1 if points > other else 0.5 if points == other else 0)
        for points in better
        for other, count in counts.items()
    )
    return won / (len(better) * len(worse))
