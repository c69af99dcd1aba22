"""What is odd about attempts and sittings, as pure functions; evidence, never a verdict.

Sources: pairs of like mistakes, the idea of Wollack's ω, Appl. Psychol. Meas. 21 (1997) 307, and of
van der Linden & Sotaridona's GBT, J. Educ. Behav. Stat. 31 (2006) 283: how likely somebody as good
gives the very wrong answers of another one. Answers too fast: a tenth of the usual time, Wise & Ma
(2012). Shifts within a day: two means, by classes and not by pupils, who are taught together.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from statistics import fmean, median, variance

# By thirds of the points: how many pupils of a band gave each code to a question.
type Popular = Mapping[tuple[int, int], Counter[int]]

BANDS = 4
# A tenth of the usual time, and never more than so many seconds.
FRACTION, MOST_SECONDS = 0.1, 10.0
# So many answers have to be timed, and such a share of them is too fast.
FEWEST_TIMED, TOO_FAST = 5, 0.75
# Of what both cards of one child answered, and how much of the first one's answers that is.
MOSTLY_ALIKE, MOSTLY_BOTH = 0.9, 0.75


@dataclass(frozen=True, slots=True)
class Played:
    """One attempt as the desk sees it: ``codes`` along the questions, 0 for none; ``levels`` how
    right each is, from 0 to 1; ``seconds`` the time of first answers by question."""

    attempt: int
    card: int
    language: str
    codes: Sequence[int]
    levels: Sequence[float]
    began: float
    ended: float
    seconds: Mapping[int, float] = field(default_factory=dict)
    offline: float = 0.0

    @property
    def total(self) -> float:
        """The sum of its levels."""
        return sum(self.levels)

    @property
    def lasted(self) -> float:
        """Seconds from its beginning to its end."""
        return self.ended - self.began


@dataclass(frozen=True, slots=True)
class LikePair:
    """Two of one class with the same mistakes; ``chance``: how likely that is without help."""

    first: Played
    second: Played
    same_wrong: int
    wrong: int
    alike: int
    chance: float

    @property
    def one_after_other(self) -> bool:
        """Whether the second began only when the first had ended."""
        return self.second.began >= self.first.ended

    @property
    def is_twice(self) -> bool:
        """Whether one played after the other, faster, and wrote the same; what the second one left
        open says neither this nor that."""
        answered = zip(self.first.codes, self.second.codes, strict=True)
        asked = sum(1 for code in self.first.codes if code)
        both = sum(1 for one, other in answered if one and other)
        same = both and both >= MOSTLY_BOTH * asked and self.alike >= MOSTLY_ALIKE * both
        return bool(self.one_after_other and same and self.second.lasted < self.first.lasted)


def band_of(total: float, asked: int) -> int:
    """Which quarter of the possible points somebody reached."""
    return min(BANDS - 1, int(BANDS * total / asked)) if asked else 0


def tail(chances: Sequence[float], reached: int) -> float:
    """How likely at least so many of independent events happen (Poisson-binomial)."""
    exactly = [1.0]
    for chance in chances:
        with_it = [0.0, *(one * chance for one in exactly)]
        without = [*(one * (1 - chance) for one in exactly), 0.0]
        exactly = [one + other for one, other in zip(with_it, without, strict=True)]
    return min(1.0, sum(exactly[reached:]))


def like_pair(one: Played, other: Played, popular: Popular) -> LikePair:
    """How two compare; the earlier one first. The direction that says less counts."""
    first, second = sorted((one, other), key=lambda played: played.began)
    wrong = [n for n, code in enumerate(first.codes) if code and first.levels[n] < 1]
    same = [n for n in wrong if second.codes[n] == first.codes[n]]
    alike = sum(a == b and a > 0 for a, b in zip(first.codes, second.codes, strict=True))
    chance = max(_chance(first, second, popular), _chance(second, first, popular))
    return LikePair(first, second, len(same), len(wrong), alike, chance)


def _chance(of: Played, by: Played, popular: Popular) -> float:
    """How likely somebody as good as ``by`` gives at least so many of the mistakes of ``of``."""
    band = band_of(by.total, len(by.codes))
    chances, same = [], 0
    for number, code in enumerate(of.codes):
        if code and of.levels[number] < 1:
            counted = popular.get((number, band), Counter())
            chances.append((counted[code] + 0.5) / (counted.total() + 2))
            same += by.codes[number] == code
    return tail(chances, same) if same else 1.0


def like_pairs(played: Sequence[Played], popular: Popular) -> list[LikePair]:
    """All pairs of a class, the least likely first."""
    found = [like_pair(a, b, popular) for a, b in combinations(played, 2)]
    return sorted(found, key=lambda pair: pair.chance)


def at_least(count: int, expected: float) -> float:
    """How likely at least so many of something rare (Poisson)."""
    if count <= 0:
        return 1.0
    term, below = math.exp(-expected), 0.0
    for n in range(count):
        below += term
        term *= expected / (n + 1)
    return max(1 - below, _poisson_term(count, expected))


def _poisson_term(count: int, expected: float) -> float:
    if expected <= 0:
        return 0.0
    return math.exp(-expected + count * math.log(expected) - math.lgamma(count + 1))


def too_fast(played: Played, usual: Mapping[int, float]) -> tuple[int, int]:
    """``(answers too fast, answers timed)``; ``usual``: the middle time of each question."""
    timed = {n: s for n, s in played.seconds.items() if n in usual}
    fast = [n for n, s in timed.items() if s < min(MOST_SECONDS, FRACTION * usual[n])]
    return len(fast), len(timed)


def is_too_fast(fast: int, timed: int) -> bool:
    """Whether so many answers were given before a question can be read."""
    return timed >= FEWEST_TIMED and fast >= TOO_FAST * timed


# ---------------------------------------------------------------- sittings


@dataclass(slots=True)
class Expected:
    """How right pupils with some points are at each question, over a whole division."""

    sums: defaultdict[tuple[int, int], list[float]] = field(
        default_factory=lambda: defaultdict(lambda: [0.0, 0.0, 0.0])
    )

    def add(self, played: Played) -> None:
        """Count one pupil in."""
        total = round(played.total)
        for number, level in enumerate(played.levels):
            cell = self.sums[number, total]
            cell[0] += 1
            cell[1] += level
            cell[2] += level * level

    def of(self, number: int, total: int) -> tuple[float, float]:
        """Mean and variance of a question's level for pupils with so many points."""
        count, first, second = self.sums.get((number, total), (0.0, 0.0, 0.0))
        if not count:
            return 0.0, 0.0
        mean = first / count
        return mean, max(0.0, second / count - mean * mean)


@dataclass(frozen=True, slots=True)
class Surplus:
    """A question that a class knew better than equally good pupils: by how many errors."""

    number: int
    errors: float
    share: float
    expected: float


def surplus(played: Sequence[Played], expected: Callable[[Played], Expected]) -> list[Surplus]:
    """Each question of a class against what pupils with the same points know of it; ``expected``:
    what holds for a pupil."""
    found = []
    for number in range(len(played[0].levels) if played else 0):
        known = hoped = spread = 0.0
        for one in played:
            mean, var = expected(one).of(number, round(one.total))
            known, hoped, spread = known + one.levels[number], hoped + mean, spread + var
        if spread > 0:
            errors = (known - hoped) / math.sqrt(spread)
            found.append(Surplus(number, errors, known / len(played), hoped / len(played)))
    return found


def told_score(found: Collection[Surplus]) -> float:
    """How much a class knows some questions better and others worse than its points say.

    Of k questions the sum of squares is about k by chance, with a spread of √(2k): in such errors.
    """
    if not found:
        return 0.0
    total = sum(one.errors**2 for one in found)
    return (total - len(found)) / math.sqrt(2 * len(found))


def outlier(value: float, values: Sequence[float]) -> float:
    """By how many usual deviations a value lies above the middle; not moved by other outliers."""
    middle = median(values)
    usual = 1.4826 * median(abs(one - middle) for one in values)
    return (value - middle) / usual if usual > 0 else 0.0


# ---------------------------------------------------------------- a paper that became known


@dataclass(frozen=True, slots=True)
class DayShift:
    """From an hour on classes knew more: by how much of the points, in how many errors."""

    hour: int
    rise: float
    errors: float
    before: int
    after: int


FEWEST_SITTINGS = 6


def day_shift(classes: Iterable[tuple[float, float]]) -> DayShift | None:
    """The hour that divides a day best: ``classes`` are (hour of the day, share of the points).

    ``None`` where no hour has enough classes before and after it.
    """
    rows = list(classes)
    found = None
    for hour in sorted({int(at) for at, _share in rows}):
        before = [share for at, share in rows if at < hour]
        after = [share for at, share in rows if at >= hour]
        if min(len(before), len(after)) < FEWEST_SITTINGS:
            continue
        rise = fmean(after) - fmean(before)
        error = math.sqrt(variance(before) / len(before) + variance(after) / len(after))
        errors = rise / error if error else 0.0
        if found is None or errors > found.errors:
            found = DayShift(hour, rise, errors, len(before), len(after))
    return found
