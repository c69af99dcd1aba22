"""Pupils who are at work already, as one process tells another of them in a file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple


class Seat(NamedTuple):
    """One pupil at work: the attempt, the browser's lease and credential, the board to come."""

    attempt: int
    lease: int
    credential: str
    board: int


def write(seats: Iterable[Seat], path: Path) -> None:
    """A line for each seat."""
    path.write_text("".join(f"{' '.join(map(str, seat))}\n" for seat in seats))


def read(path: Path) -> list[Seat]:
    """What ``write`` wrote."""
    lines = [line.split() for line in path.read_text().splitlines()]
    return [
        Seat(int(attempt), int(lease), credential, int(board))
        for attempt, lease, credential, board in lines
    ]
