"""The rows of a final list, read from its text, and what differs between two of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from base.languages.speech import variant
from competition.aliases import alias as wording

# ``(country, division)`` of a board.
type Place = tuple[str, str]


class ScoreValues(NamedTuple):
    """What a chain of steps compares; no minutes where they decide nothing."""

    score: int
    hard: int
    tie_break: int
    time: int = 0


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
        return name_of(self.alias, variant(language, self.place[0]))


def name_of(codes: str, language: str) -> str:
    """An alias by its codes, as a reader sees it."""
    adjective, animal, number = codes.split(" ")
    return wording.text(wording.Codes(adjective, animal, int(number)), language)


def lines_of(body: str) -> Iterator[ListLine]:
    """The rows of a final list."""
    for line in body.splitlines()[1:]:
        rank, alias, country, division, *values = line.split(";")
        told = tuple(int(value) for value in values if value)
        yield ListLine((country, division), int(rank), alias, told)


@dataclass(frozen=True, slots=True)
class BoardRows:
    """The rows of one board: those with an alias by it, best first; the others only counted by what
    decides, since nobody can be told from an equal one."""

    named: dict[str, ListLine] = field(default_factory=dict)
    below: Counter[tuple[int, ...]] = field(default_factory=Counter)

    def add(self, line: ListLine) -> None:
        """One more, in the order of the list."""
        if line.alias:
            self.named[line.alias] = line
        else:
            self.below[line.values] += 1


def by_place(body: str) -> Mapping[Place, BoardRows]:
    """The rows of each board; of 100,000 pupils a few hundred are kept."""
    found = defaultdict[Place, BoardRows](BoardRows)
    for line in lines_of(body):
        found[line.place].add(line)
    return found


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


def rows_apart(then: BoardRows, now: BoardRows) -> RowsApart:
    """From the rows of before to those of now."""
    named, former = now.named, then.named
    both = named.keys() & former.keys()
    rescored = [one for one in named if one in both and named[one].values != former[one].values]
    moved = [one for one in both if named[one].rank != former[one].rank and one not in rescored]
    return RowsApart(
        rescored=rescored,
        moved=len(moved),
        came=[one for one in named if one not in both],
        gone=[one for one in former if one not in both],
        below_came=(now.below - then.below).total(),
        below_gone=(then.below - now.below).total(),
    )
