"""The proof of a ranked list: a SHA-256 anybody can compute from the sheet."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from leaderboard.results.queries.listed import ListedResult
from leaderboard.rules.ranking import RankedRow


@dataclass(slots=True)
class Listed:
    """A list that was written: what it is called, its rows and their SHA-256."""

    title: str
    rows: int
    sha256: str


class Digest:
    """The SHA-256 of a ranked list, in no language: anybody can compute it from the sheet.

    One line for each row, the columns joined by tabs, a line feed after each, UTF-8.
    """

    COLUMNS = (
        *("score", "max_score", "wrong", "hard", "tie_break", "time"),
        *("card", "class_label", "school", "place"),
    )

    def __init__(self) -> None:
        self.rows, self._hash = 0, hashlib.sha256()

    def add(self, standing: RankedRow[ListedResult]) -> None:
        """The next row."""
        row = standing.row
        cells = [standing.rank, *(getattr(row, name) for name in self.COLUMNS)]
        self._hash.update("\t".join(map(str, cells)).encode() + b"\n")
        self.rows += 1

    def listed(self, title: str) -> Listed:
        """What has been added so far."""
        return Listed(title, self.rows, self._hash.hexdigest())
