"""Pure decisions about receipts: how they are read, what they show, how guessing is slowed."""

from __future__ import annotations

import re
from enum import StrEnum

SHAPE = re.compile(r"[0-9A-Z]{6,12}")


class Phase(StrEnum):
    """How much of a result its owner may see; the words of the wire."""

    WAIT = "wait"
    SCORED = "scored"
    REVEALED = "revealed"


def normalised(typed: str) -> str:
    """A receipt as stored: spaces, dashes and lower case are forgiven; empty if it is none."""
    code = re.sub(r"[\s\-–]", "", typed).upper()
    return code if SHAPE.fullmatch(code) else ""


def phase(*, closed: bool, official: bool, key_open: bool) -> Phase:
    """Score and topics from the close of the sitting; questions once the key may be known.

    A rehearsal's paper keeps no secret after its sitting.
    """
    if not closed:
        return Phase.WAIT
    return Phase.REVEALED if key_open or not official else Phase.SCORED
