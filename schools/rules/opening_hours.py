"""Opening hours of a service as data: stretches of weekdays with two times by the clock there."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TypedDict

MOST_STRETCHES = 7
_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)|24:00")


class Stretch(TypedDict):
    """From the first to the last weekday (1 Monday, 7 Sunday); ``closes`` may be after midnight."""

    first: int
    last: int
    opens: str
    closes: str


ALWAYS: list[Stretch] = [{"first": 1, "last": 7, "opens": "00:00", "closes": "24:00"}]


def read_stretches(raw: object) -> list[Stretch] | None:
    """The stretches as they are stored; ``None`` where something is no weekday or no time."""
    if not isinstance(raw, Sequence) or isinstance(raw, str) or len(raw) > MOST_STRETCHES:
        return None
    read = [_read(one) for one in raw]
    return [one for one in read if one is not None] if None not in read else None


def _read(raw: object) -> Stretch | None:
    if not isinstance(raw, Mapping):
        return None
    first, last = raw.get("first"), raw.get("last")
    opens, closes = _time(raw.get("opens")), _time(raw.get("closes"))
    closes = "24:00" if closes == "00:00" else closes
    if not isinstance(first, int) or not isinstance(last, int):
        return None
    if not (1 <= first <= 7 and 1 <= last <= 7 and opens and closes) or opens == closes:
        return None
    if opens == "24:00":
        return None
    return {"first": first, "last": last, "opens": opens, "closes": closes}


def _time(raw: object) -> str:
    """``09:00`` from ``9:00``; empty where it is none."""
    if not isinstance(raw, str) or not _TIME.fullmatch(raw.strip()):
        return ""
    return raw.strip().zfill(5)


def is_always(stretches: Sequence[Stretch]) -> bool:
    """Whether it is open round the clock on every day."""
    return list(stretches) == ALWAYS
