"""One number with its budget, and what scenarios are told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure. ``ratio`` is ``value / baseline`` where there is a baseline from the same run.

    ``budget`` is in words, such as ``"< 100"``; ``met`` is nothing where there is no budget.
    """

    scenario: str
    measure: str
    value: float
    unit: str
    budget: str | None = None
    met: bool | None = None
    baseline: float | None = None
    ratio: float | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """How large a scenario is played. ``pupils`` are watchers, stored results or rows where it has
    those instead."""

    pupils: int
    seconds: float
    workers: int = 2


def below(scenario: str, measure: str, value: float, unit: str, limit: float) -> Measure:
    """A figure that has to be under a limit."""
    return Measure(scenario, measure, value, unit, f"< {limit:g}", value < limit)


def at_least(scenario: str, measure: str, value: float, unit: str, limit: float) -> Measure:
    """A figure that has to reach a limit."""
    return Measure(scenario, measure, value, unit, f"≥ {limit:g}", value >= limit)


def none_of(scenario: str, measure: str, value: float, unit: str = "") -> Measure:
    """A figure that has to be 0."""
    return Measure(scenario, measure, value, unit, "0", value == 0)


def percentile(values: Iterable[float], share: float) -> float:
    """The value below which this share lies; 0 where there are none."""
    ordered = values if isinstance(values, Sequence) else sorted(values)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)] if ordered else 0.0
