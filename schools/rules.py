"""Pure decisions: the school year, PINs, which texts may be an id, how a contact has changed."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, timedelta
from itertools import pairwise

PINS = 10_000
FIRST_MONTH = 8
VERIFIED_FOR = timedelta(days=90)
# What somebody who verifies a contact asks the service about.
ASKED_ABOUT = frozenset({"kind", "phone", "web", "opening", "hours", "free"})


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


def ids(texts: Iterable[str]) -> list[int]:
    """Those of the texts that can be the id of something; a form may send anything."""
    return [int(text) for text in texts if re.fullmatch(r"[0-9]{1,15}", text)]


def is_verified(verified_on: date | None, today: date) -> bool:
    """Whether a contact was asked lately enough; a day in the future proves nothing."""
    return verified_on is not None and timedelta(0) <= today - verified_on <= VERIFIED_FOR


def differing(one: Mapping[str, object], other: Mapping[str, object]) -> list[str]:
    """The fields in which two say something else, in the order of the first."""
    return [name for name in one if one[name] != other.get(name)]


def fingerprint(values: Mapping[str, object]) -> str:
    """Tells whether a page was made from these values."""
    told = json.dumps(values, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()[:12]
