"""Somebody who has everything that was published and solves for what was not.

Linear programming in fractions: no rounding error decides whether a child can be found.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

type Atoms = frozenset[Hashable]
type Row = list[Fraction]

UNBOUNDED = Fraction(10**9)


@dataclass
class Attacker:
    """Knows sums over atoms, the smallest groups of pupils there are; each is at least 0."""

    atoms: Sequence[Hashable]
    known: dict[Atoms, int] = field(default_factory=dict)

    def learn(self, inside: Iterable[Hashable], pupils: int) -> None:
        """So many pupils are in these atoms together; the same is never told twice differently."""
        atoms = frozenset(inside)
        assert self.known.setdefault(atoms, pupils) == pupils

    def bounds(self, inside: Iterable[Hashable]) -> tuple[Fraction, Fraction]:
        """The fewest and the most pupils there may be in these atoms."""
        wanted = frozenset(inside)
        goal = [Fraction(atom in wanted) for atom in self.atoms]
        return -_most(self._equations(), [-x for x in goal]), _most(self._equations(), goal)

    def _equations(self) -> list[Row]:
        return [
            [*(Fraction(atom in inside) for atom in self.atoms), Fraction(pupils)]
            for inside, pupils in self.known.items()
        ]


def _most(equations: Sequence[Row], goal: Row) -> Fraction:
    """The largest value of a sum under equations of what is not negative: the simplex method."""
    many, size = len(equations), len(goal)
    table = [
        [*row[:-1], *(Fraction(n == at) for n in range(many)), row[-1]]
        for at, row in enumerate(equations)
    ]
    basis = list(range(size, size + many))
    first = [Fraction(0)] * size + [Fraction(-1)] * many
    assert _improve(table, basis, first, size + many) == 0
    for at, variable in enumerate(basis):
        pivot = next((n for n in range(size) if table[at][n] != 0), None)
        if variable >= size and pivot is not None:
            _enter(table, basis, at, pivot)
    return _improve(table, basis, [*goal, *[Fraction(0)] * many], size)


def _improve(table: list[Row], basis: list[int], goal: Row, usable: int) -> Fraction:
    """Pivot by Bland's rule, which never goes round in circles, until nothing gets better."""
    while True:
        enters = next(
            (n for n in range(usable) if n not in basis and _gain(table, basis, goal, n) > 0), None
        )
        if enters is None:
            return sum(
                (goal[b] * row[-1] for b, row in zip(basis, table, strict=True)), Fraction(0)
            )
        steps = [
            (row[-1] / row[enters], basis[at], at)
            for at, row in enumerate(table)
            if row[enters] > 0
        ]
        if not steps:
            return UNBOUNDED
        _enter(table, basis, min(steps)[2], enters)


def _gain(table: Sequence[Row], basis: Sequence[int], goal: Row, n: int) -> Fraction:
    return goal[n] - sum(
        (goal[b] * row[n] for b, row in zip(basis, table, strict=True) if goal[b] and row[n]),
        Fraction(0),
    )


def _enter(table: list[Row], basis: list[int], at: int, enters: int) -> None:
    factor = table[at][enters]
    table[at] = [x / factor for x in table[at]]
    for n, row in enumerate(table):
        if n != at and row[enters]:
            share = row[enters]
            table[n] = [x - share * y for x, y in zip(row, table[at], strict=True)]
    basis[at] = enters


def is_sum_of(wanted: Atoms, known: Iterable[Atoms], atoms: Sequence[Hashable]) -> bool:
    """Whether adding and subtracting what is known, any number of times, gives what is wanted."""
    rows = [[Fraction(atom in inside) for atom in atoms] for inside in known]
    target, done = [Fraction(atom in wanted) for atom in atoms], 0
    for column in range(len(atoms)):
        pivot = next((n for n in range(done, len(rows)) if rows[n][column]), None)
        if pivot is None:
            continue
        rows[done], rows[pivot] = rows[pivot], rows[done]
        head = rows[done]
        for row in [*rows[done + 1 :], target]:
            share = row[column] / head[column]
            if share:
                row[:] = [x - share * y for x, y in zip(row, head, strict=True)]
        done += 1
    return not any(target)
