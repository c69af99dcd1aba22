"""What public figures may tell, as pure functions.

The rule of parcels. Boards that count or average pupils are sums of parcels and of nothing else. A
parcel is a set of whole closed sittings with at least the publishing threshold of pupils; every
sitting is in one parcel at most, and what was told is never told again otherwise. A parcel is
public under one group: its school, or, for what is left of small schools when the day is over,
their region or country. So

* whatever is added and subtracted between boards, or between two snapshots of one board, is a sum
  of whole parcels: never fewer pupils than the threshold, never one child;
* a school that is too small for a row of its own cannot be found by taking the others from its
  region: it is in no parcel, or in one together with other schools;
* a region without a row cannot be found by taking the others from its country, for the same reason;
* an age group whose board of pupils holds back (``leaderboard.rules.threshold``) cannot be found by
  taking the other boards from the figures: of too few in it the figures tell nothing either.

The price: figures are behind by the pupils of parcels that are not full yet.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from schools.rules.percents import share_of

# No edition can go below it, whatever it says.
LOWEST = 5
# One of two schools knows its own figures, and would read off the other's.
FEWEST_SCHOOLS = 3
# A mean near an end would tell of every single pupil that all was right, or all was wrong.
MEAN_FROM, MEAN_TO = 5, 95


@dataclass(frozen=True, slots=True)
class Waiting:
    """A closed sitting that nothing has been told of: where and in which division it was, and how
    many pupils count."""

    sitting: int
    school: int
    region: int
    pupils: int
    division: int = 0


@dataclass(frozen=True, slots=True)
class Parcel:
    """Sittings that are told of together; the narrowest group that may be named."""

    sittings: tuple[int, ...]
    pupils: int
    school: int | None = None
    region: int | None = None


def least(publishing_threshold: int) -> int:
    """How many pupils a public figure tells of at least."""
    return max(publishing_threshold, LOWEST)


def without_few(
    waiting: Sequence[Waiting], told_in: Collection[int], *, fewest: int
) -> list[Waiting]:
    """Those of one country that may be told of, without divisions in which there are too few.

    ``told_in``: divisions of which something has been told. Whoever has the number of pupils on
    every board could otherwise take them from the figures, and read off the one not told.
    """
    pupils = Counter[int]()
    for one in waiting:
        pupils[one.division] += one.pupils
    enough = {division for division, many in pupils.items() if many >= fewest}
    return [one for one in waiting if one.division in enough or one.division in told_in]


def parcels(
    waiting: Iterable[Waiting], to_come: Mapping[int, int], *, over: bool, least: int
) -> list[Parcel]:
    """The parcels of one country that may go out now.

    ``to_come``: by school, the pupils of entered classes that have not sat yet. A school waits for
    them when they would be too few for a parcel of their own: else its last class would never be
    told of. When the day is ``over``, what is left of schools is put together, by region first.
    """
    found, left = list[Parcel](), list[Waiting]()
    for school, rows in _by(waiting, "school").items():
        rest = to_come.get(school, 0)
        if _enough(rows, least) and (over or rest == 0 or rest >= least):
            found.append(_parcel(rows, school=school, region=rows[0].region))
        else:
            left += rows
    return found + _together(left, least) if over else found


def _together(left: Sequence[Waiting], least: int) -> list[Parcel]:
    found, rest = list[Parcel](), list[Waiting]()
    for region, rows in _by(left, "region").items():
        if _enough(rows, least) and _mixed(rows):
            found.append(_parcel(rows, region=region))
        else:
            rest += rows
    if _enough(rest, least) and _mixed(rest):
        found.append(_parcel(rest))
    return found


def _by(waiting: Iterable[Waiting], name: str) -> dict[int, list[Waiting]]:
    found = defaultdict[int, list[Waiting]](list)
    for one in waiting:
        if one.pupils:
            found[getattr(one, name)].append(one)
    return found


def _enough(rows: Sequence[Waiting], least: int) -> bool:
    return sum(one.pupils for one in rows) >= least


def _mixed(rows: Sequence[Waiting]) -> bool:
    return len({one.school for one in rows}) >= FEWEST_SCHOOLS


def _parcel(
    rows: Sequence[Waiting], *, school: int | None = None, region: int | None = None
) -> Parcel:
    sittings = tuple(one.sitting for one in rows)
    return Parcel(sittings, sum(one.pupils for one in rows), school=school, region=region)


def share(pupils: int, of: int | None) -> int | None:
    """So many of 100; nothing where nobody knows of how many."""
    return min(share_of(pupils, of), 100) if of else None


def mean(points: int, possible: int) -> int:
    """The mean score in whole per cent, cut off at both ends."""
    return min(max(share_of(points, possible), MEAN_FROM), MEAN_TO)
