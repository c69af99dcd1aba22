"""Two years compared by the questions that stood in both, in the same words; pure.

Papers differ in how hard they are, so a mean of one year says nothing beside a mean of another. A
question that was asked again says something, if its words are the same and it counted both times.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

# What a normal variable stays within in 95 of 100 cases.
TWO_SIDED = 1.959963984540054


@dataclass(frozen=True, slots=True)
class AskedOnce:
    """How pupils of one year did: how many, and their mean share of the points."""

    pupils: int
    credit: float


@dataclass(frozen=True, slots=True)
class YearChange:
    """Per cent of the points before and now, and half the 95 % interval of what lies between."""

    before: float
    now: float
    half: float

    @property
    def change(self) -> float:
        """Above 0 where more is known now."""
        return self.now - self.before


def same_words(question: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two papers asked it in the same words, in whatever order its choices stood."""
    return _said(question) == _said(other)


def _said(question: Mapping[str, Any]) -> dict[str, Any]:
    """A compiled question without what only its paper decides: number and order."""
    choices: Sequence[str] = question["choices"]
    found = {**question, "choices": sorted(choices), "number": 0}
    if "scene" in question:
        parts = [
            {**part, "choice": choices[part["choice"] - 1]} if "choice" in part else part
            for part in question["scene"]["parts"]
        ]
        found["scene"] = {**question["scene"], "parts": parts}
    return found


def change(before: AskedOnce, now: AskedOnce) -> YearChange:
    """One question in two years.

    The variance of a share of the points is at most that of right and wrong, so the interval is
    rather too wide for a question with halves; it takes pupils as drawn by lot.
    """
    return YearChange(
        100 * before.credit,
        100 * now.credit,
        100 * TWO_SIDED * math.sqrt(_variance(before) + _variance(now)),
    )


def change_of_all(pairs: Sequence[tuple[AskedOnce, AskedOnce]]) -> YearChange | None:
    """The mean of several questions, each with the same weight; nothing of none.

    Answers of one pupil go together, so errors are added, not their squares: the interval is the
    widest that can be.
    """
    if not pairs:
        return None
    each = [change(*pair) for pair in pairs]
    sums = (sum(getattr(one, name) for one in each) for name in ("before", "now", "half"))
    return YearChange(*(one / len(each) for one in sums))


def _variance(asked: AskedOnce) -> float:
    return asked.credit * (1 - asked.credit) / asked.pupils
