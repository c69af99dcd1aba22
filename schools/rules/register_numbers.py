"""Pure: numbers of a class register as a teacher types them, "1–29 without 14", and said back."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import pairwise

MOST_CARDS = 99
# How the five languages say what is left out, join what is listed, and name a span.
_WITHOUT = re.compile(r"\b(?:without|except|but|bez|osim|izuzev|без|осим|изузев)\b", re.IGNORECASE)
_JOINT = re.compile(r"[,;+]|\b(?:and|i|te|и|те)\b", re.IGNORECASE)
_SPAN = re.compile(r"(\d+)\.?(?:\s*(?:[-–—−…]|\.\.+|\b(?:to|do|до)\b)\s*(\d+)\.?)?", re.IGNORECASE)
# So many that are missing are named; where more are, the spans that are there.
_FEW = 3


class UnclearNumbers(ValueError):
    """``part`` is what is not understood; empty where nothing is left of the numbers."""

    def __init__(self, part: str = "") -> None:
        super().__init__(part)
        self.part = part[:20]


class OutOfRange(UnclearNumbers):
    """A number that no card can have."""


def register_numbers(text: str) -> list[int]:
    """The numbers that are meant, in order: ``28``, ``1–29 without 14``, ``1-12, 15, 17-30``.

    One number alone is a size, and counts from 1. Raises ``UnclearNumbers``.
    """
    taken, *left_out = _WITHOUT.split(text)
    if len(left_out) > 1:
        raise UnclearNumbers(left_out[1].strip())
    numbers = set(range(1, _number(size) + 1)) if (size := _size(taken)) else _listed(taken)
    numbers -= _listed(left_out[0]) if left_out else set()
    if not numbers:
        raise UnclearNumbers
    return sorted(numbers)


def in_words(numbers: Collection[int], *, without: str) -> str:
    """The same numbers as briefly as people say them; ``without`` is the word of their language."""
    ordered = sorted(numbers)
    if not ordered:
        return ""
    missing = sorted(set(range(ordered[0], ordered[-1] + 1)) - set(ordered))
    if missing and len(missing) <= _FEW and len(missing) * 4 < len(ordered):
        left_out = ", ".join(map(str, missing))
        return f"{ordered[0]}–{ordered[-1]} {without} {left_out}"
    return ", ".join(f"{a}" if a == b else f"{a}–{b}" for a, b in _spans(ordered))


def _spans(ordered: Sequence[int]) -> list[tuple[int, int]]:
    """First and last of what stands without a gap."""
    gaps = [(a, b) for a, b in pairwise(ordered) if b != a + 1]
    starts, ends = [ordered[0], *(b for _, b in gaps)], [*(a for a, _ in gaps), ordered[-1]]
    return list(zip(starts, ends, strict=True))


def _size(text: str) -> str:
    """The number that stands alone, as it was typed."""
    return found[1] if (found := re.fullmatch(r"\s*(\d+)\.?\s*", text)) else ""


def _listed(text: str) -> set[int]:
    numbers = set[int]()
    for item in _JOINT.split(text):
        found = _SPAN.fullmatch(item.strip())
        if found is None:
            raise UnclearNumbers(item.strip() or text.strip())
        first = _number(found[1])
        last = _number(found[2]) if found[2] else first
        if last < first:
            raise UnclearNumbers(item.strip())
        numbers |= set(range(first, last + 1))
    return numbers


def _number(said: str) -> int:
    number = int(said) if len(said) < 5 else 0
    if not 1 <= number <= MOST_CARDS:
        raise OutOfRange(said)
    return number
