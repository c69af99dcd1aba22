"""What is usual in a division, against which something is odd."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from leaderboard.review_desk.queries.played_lessons import PlayedLesson
from leaderboard.rules.irregularities import DayShift, Expected, Played, band_of, day_shift
from leaderboard.rules.item_statistics import median

# So many pupils of one country and language have expectations of their own.
OWN_EXPECTATIONS = 1000
# A shift this certain and this large is told.
SHIFT_ERRORS, SHIFT_POINTS = 5.0, 0.05


# Country and language; empty for all.
type Place = tuple[str, str]


@dataclass(slots=True)
class Background:
    """What is usual in a division: codes by question and quarter, levels by points, times."""

    popular: defaultdict[tuple[int, int], Counter[int]] = field(
        default_factory=lambda: defaultdict(Counter)
    )
    times: defaultdict[int, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    pupils: Counter[Place] = field(default_factory=Counter)
    # By country: hour, then the share of the points, and of each question.
    classes: defaultdict[str, list[tuple[float, float, list[float]]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def add(self, lesson: PlayedLesson) -> None:
        """Count one sitting in."""
        for one in lesson.played:
            band = band_of(one.total, len(one.codes))
            for number, code in enumerate(one.codes):
                self.popular[number, band][code] += 1
            for place in _places(lesson.country, one.language):
                self.pupils[place] += 1
            for number, seconds in one.seconds.items():
                self.times[number][round(seconds)] += 1
        if lesson.played:
            many = len(lesson.played)
            shares = [
                sum(levels) / many
                for levels in zip(*(one.levels for one in lesson.played), strict=True)
            ]
            self.classes[lesson.country].append((lesson.hour, sum(shares) / len(shares), shares))

    @property
    def shifts(self) -> dict[str, DayShift]:
        """The countries in which classes knew more from some hour on."""
        found = {
            country: day_shift((hour, share) for hour, share, _each in rows)
            for country, rows in sorted(self.classes.items())
        }
        return {
            country: one
            for country, one in found.items()
            if one and one.errors >= SHIFT_ERRORS and one.rise >= SHIFT_POINTS
        }

    @property
    def usual(self) -> dict[int, float]:
        """The middle time of each question."""
        found = {number: median(counted) for number, counted in self.times.items()}
        return {number: float(middle) for number, middle in found.items() if middle}


@dataclass(slots=True)
class Expectations:
    """How right equally good pupils are: of the same country and language where there are enough of
    them, and apart before and after a paper became known there."""

    usual: Background
    shifts: Mapping[str, DayShift]
    found: defaultdict[tuple[Place, bool], Expected] = field(
        default_factory=lambda: defaultdict(Expected)
    )

    def of(self, lesson: PlayedLesson, one: Played) -> Expected:
        """What is expected of a pupil of a sitting."""
        shift = self.shifts.get(lesson.country)
        places = _places(lesson.country, one.language)
        enough = (place for place in places if self.usual.pupils[place] >= OWN_EXPECTATIONS)
        place = (lesson.country, "") if shift else next(enough, ("", ""))
        return self.found[place, bool(shift and lesson.hour >= shift.hour)]

    def add(self, lesson: PlayedLesson) -> None:
        """Count one sitting in."""
        for one in lesson.played:
            self.of(lesson, one).add(one)


def _places(country: str, language: str) -> tuple[Place, ...]:
    """With whom a pupil is compared, the nearest first."""
    return (country, language), ("", language), ("", "")
