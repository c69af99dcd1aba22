"""What a generator writes down: each acknowledgement, how long things took, what was refused."""

from __future__ import annotations

import time
from array import array
from collections import Counter
from pathlib import Path
from typing import NamedTuple, Protocol

import msgspec


class Event(msgspec.Struct):
    """One answer on its way. ``clicked`` is monotonic; ``gathered`` are the seconds it was kept
    back because the server had advised to gather."""

    seq: int
    question: int
    choice: int
    clicked: float
    browser_ms: int
    gathered: float = 0.0


class Who(Protocol):
    """An attempt and its lease, by the server's numbers."""

    attempt: int
    lease: int


class Series(msgspec.Struct):
    """Moments (seconds after the plan's beginning) and the milliseconds something took then."""

    at: list[float] = []
    ms: list[float] = []


class Played(msgspec.Struct):
    """What one generator brings home.

    ``took``: by name, ``ack`` and ``click_to_ack`` for each event, else for each request of a kind.
    ``counts``: pupils by what they reached, ``refused <kind> <status> <word>``, bytes, …
    """

    took: dict[str, Series]
    counts: dict[str, int]
    lag: Series
    processor: float
    wall: float
    unsent: int = 0


class _Column(NamedTuple):
    at: array[float]
    ms: array[float]


class Notes:
    """Memory and ledger of one generator; ``begins`` is the Unix time of the plan's beginning."""

    def __init__(self, begins: float, ledger: Path) -> None:
        # From the wall clock to the monotonic one, once: the wall clock may jump.
        self.zero = time.monotonic() - (time.time() - begins)
        self._ledger = ledger.open("w", buffering=1 << 16)
        self._took: dict[str, _Column] = {}
        self.counts: Counter[str] = Counter()
        self.lag = _Column(array("d"), array("d"))

    def took(self, kind: str, since: float, ended: float) -> None:
        """Something that began at ``since`` (monotonic) has ended."""
        column = self._took.get(kind)
        if column is None:
            column = self._took[kind] = _Column(array("d"), array("d"))
        column.at.append(since - self.zero)
        column.ms.append((ended - since) * 1000)

    def acknowledged(self, who: Who, event: Event, at: float) -> None:
        """The server said that it has this event."""
        self.took("click_to_ack", event.clicked, at)
        self.took("ack", event.clicked + event.gathered, at)
        self._write("answer", who, event.seq, event.question, event.choice, at=at)

    def missed(self, who: Who, event: Event) -> None:
        """The server asked again for an event it had acknowledged."""
        self._write("missed", who, event.seq, event.question, event.choice)

    def finished(self, who: Who, made: int, receipt: str) -> None:
        """The server said that the attempt is finished."""
        self._write("finish", who, made, receipt)

    def _write(self, word: str, who: Who, *rest: object, at: float | None = None) -> None:
        moment = (time.monotonic() if at is None else at) - self.zero
        said = " ".join(map(str, rest))
        self._ledger.write(f"{word} {who.attempt} {who.lease} {said} {moment:.3f}\n")

    def lagged(self, due: float, came: float) -> None:
        """The generator's loop came round later than it was due."""
        self.lag.at.append(due - self.zero)
        self.lag.ms.append((came - due) * 1000)

    def close(self, *, processor: float, wall: float, unsent: int) -> Played:
        """Everything for the file; the ledger is complete on the disk."""
        self._ledger.close()
        return Played(
            took={kind: _series(column) for kind, column in self._took.items()},
            counts=dict(self.counts),
            lag=_series(self.lag),
            processor=processor,
            wall=wall,
            unsent=unsent,
        )


def _series(column: _Column) -> Series:
    return Series(column.at.tolist(), column.ms.tolist())
