"""The organizer's workbook: how long it takes, and whether its memory grows with the rows.

The same database is filled further and further; each time a fresh process writes the workbook of
everything, as the page Spreadsheets does. Its peak must stay where it was with 10,000 rows.
"""

from __future__ import annotations

import json
import subprocess
import sys

from bench import many
from bench.cluster import Cluster
from bench.measure import Measure, Settings, at_least, below
from tests.machine import ROOT

REDUCED, FULL = (10_000, 100_000), (10_000, 100_000, 1_000_000)
# What the budget speaks of, and how many seconds of a core that may take, here and in the database.
BUDGET_ROWS, BUDGET_SECONDS = 100_000, 12.0
FLAT = 1.10


def run(settings: Settings) -> list[Measure]:
    """10,000 and 100,000 attempts; in full 1,000,000 as well."""
    with Cluster(workers=1, proxy=False) as cluster:
        # One class, for the edition around it.
        cluster.stage(30)
        cluster.workers[0].kill()
        found = {rows: _export(cluster, rows) for rows in (FULL if settings.full else REDUCED)}
    first = found[min(found)]["peak_mib"]
    return [measure for rows, one in found.items() for measure in _measures(rows, one, first)]


def _export(cluster: Cluster, rows: int) -> dict[str, float]:
    """Fill up to so many attempts and write the workbook."""
    many.fill_up(cluster.postgres.url, attempts=rows, answers=0)
    # A million takes longer than ``Machine.run`` waits.
    command = [sys.executable, "-m", "bench.write_workbook"]
    environment = cluster.workers[0].environment
    done = subprocess.run(
        command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def _measures(rows: int, one: dict[str, float], first: float) -> list[Measure]:
    name = f"{rows:,} attempts"
    of_a_core, used = f"{name}: processor time with the database", _used(one)
    return [
        at_least("export", f"{name}: rows written", one["rows"], "rows", rows),
        below("export", of_a_core, used, "s", BUDGET_SECONDS)
        if rows == BUDGET_ROWS
        else Measure("export", of_a_core, used, "s"),
        Measure("export", f"{name}: processor time of the process", one["processor_s"], "s"),
        Measure("export", f"{name}: time by the wall", one["seconds"], "s"),
        Measure("export", f"{name}: file", one["mib"], "MiB"),
        _peak(f"{name}: peak of memory", one["peak_mib"], first),
    ]


def _used(one: dict[str, float]) -> float:
    """What other work on the machine does not change."""
    return one["processor_s"] + one["database_s"]


def _peak(name: str, peak: float, first: float) -> Measure:
    """The first has nothing to be compared with."""
    if peak == first:
        return Measure("export", name, peak, "MiB")
    ratio = peak / first
    return Measure("export", name, peak, "MiB", f"ratio < {FLAT:g}", ratio < FLAT, first, ratio)
