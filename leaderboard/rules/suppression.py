"""Which groups of pupils a ministry may see: decided once for all figures of a country together.

One rule for each cell, 10 pupils of 3 schools, and two steps of statistical disclosure control
(Hundepool and others, *Statistical Disclosure Control*, 2012, chapter 4: primary and complementary
suppression).

1. ``cells_told``. The ages of a country that are large enough are told, if what is left of it is
   large enough as well: one age alone would follow by subtracting the others.
2. ``divide``. The tree of regions becomes a tree of groups, each of which has nobody or enough in
   every age that is told, and in the others together. What is too small stands together with its
   smallest neighbours until it is; what stays alone is not divided.

Why no subtraction leads to a small cell: the groups at the ends of the tree, each by its ages, are
the smallest counts there are, they have no pupil in common, and everything told is a sum of them.
So whatever adding and subtracting leads to is a sum of them, too. ``docs/insight.md`` has the whole
argument, and ``tests/leaderboard/rules/test_suppression.py`` an attacker who tries.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

# No figure is of fewer pupils, or of pupils of fewer schools.
SMALLEST, FEWEST_SCHOOLS = 10, 3

type Schools = Mapping[int, int]


@dataclass(frozen=True, slots=True)
class SuppressionRule:
    """What is large enough to be told."""

    pupils: int = SMALLEST
    schools: int = 1

    def allows(self, by_school: Schools) -> bool:
        """Nobody at all, or enough pupils of enough schools."""
        many = sum(by_school.values())
        return many == 0 or (many >= self.pupils and len(by_school) >= self.schools)


OUTCOME = SuppressionRule(schools=FEWEST_SCHOOLS)
# For who may see every pupil.
EVERYTHING = SuppressionRule(pupils=1)


@dataclass(frozen=True, slots=True)
class PupilGroup:
    """Pupils of some places; ``merged``: keys of the small ones it stands for together."""

    key: str
    places: frozenset[str]
    children: tuple[PupilGroup, ...] = ()
    merged: tuple[str, ...] = ()

    def walk(self, parent: str = "") -> Iterator[tuple[PupilGroup, str]]:
        """Itself and all below it, each with the key of what it is part of."""
        yield self, parent
        for child in self.children:
            yield from child.walk(self.key)


@dataclass(slots=True)
class People[Fine]:
    """Pupils by place, what they may be divided by, and school."""

    _rows: dict[str, list[tuple[Fine, int, int]]] = field(default_factory=dict)

    def add(self, place: str, fine: Fine, school: int, pupils: int) -> None:
        """So many more."""
        self._rows.setdefault(place, []).append((fine, school, pupils))

    def cells[Cell](
        self, places: Iterable[str], cell_of: Callable[[Fine], Cell]
    ) -> dict[Cell, Counter[int]]:
        """``{cell: {school: pupils}}`` in these places."""
        found: dict[Cell, Counter[int]] = {}
        for place in places:
            for fine, school, pupils in self._rows.get(place, ()):
                found.setdefault(cell_of(fine), Counter())[school] += pupils
        return found

    def all_in(self, places: Iterable[str]) -> Counter[int]:
        """``{school: pupils}`` in these places."""
        return self.cells(places, lambda _fine: None).get(None, Counter())


def cells_told[Cell](cells: Mapping[Cell, Schools], rule: SuppressionRule) -> frozenset[Cell]:
    """Those that may stand beside the sum of all; none where those left out, together, are too few.

    A single one that is left out always is.
    """
    small = [by_school for by_school in cells.values() if not rule.allows(by_school)]
    rest = sum(map(Counter, small), Counter[int]())
    if not rule.allows(rest):
        return frozenset()
    return frozenset(cell for cell, by_school in cells.items() if rule.allows(by_school))


def divide[Fine](
    whole: PupilGroup,
    people: People[Fine],
    rule: SuppressionRule,
    cell_of: Callable[[Fine], object] = lambda _fine: None,
) -> PupilGroup:
    """The tree without groups that are too small in any cell; raises ``ValueError`` if the whole
    one is."""

    def allows(places: Iterable[str]) -> bool:
        return all(map(rule.allows, people.cells(places, cell_of).values()))

    if not allows(whole.places):
        raise ValueError(whole.key)
    sizes = {child.key: people.all_in(child.places).total() for child in whole.children}
    empty = [replace(child, children=()) for child in whole.children if not sizes[child.key]]
    there = [child for child in whole.children if sizes[child.key]]
    there.sort(key=lambda child: (sizes[child.key], child.key))
    rest = [child for child in there if not allows(child.places)]
    large = [child for child in there if child not in rest]
    while rest and large and not allows(_places(rest)):
        rest.append(large.pop(0))
    if not large:
        return replace(whole, children=())
    children = [divide(child, people, rule, cell_of) for child in large]
    children += [_together(whole, rest)] if rest else []
    return replace(whole, children=(*children, *empty))


def _places(groups: Iterable[PupilGroup]) -> frozenset[str]:
    return frozenset[str]().union(*(group.places for group in groups))


def _together(whole: PupilGroup, rest: Sequence[PupilGroup]) -> PupilGroup:
    merged = tuple(key for group in rest for key in (group.merged or (group.key,)))
    return PupilGroup(f"{whole.key}+", _places(rest), merged=merged)
