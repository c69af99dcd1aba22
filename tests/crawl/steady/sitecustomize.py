"""Python loads this first where a crawl says so: what is drawn by chance is the same every time.

Each function that draws has a row of numbers of its own, and one for each card it draws for: so one
more draw somewhere moves no other, and a function may move to another file.
"""

from __future__ import annotations

import random
import secrets
import sys
from collections.abc import Sequence

ROWS = dict[str, random.Random]()


def _row() -> random.Random:
    caller = sys._getframe(2)
    name = f"{caller.f_code.co_qualname} {caller.f_locals.get('card_id', '')}"
    return ROWS.setdefault(name, random.Random(name))


def choice[Thing](things: Sequence[Thing]) -> Thing:
    """Like ``secrets.choice``."""
    return _row().choice(things)


def randbelow(end: int) -> int:
    """Like ``secrets.randbelow``."""
    return _row().randrange(end)


def token_hex(length: int = 32) -> str:
    """Like ``secrets.token_hex``."""
    return _row().randbytes(length).hex()


secrets.choice, secrets.randbelow, secrets.token_hex = choice, randbelow, token_hex  # type: ignore[assignment]
