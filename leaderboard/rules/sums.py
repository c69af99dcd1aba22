"""What can be worked out from sums by adding and subtracting them, exactly.

Elimination in fractions, kept sparse. Each row remembers of which sums it is made, so that an
answer says which of them led to it.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from fractions import Fraction


@dataclass(slots=True)
class _Row[Atom: Hashable, Source: Hashable]:
    """``parts``: how often each atom is in it; ``made``: how often each told sum went into it."""

    parts: dict[Atom, Fraction]
    made: dict[Source, Fraction]

    def subtract(self, times: Fraction, other: _Row[Atom, Source]) -> None:
        """Take another row off so many times; what is nought is not kept."""
        _subtract(self.parts, times, other.parts)
        _subtract(self.made, times, other.made)


def _subtract[Key: Hashable](
    one: dict[Key, Fraction], times: Fraction, other: dict[Key, Fraction]
) -> None:
    for key, many in other.items():
        rest = one.get(key, Fraction(0)) - times * many
        if rest:
            one[key] = rest
        else:
            one.pop(key, None)


@dataclass(slots=True)
class Sums[Atom: Hashable, Source: Hashable]:
    """Sums somebody was told, each of some atoms, the smallest things there are to count."""

    _rows: dict[Atom, _Row[Atom, Source]] = field(default_factory=dict)

    def learn(self, atoms: Iterable[Atom], source: Source) -> None:
        """The sum of these is known; ``source`` names it once."""
        row = self._rest(atoms)
        row.made[source] = Fraction(1)
        pivot = next(iter(row.parts), None)
        if pivot is not None:
            self._rows[pivot] = row

    def leading_to(self, atoms: Iterable[Atom]) -> set[Source]:
        """The sums from which that of these follows; none where it does not follow."""
        row = self._rest(atoms)
        return set() if row.parts else set(row.made)

    def _rest(self, atoms: Iterable[Atom]) -> _Row[Atom, Source]:
        """What is left of these when all that is known is taken off."""
        row = _Row[Atom, Source](dict.fromkeys(atoms, Fraction(1)), {})
        # A row holds no atom that a row before it stands for: so this comes to its end.
        while known := [atom for atom in row.parts if atom in self._rows]:
            for atom in known:
                if times := row.parts.get(atom):
                    other = self._rows[atom]
                    row.subtract(times / other.parts[atom], other)
        return row
