"""Pure decisions: the school year, and which PINs are drawn."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from itertools import pairwise

PINS = 10_000
FIRST_MONTH = 8


def school_year(day: date) -> str:
    """The school year a day belongs to, as ``2026/2027``; the year turns with August."""
    first = day.year if day.month >= FIRST_MONTH else day.year - 1
    return f"{first}/{first + 1}"


def is_guessable(pin: str) -> bool:
    """Whether a neighbour would try this PIN first.

    So are fewer than three different digits (7777, 9111, 1212), digits that all step by the same
    amount (1234, 8642, 7890), and what reads as a year (19xx, 20xx).
    """
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    return len(set(pin)) < 3 or len(steps) == 1 or pin[:2] in ("19", "20")


def new_pins(count: int, *, taken: Collection[str], draw: Callable[[int], int]) -> list[str]:
    """``count`` different PINs of four digits, none guessable, none in ``taken``.

    ``draw(n)`` gives a number from 0 to n - 1 that nobody can foresee (``secrets.randbelow``).
    """
    used, made = set(taken), list[str]()
    while len(made) < count:
        pin = f"{draw(PINS):04d}"
        if pin not in used and not is_guessable(pin):
            used.add(pin)
            made.append(pin)
    return made
