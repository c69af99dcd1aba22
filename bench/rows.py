"""The write queue's three statements in PostgreSQL's own words, beside the ORM that says the same.

Processor time of the worker alone, for one batch of lock, read and write; no HTTP, no deciding.
What is written twice in ``competition/hall`` has to be worth it.
"""

from __future__ import annotations

import json

from bench.cluster import Cluster
from bench.measure import Measure, Settings

SIZES = (1, 10, 50, 200)


def run(settings: Settings) -> list[Measure]:
    """Batches of 1 to 200 answers."""
    with Cluster(workers=1, proxy=False) as cluster:
        cluster.stage(600)
        cluster.workers[0].kill()
        found = json.loads(cluster.workers[0].run("bench.time_rows", *map(str, SIZES)))
    return [_measure(int(size), one["sql"], one["orm"]) for size, one in found.items()]


def _measure(size: int, sql: float, orm: float) -> Measure:
    return Measure(
        "rows",
        f"processor time an answer, {size} in a batch (baseline: the ORM)",
        sql / size * 1e6,
        "µs",
        baseline=orm / size * 1e6,
        ratio=sql / orm,
    )
