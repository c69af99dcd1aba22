"""What the second's look at the boards costs while twenty pupils finish in each second.

Three countries with three divisions each and the boards across them, in databases of 6,000 (boards
that are still counted at each look), 12,000, 100,000 and, in full, 1,000,000 stored results. The
baseline builds each board from scratch.
"""

from __future__ import annotations

import json
import tempfile

from bench import many
from bench.cluster import SETTINGS, Database
from bench.measure import Measure, Settings
from bench.worker import Worker

SIZES, FULL = (6_000, 12_000, 100_000), 1_000_000
FINISHES = 20
SECONDS, LONG = 20, 60
# 4 % of the interpreter, for a look comes once a second.
MOST_MS = 40.0


type Told = dict[str, dict[str, float]]


def run(settings: Settings) -> list[Measure]:
    """Each size in a database of its own; ``--pupils`` takes one size alone."""
    sizes = (settings.pupils,) if settings.pupils else (*SIZES, *((FULL,) if settings.full else ()))
    seconds = int(settings.length(SECONDS, LONG))
    return [one for size in sizes for one in _measured(size, _look(size, seconds))]


def _look(size: int, seconds: int) -> Told:
    # From scratch a look at a million takes the database many seconds.
    ways = ("product", "straight") if size < FULL else ("product",)
    with Database() as database, tempfile.TemporaryDirectory(prefix="quiz-bench-") as folder:
        place = {"DATA_DIR": folder, "REDIS_URL": "", "DATABASE_URL": database.url}
        worker = Worker(**SETTINGS, **place)
        worker.run("manage", "migrate", "--verbosity", "0")
        worker.run("bench.stage", "30")
        many.fill(database.url, attempts=size, answers=0)
        told = worker.run("bench.time_looks", str(seconds), str(FINISHES), *ways)
    return json.loads(told)  # type: ignore[no-any-return]


def _measured(size: int, told: Told) -> list[Measure]:
    title, own = f"a look with {size:,} results", told["product"]["processor_ms"]
    budget = (f"< {MOST_MS:g}", own < MOST_MS)
    return [
        _beside(f"{title}: processor time of its process", "processor_ms", told, *budget),
        _beside(f"{title}: processor time of the database", "database_ms", told),
        _beside(f"{title}: time", "wall_ms", told),
        Measure("publishing", f"{title}: snapshots stored", told["product"]["new"], ""),
    ]


def _beside(
    title: str, name: str, told: Told, budget: str | None = None, met: bool | None = None
) -> Measure:
    new, old = told["product"][name], told.get("straight", {}).get(name)
    ratio = new / old if old else None
    return Measure("publishing", title, new, "ms", budget, met, old, ratio)
