"""The rows of a final list, read from its text, and what differs between two of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from competition.aliases import alias as wording

# ``(country, division)`` of a board.
type Place = tuple[str, str]


class ScoreValues(NamedTuple):
    """What a chain of steps compares."""

    score: int
    wrong: int
    hard: int
    tie_break: int
    time: int


@dataclass(frozen=True, slots=True)
class ListLine:
    """One row of the list; ``alias`` by its codes, empty below the best; ``values`` decide."""

    place: Place
    rank: int
    alias: str
    values: tuple[int, ...]

    @property
    def scores(self) -> ScoreValues:
        """By the steps that decide."""
        score, _most, *rest = self.values
        return ScoreValues(score, *rest)

    def name(self, language: str) -> str:
        """The alias as a reader sees it."""
        return name_of(self.alias, language)


def name_of(codes: str, language: str) -> str:
    """An alias by its codes, as a reader sees it."""
    adjective, animal, number = codes.split(" ")
    return wording.text(wording.Codes(adjective, animal, int(number)), language)


def lines_of(body: str) -> Iterator[ListLine]:
    """The rows of a final list."""
    for line in body.splitlines()[1:]:
        rank, alias, country, division, *values = line.split(";")
        yield ListLine((country, division), int(rank), alias, tuple(map(int, values)))


def by_place(body: str) -> Mapping[Place, list[ListLine]]:
    """The rows of each board, best first."""
    found = defaultdict[Place, list[ListLine]](list)
    for line in lines_of(body):
        found[line.place].append(line)
    return found


def named_rows(lines: Sequence[ListLine]) -> dict[str, ListLine]:
    """Those with an alias, by it."""
    return {line.alias: line for line in lines if line.alias}


@dataclass(frozen=True, slots=True)
class RowsApart:
    """What differs between the rows of one board, by the codes of aliases; below them counted.

    ``moved``: another place only because others came or went.
    """

    rescored: Sequence[str]
    moved: int
    came: Sequence[str]
    gone: Sequence[str]
    below_came: int
    below_gone: int

    @property
    def any(self) -> bool:
        """Whether anything differs."""
        above = self.rescored or self.moved or self.came or self.gone
        return bool(above or self.below_came or self.below_gone)


def rows_apart(then: Sequence[ListLine], now: Sequence[ListLine]) -> RowsApart:
    """From the rows of before to those of now."""
    named, former = named_rows(now), named_rows(then)
    both = named.keys() & former.keys()
    rescored = [one for one in named if one in both and named[one].values != former[one].values]
    moved = [one for one in both if named[one].rank != former[one].rank and one not in rescored]
    below, below_then = _below(now), _below(then)
    return RowsApart(
        rescored=rescored,
        moved=len(moved),
        came=[one for one in named if one not in both],
        gone=[one for one in former if one not in both],
        below_came=(below - below_then).total(),
        below_gone=(below_then - below).total(),
    )


def _below(lines: Sequence[ListLine]) -> Counter[tuple[int, ...]]:
    """Those without an alias by what decides: nobody can be told from an equal one."""
    return Counter(line.values for line in lines if not line.alias)
