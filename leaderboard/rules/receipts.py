"""Pure decisions about receipts: how they are read, what they show, how guessing is slowed."""

from __future__ import annotations

import re
from enum import StrEnum

SHAPE = re.compile(r"[0-9A-Z]{6,12}")


class ResultPhase(StrEnum):
    """How much of a result its owner may see; the words of the wire."""

    WAIT = "wait"
    SCORED = "scored"
    REVEALED = "revealed"


# Where the keys of a Serbian Cyrillic keyboard have which Latin letter.
BY_KEY = str.maketrans("ЉЊЕРТЗУИОПАСДФГХЈКЛЅЏЦВБНМ", "QWERTZUIOPASDFGHJKLYXCVBNM")
# Letters that look alike; what looks like none is read by its key.
BY_LOOK = BY_KEY | str.maketrans("АВЕЗЈКМНОРСТУХЅ", "ABEZJKMHOPCTYXS")


def readings(typed: str) -> list[str]:
    """What a typed receipt may be as it is stored; empty if it is none.

    Spaces, dashes and lower case are forgiven. Cyrillic letters are read by their place on the
    keyboard and by their look: of the two at most one is anybody's receipt.
    """
    code = re.sub(r"[\s\-–]", "", typed).upper()
    read = dict.fromkeys(code.translate(table) for table in (BY_KEY, BY_LOOK))
    return [one for one in read if SHAPE.fullmatch(one)]


def phase(*, closed: bool, key_open: bool) -> ResultPhase:
    """Score and topics from the close of the sitting; questions once the key may be known."""
    if not closed:
        return ResultPhase.WAIT
    return ResultPhase.REVEALED if key_open else ResultPhase.SCORED
