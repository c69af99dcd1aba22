"""The order of a ceremony as pure rules: which award comes when, and the steps of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

# Side by side on a screen that people at the far end of a hall can read.
PER_SCREEN = 6
# More than these are not called one by one: an hour of names is no ceremony.
MOST_CALLED = 60


class StepKind(StrEnum):
    """What the audience sees."""

    OPENING = "opening"
    BLOCK = "block"  # which award it is, of which ages and country
    DRAW = "draw"  # number and tickets of a draw that was made
    WAITING = "waiting"  # a draw that is still to be made
    CALL = "call"  # the place, while nobody knows yet
    REVEAL = "reveal"
    MANY = "many"  # so many that only their number is said
    PHOTO = "photo"
    CLOSING = "closing"


@dataclass(frozen=True, slots=True)
class BlockShape:
    """What the order of an award's steps depends on; ``places`` of who has it, best first;
    ``together``: who has it is called at once."""

    key: str
    places: Sequence[int]
    drawn: bool = False
    waits: bool = False
    together: bool = False


@dataclass(frozen=True, slots=True)
class CeremonyStep:
    """One press: ``block`` and ``winners`` by their number from 0, ``block`` -1 for all."""

    kind: StepKind
    block: int
    name: str
    winners: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadingOrder:
    """By what awards are ordered: ages, countries, and awards as the edition announced them."""

    divisions: Sequence[str]
    countries: Sequence[str]
    awards: Sequence[int]

    def of(self, key: str) -> tuple[int, int, int]:
        """Age group by age group, country by country; the first award, which is the highest, at
        the end."""
        award, division, country = key.split("/")
        place = self.countries.index(country)
        return self.divisions.index(division), place, -self.awards.index(int(award))


def steps_of(blocks: Sequence[BlockShape]) -> list[CeremonyStep]:
    """Every step from the first word to the last."""
    steps = [CeremonyStep(StepKind.OPENING, -1, "opening")]
    for number, block in enumerate(blocks):
        steps += _steps(number, block)
    return [*steps, CeremonyStep(StepKind.CLOSING, -1, "closing")]


def _steps(number: int, block: BlockShape) -> Iterator[CeremonyStep]:
    yield _step(StepKind.BLOCK, number, block)
    if block.waits:
        yield _step(StepKind.WAITING, number, block)
        return
    if len(block.places) > MOST_CALLED:
        yield _step(StepKind.MANY, number, block)
        return
    if block.drawn:
        yield _step(StepKind.DRAW, number, block)
    for group in called_together(block):
        yield _step(StepKind.CALL, number, block, group)
        for page in pages(group):
            yield _step(StepKind.REVEAL, number, block, page)
    yield _step(StepKind.PHOTO, number, block, range(len(block.places)))


def _step(
    kind: StepKind, number: int, block: BlockShape, winners: Sequence[int] = ()
) -> CeremonyStep:
    """Its name stays the same when other awards are drawn: so both windows find it again."""
    first = f":{winners[0]}" if winners else ""
    return CeremonyStep(kind, number, f"{block.key}:{kind}{first}", tuple(winners))


def called_together(block: BlockShape) -> list[list[int]]:
    """Who is called at once, the last place first: who shares a place, or all of an award that
    has no places."""
    if block.together:
        return [list(range(len(block.places)))]
    found = groupby(range(len(block.places)), lambda number: block.places[number])
    return [list(group) for _place, group in found][::-1]


def called_order(block: BlockShape) -> list[int]:
    """Everybody in the order in which they are called; envelopes have their numbers by it."""
    return [winner for group in called_together(block) for winner in group]


def pages(group: Sequence[int]) -> list[Sequence[int]]:
    """So many as one screen holds."""
    return [group[at : at + PER_SCREEN] for at in range(0, len(group), PER_SCREEN)]
