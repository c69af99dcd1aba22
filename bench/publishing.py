"""What the second's look at the boards costs while twenty pupils finish in each second.

Three countries with three divisions each and the boards across them, in a database of so many
stored results.
"""

from __future__ import annotations

import json
import tempfile

from bench import many
from bench.cluster import SETTINGS, Database
from bench.measure import Measure, Settings, below
from bench.worker import Worker

FINISHES = 20
# 4 % of the interpreter, for a look comes once a second.
MOST_MS = 40.0


def run(settings: Settings) -> list[Measure]:
    """12,000 stored results; in full 100,000."""
    told, title = _look(settings), f"a look with {settings.pupils:,} results"
    own = f"{title}: processor time of its process"
    return [
        below("publishing", own, told["processor_ms"], "ms", MOST_MS),
        Measure(
            "publishing", f"{title}: processor time of the database", told["database_ms"], "ms"
        ),
        Measure("publishing", f"{title}: time", told["wall_ms"], "ms"),
        Measure("publishing", f"{title}: snapshots stored", told["new"], ""),
    ]


def _look(settings: Settings) -> dict[str, float]:
    with Database() as database, tempfile.TemporaryDirectory(prefix="quiz-bench-") as folder:
        place = {"DATA_DIR": folder, "REDIS_URL": "", "DATABASE_URL": database.url}
        worker = Worker(**SETTINGS, **place)
        worker.run("manage", "migrate", "--verbosity", "0")
        worker.run("bench.stage", "30")
        many.fill(database.url, attempts=settings.pupils, answers=0)
        told = worker.run("bench.time_looks", str(int(settings.seconds)), str(FINISHES))
    return json.loads(told)  # type: ignore[no-any-return]
