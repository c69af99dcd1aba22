"""A class beside its country, as far as that may be told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from base.registry import Registry
from competition.models import Sitting
from competition.results.queries import ClassResults
from schools.rules.percents import whole_percent


@dataclass(frozen=True, slots=True)
class CountryOutcome:
    """Per cents of an age group: the mean of the points, and who was right, by question."""

    mean: float
    right: Sequence[float]


country_outcomes = Registry[Callable[[Sitting], CountryOutcome | None]]()


def add_country(results: ClassResults, sitting: Sitting) -> None:
    """Put the country's figures beside those of a class; nothing where they are not told.

    Of official sittings alone, and once the key is open.
    """
    same_paper = sitting.paper_id == sitting.entry.division.official_id
    if sitting.kind != Sitting.Kind.OFFICIAL or not results["key_open"] or not same_paper:
        return
    told = country_outcomes.only(sitting)
    if told is None or len(told.right) != len(results["questions"]):
        return
    results["country_mean"] = told.mean
    by_topic = defaultdict[str, list[float]](list)
    for row, right in zip(results["questions"], told.right, strict=True):
        row["country_share"] = whole_percent(right)
        if not row["neutralised"]:
            by_topic[row["topic"]].append(right)
    for topic in results["topics"]:
        shares = by_topic[topic["name"]]
        topic["country_share"] = whole_percent(sum(shares) / len(shares))
