"""The table: which line becomes what, and which tests fail with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
TABLE = Path(__file__).with_name("table.yaml")


class Misfit(Exception):
    """A row of the table that says nothing of the code as it is; the message says why."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """``old`` stands once in ``file`` and becomes ``new``; ``tests`` are node ids of pytest."""

    name: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]

    def broken(self, root: Path = ROOT) -> str:
        """The file's text with the line broken. Raises ``Misfit``."""
        text = (root / self.file).read_text()
        if (times := text.count(self.old)) != 1:
            raise Misfit(f"{self.file} has {times} times {self.old!r}: write the row anew")
        return text.replace(self.old, self.new)


def read(path: Path = TABLE) -> list[Mutant]:
    """All rows. Raises ``Misfit`` where two have one name."""
    rows = [
        Mutant(**{**row, "tests": tuple(row["tests"])}) for row in yaml.safe_load(path.read_text())
    ]
    names = [row.name for row in rows]
    if twice := {name for name in names if names.count(name) > 1}:
        raise Misfit(f"two rows have one name: {', '.join(sorted(twice))}")
    return rows


def chosen(rows: Sequence[Mutant], only: Iterable[str]) -> list[Mutant]:
    """The rows whose names begin with one of ``only``; all where it is empty."""
    wanted = tuple(only)
    return [row for row in rows if not wanted or row.name.startswith(wanted)]
