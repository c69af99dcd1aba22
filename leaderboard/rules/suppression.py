"""Which groups of pupils a ministry may see: decided once for all figures of a country together.

Two steps, both of statistical disclosure control (Hundepool and others, *Statistical Disclosure
Control*, 2012, chapter 4: primary and complementary suppression in linked, hierarchical tables).

1. ``divide``. The tree of regions becomes a tree of groups. What is too small stands together with
   its smallest neighbours until the sum is large enough; one that stays alone is not divided. So
   every group is nobody or large enough, and so is what remains when groups below another are
   subtracted from it.
2. ``levels``. A group may be divided by something else as well: by grade, hour, language. How
   finely is one number for a group, and all its cells at this level are large enough or empty. The
   parts of a group that are divided less finely, taken together, have large or empty cells, too; as
   long as they do not, another part is divided less finely. At last the rule attacks itself: as
   long as a cell that is too small follows from what is told, for somebody who knows which cells
   are empty, a group that led to it is divided less finely.

Why no subtraction leads to a small cell: all an attacker can know is two divisions of the same
pupils, by group and by cell, whose sums are all large. A cell at their crossing that is not
published lies, by Fréchet's bounds, anywhere in an interval as wide as the smallest of the two sums
and their remainders: at least the smallest number itself. ``docs/insight.md`` has the whole
argument, and ``tests/leaderboard/rules/test_suppression.py`` an attacker who tries.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from leaderboard.rules.sums import Sums

# Fewer pupils than these are never told of; what tells more than how many came needs three schools.
SMALLEST, FEWEST_SCHOOLS = 10, 3

type Schools = Mapping[int, int]
# From coarse to fine, each a refinement of the one before.
type Chain[Fine, Cell] = Sequence[Callable[[Fine], Cell]]


@dataclass(frozen=True, slots=True)
class SuppressionRule:
    """What is large enough to be told."""

    pupils: int = SMALLEST
    schools: int = 1

    def allows(self, by_school: Schools) -> bool:
        """Nobody at all, or enough pupils of enough schools."""
        many = sum(by_school.values())
        return many == 0 or (many >= self.pupils and len(by_school) >= self.schools)


ATTENDANCE, OUTCOME = SuppressionRule(), SuppressionRule(schools=FEWEST_SCHOOLS)


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


def divide[Fine](whole: PupilGroup, people: People[Fine], rule: SuppressionRule) -> PupilGroup:
    """The tree without groups that are too small; raises ``ValueError`` if the whole one is."""
    if not rule.allows(people.all_in(whole.places)):
        raise ValueError(whole.key)
    sizes = {child.key: people.all_in(child.places) for child in whole.children}
    empty = [child for child in whole.children if not sizes[child.key]]
    there = [child for child in whole.children if sizes[child.key]]
    there.sort(key=lambda child: (sizes[child.key].total(), child.key))
    rest = [child for child in there if not rule.allows(sizes[child.key])]
    large = [child for child in there if child not in rest]
    while rest and large and not rule.allows(people.all_in(_places(rest))):
        rest.append(large.pop(0))
    if not large:
        return replace(whole, children=())
    children = [divide(child, people, rule) for child in large]
    children += [_together(whole, rest)] if rest else []
    return replace(whole, children=(*children, *(replace(one, children=()) for one in empty)))


def _places(groups: Iterable[PupilGroup]) -> frozenset[str]:
    return frozenset[str]().union(*(group.places for group in groups))


def _together(whole: PupilGroup, rest: Sequence[PupilGroup]) -> PupilGroup:
    merged = tuple(key for group in rest for key in (group.merged or (group.key,)))
    return PupilGroup(f"{whole.key}+", _places(rest), merged=merged)


def levels[Fine, Cell](
    whole: PupilGroup,
    people: People[Fine],
    rule: SuppressionRule,
    chain: Chain[Fine, Cell],
    cap: Callable[[PupilGroup], int] | None = None,
    beside: Sequence[Beside] = (),
) -> dict[str, int]:
    """``{key of a group: how finely it may be divided}``, 0 for not at all.

    Level 1 is the first of the chain. ``cap``: the finest that something else allows for a group.
    ``beside``: counts of pupils that another table tells of the same people.
    """
    return _Levels(people, rule, chain, cap or (lambda _group: len(chain)), beside).of(whole)


# Places whose pupils were counted elsewhere, and at which level of the chain.
type Beside = tuple[frozenset[str], int]
# One of the finest cells, by its way through the coarser ones; a coarser one is its beginning.
type _Path = tuple[object, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Cell:
    """Pupils of a group, or of places counted elsewhere (no key), in the cell a way ends in."""

    key: str
    path: _Path
    atoms: set[tuple[str, _Path]] = field(default_factory=set)
    by_school: Counter[int] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class _Levels[Fine, Cell]:
    people: People[Fine]
    rule: SuppressionRule
    chain: Chain[Fine, Cell]
    cap: Callable[[PupilGroup], int]
    beside: Sequence[Beside]
    found: dict[str, int] = field(default_factory=dict)

    def of(self, whole: PupilGroup) -> dict[str, int]:
        self.found[whole.key] = self._alone(whole)
        self._below(whole)
        self._close(whole)
        return self.found

    def _alone(self, group: PupilGroup) -> int:
        """The finest level at which each cell of the group, and each coarser one, is allowed."""
        level = 0
        while level < self.cap(group) and self._is_allowed(group.places, level + 1):
            level += 1
        return level

    def _is_allowed(self, places: Iterable[str], level: int) -> bool:
        cells = self.people.cells(places, self.chain[level - 1])
        return all(self.rule.allows(by_school) for by_school in cells.values())

    def _below(self, group: PupilGroup) -> None:
        most = self.found[group.key]
        for child in group.children:
            self.found[child.key] = min(most, self._alone(child))
        there = [child for child in group.children if self.people.all_in(child.places)]
        there.sort(key=lambda child: (self.people.all_in(child.places).total(), child.key))
        for level in range(1, most + 1):
            self._cover(there, level)
        for child in group.children:
            self._below(child)

    def _cover(self, there: Sequence[PupilGroup], level: int) -> None:
        """Divide further parts less finely until those that are, taken together, are covered."""
        for _each in there:
            coarse = [child for child in there if self.found[child.key] < level]
            if self._is_allowed(_places(coarse), level):
                return
            smallest = next(child for child in there if self.found[child.key] >= level)
            self.found[smallest.key] = level - 1

    def _close(self, whole: PupilGroup) -> None:
        """Divide less finely until no cell that is too small is a sum of what is told.

        The smallest group whose cells lead to one loses its level. To tell less never leads to
        more, so nothing that was decided before has to be looked at again.
        """
        groups = {group.key: group for group, _parent in whole.walk()}
        own = [cell for group in groups.values() for cell in self._cells(group.places, group.key)]
        counted = [(cell, n) for places, n in self.beside for cell in self._cells(places)]
        pupils = {cell.key: cell.by_school.total() for cell in own if not cell.path}
        while leading := self._leading_to_too_few(own, counted):
            smallest = min(leading, key=lambda key: (pupils[key], key))
            level = self.found[smallest] - 1
            for group, _parent in groups[smallest].walk():
                self.found[group.key] = min(level, self.found[group.key])

    def _leading_to_too_few(
        self, own: Sequence[_Cell], counted: Sequence[tuple[_Cell, int]]
    ) -> set[str]:
        """Keys of divided groups whose cells lead to one that is too small; maybe none."""
        told = [cell for cell in own if len(cell.path) == self.found[cell.key]]
        leading = _leading(self.rule, own, told)
        if leading or not counted:
            return leading
        every = [*own, *(cell for cell, _level in counted)]
        known = [*told, *(cell for cell, level in counted if len(cell.path) == level)]
        return _leading(ATTENDANCE, every, known)

    def _cells(self, places: Iterable[str], key: str = "") -> Iterable[_Cell]:
        """All cells of these places in which there is somebody."""
        found: dict[_Path, _Cell] = {}
        for place in places:
            finest = self.people.cells([place], lambda fine: tuple(of(fine) for of in self.chain))
            for path, by_school in finest.items():
                for level in range(len(self.chain) + 1):
                    cell = found.setdefault(path[:level], _Cell(key, path[:level]))
                    cell.atoms.add((place, path))
                    cell.by_school.update(by_school)
        return found.values()


def _leading(rule: SuppressionRule, cells: Sequence[_Cell], told: Sequence[_Cell]) -> set[str]:
    """Keys of divided groups whose told cells lead to one that is not allowed; maybe none."""
    sums = Sums[tuple[str, _Path], _Cell]()
    for cell in sorted(told, key=lambda cell: len(cell.atoms)):
        sums.learn(cell.atoms, cell)
    small = (cell for cell in cells if not rule.allows(cell.by_school))
    used = (sums.leading_to(cell.atoms) for cell in small)
    divided = ({cell.key for cell in those if cell.key and cell.path} for those in used)
    return next(filter(None, divided), set())
