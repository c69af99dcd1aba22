"""Puts measures into a table and a file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from bench.measure import Measure

HEAD = ("scenario", "measure", "value", "budget", "met", "baseline", "ratio")


def write(
    folder: Path, measures: Sequence[Measure], where: Mapping[str, str], command: str
) -> None:
    """Write ``bench.json`` and ``bench.md``; measures of every scenario that ran so far."""
    folder.mkdir(exist_ok=True)
    found = {
        "command": command,
        "machine": dict(where),
        "measures": [asdict(measure) for measure in measures],
    }
    (folder / "bench.json").write_text(json.dumps(found, indent=2, ensure_ascii=False) + "\n")
    (folder / "bench.md").write_text(markdown(measures, where, command))


def markdown(measures: Iterable[Measure], where: Mapping[str, str], command: str) -> str:
    """The table, and on what it was made."""
    lines = [f"`{command}`", "", _line(HEAD), _line(["---"] * len(HEAD))]
    lines += [_line(_cells(measure)) for measure in measures]
    lines += ["", "| where | |", "|---|---|", *(_line(pair) for pair in where.items()), ""]
    return "\n".join(lines)


def _cells(measure: Measure) -> list[str]:
    met = {None: "", True: "yes", False: "**no**"}[measure.met]
    return [
        measure.scenario,
        measure.measure,
        f"{_number(measure.value)} {measure.unit}".strip(),
        measure.budget or "",
        met,
        "" if measure.baseline is None else _number(measure.baseline),
        "" if measure.ratio is None else f"{measure.ratio:.2f}",
    ]


def _number(value: float) -> str:
    """Three figures at least, thousands apart; whole numbers without a point."""
    if value == int(value) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
