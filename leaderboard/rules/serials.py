"""Serials of diplomas: pure. Nobody guesses one, and whoever copies it from paper is understood."""

from __future__ import annotations

import re
from collections.abc import Callable

from leaderboard.rules.receipts import BY_KEY, BY_LOOK

# No letter that looks like a digit or like another one, none that spells a word.
ALPHABET = "23456789BCDFGHJKLMNPQRSTVWXZ"
LENGTH, GROUP = 16, 4
SHAPE = re.compile(rf"[{ALPHABET}]{{{LENGTH}}}")


def new_serial(choose: Callable[[str], str]) -> str:
    """28 letters and digits at 16 places, 76 bits; ``choose`` takes one of an alphabet."""
    return "".join(choose(ALPHABET) for _ in range(LENGTH))


def in_groups(serial: str) -> str:
    """As it is printed: four groups of four."""
    return "-".join(serial[n : n + GROUP] for n in range(0, len(serial), GROUP))


def serials_read(typed: str) -> list[str]:
    """What a typed serial may be; empty if it is none. Spaces, dashes, lower case and the Cyrillic
    keyboard are forgiven."""
    code = re.sub(r"[\s\-–]", "", typed).upper()
    read = dict.fromkeys(code.translate(table) for table in (BY_KEY, BY_LOOK))
    return [one for one in read if SHAPE.fullmatch(one)]
