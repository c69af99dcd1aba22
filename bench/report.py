"""Puts what was found into a table and into files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from bench.measure import Measure
from tests.machine import ROOT

OUT = ROOT / "bench/out"
HEAD = ("scenario", "measure", "value", "budget", "met", "baseline", "ratio")


def write(measures: Sequence[Measure], where: Mapping[str, str], command: str) -> None:
    """Write ``bench.{md,json}`` and ``bench-machine.json``: all that was measured so far."""
    found = [asdict(measure) for measure in measures]
    text = table(HEAD, map(_cells, measures), where, command)
    save("bench", found, text, where, command)


def save(
    name: str,
    found: Sequence[Mapping[str, object]],
    text: str,
    where: Mapping[str, str],
    command: str,
) -> None:
    """Write ``<name>.json`` (a list), ``<name>.md``, and the machine beside them."""
    OUT.mkdir(exist_ok=True)
    (OUT / f"{name}.md").write_text(text)
    _dump(OUT / f"{name}.json", found)
    _dump(OUT / f"{name}-machine.json", {"command": command, **where})


def _dump(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n")


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
