"""The organizer's workbook of so many rows: how long it takes, and its memory."""

from __future__ import annotations

import json
import subprocess
import sys

from bench import many
from bench.cluster import Cluster
from bench.measure import Measure, Settings, at_least, below
from tests.machine import ROOT

# Of a core for 100,000 rows, here and in the database; and of the process that writes it.
MOST_SECONDS, MOST_MIB = 12.0, 350.0


def run(settings: Settings) -> list[Measure]:
    """100,000 attempts, written as the page Spreadsheets does, by a fresh process."""
    rows = settings.pupils
    with Cluster(workers=1, proxy=False) as cluster:
        # One class, for the edition around it.
        cluster.stage(30)
        cluster.workers[0].kill()
        many.fill(cluster.postgres.url, attempts=rows, answers=0)
        command = [sys.executable, "-m", "bench.write_workbook"]
        environment = cluster.workers[0].environment
        done = subprocess.run(
            command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True
        )
    told, name = json.loads(done.stdout), f"{rows:,} attempts"
    # What other work on the machine does not change.
    used = told["processor_s"] + told["database_s"]
    both = f"{name}: processor time with the database"
    return [
        at_least("export", f"{name}: rows written", told["rows"], "rows", rows),
        below("export", both, used, "s", MOST_SECONDS * rows / 100_000),
        Measure("export", f"{name}: time by the wall", told["seconds"], "s"),
        Measure("export", f"{name}: file", told["mib"], "MiB"),
        below("export", f"{name}: peak of memory", told["peak_mib"], "MiB", MOST_MIB),
    ]
