"""Which cards of a class play in one sitting: pure decisions."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from enum import StrEnum


class Who(StrEnum):
    """What a teacher chooses when a sitting is opened."""

    ALL = "all"
    REST = "rest"
    FIRST = "first"
    SECOND = "second"
    ODD = "odd"
    EVEN = "even"
    CHOSEN = "chosen"


def group(
    who: str, numbers: Iterable[int], *, played: Collection[int], chosen: Collection[int] = ()
) -> list[int]:
    """The numbers that play; of all of the class it is those that are there, in their order.

    Halves are halves of the whole class, so that both stay as they are when one has played.
    """
    there = sorted(numbers)
    half = (len(there) + 1) // 2
    groups = {
        Who.REST: [one for one in there if one not in played],
        Who.FIRST: there[:half],
        Who.SECOND: there[half:],
        Who.ODD: [one for one in there if one % 2],
        Who.EVEN: [one for one in there if not one % 2],
        Who.CHOSEN: [one for one in there if one in chosen],
    }
    return groups.get(Who(who), there)


def as_text(numbers: Iterable[int]) -> str:
    """How a group is stored: its numbers in order, with commas."""
    return ",".join(str(one) for one in sorted(set(numbers)))


def numbers_in(text: str) -> frozenset[int]:
    """The numbers of a group as it is stored."""
    return frozenset(int(one) for one in text.split(",") if one)


def plays(text: str, number: int) -> bool:
    """Whether a card plays in a sitting for this group; one without a group is for all."""
    return not text or number in numbers_in(text)


def ranges(numbers: Iterable[int]) -> str:
    """Numbers as a person would write them: 1–3, 5, 7–8."""
    spans: list[list[int]] = []
    for one in sorted(set(numbers)):
        if spans and one == spans[-1][1] + 1:
            spans[-1][1] = one
        else:
            spans.append([one, one])
    return ", ".join(f"{a}" if a == b else f"{a}–{b}" for a, b in spans)
