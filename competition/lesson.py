"""What the teacher's screens of a sitting say to do: pure decisions."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

# Long enough for a network to come back by itself, short enough to still finish on another PC.
PATIENCE = timedelta(minutes=5)
# Who reads slowly is left in peace for so long.
STILL = timedelta(minutes=3)


class Advice(StrEnum):
    """What a teacher can do about a seat; empty where nothing needs doing."""

    NONE = ""
    UNLOCK = "unlock"
    LET_IN = "let_in"
    CHECK_CARD = "check_card"
    LEAVE = "leave"
    MOVE = "move"
    ASK = "ask"


def advice(state: str, since: timedelta, *, started: bool, wrong_pins: int, locked: bool) -> Advice:
    """What to do about a seat in this state, ``since`` it was silent or still."""
    if state == "finished":
        return Advice.NONE
    if locked:
        return Advice.UNLOCK
    if state == "late":
        return Advice.LET_IN
    if state == "offline" and started:
        return Advice.MOVE if since >= PATIENCE else Advice.LEAVE
    if state == "offline" or (state == "idle" and since >= STILL):
        return Advice.ASK
    return Advice.CHECK_CARD if wrong_pins else Advice.NONE
