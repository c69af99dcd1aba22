"""Puts what was found into a table and into files."""

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
    """Write ``bench.{md,json}`` and ``bench-machine.json``: all that was measured so far."""
    found = [asdict(measure) for measure in measures]
    save(folder / "bench", found, markdown(measures, where, command), where, command)


def save(
    path: Path,
    found: Sequence[Mapping[str, object]],
    text: str,
    where: Mapping[str, str],
    command: str,
) -> None:
    """Write ``<path>.json`` (a list), ``<path>.md``, and the machine beside them."""
    path.parent.mkdir(exist_ok=True)
    path.with_suffix(".md").write_text(text)
    _dump(path.with_suffix(".json"), found)
    _dump(path.with_name(f"{path.name}-machine.json"), {"command": command, **where})


def _dump(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n")


def markdown(measures: Iterable[Measure], where: Mapping[str, str], command: str) -> str:
    """The table of measures, and on what it was made."""
    return table(HEAD, map(_cells, measures), where, command)


def table(
    head: Sequence[str], rows: Iterable[Sequence[str]], where: Mapping[str, str], command: str
) -> str:
    """The command, a table, and on what it was made."""
    lines = [f"`{command}`", "", _line(head), _line(["---"] * len(head)), *map(_line, rows)]
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
