"""Whether an answer, a finish and a board cost more once a million attempts are stored.

Two databases on one PostgreSQL, alike but for the attempts stored in them (each with a result, a
lease and ten answers). The product's own code works on both in turn, piece by piece, so that noise
falls on both: ``bench.operate`` says what one answer, finish, look at a board costs this process,
the PostgreSQL process that serves it, and on the wall. Compared are the medians, for boards the
means: a long board is counted only once in a while, and the count belongs to its cost.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean, median

import psycopg

from bench import many
from bench.cluster import SETTINGS, Database
from bench.measure import Measure, Settings
from bench.worker import Worker
from tests.machine import ROOT

SMALL, REDUCED, FULL = 1_000, 100_000, 1_000_000
ROUNDS, MORE_ROUNDS, WARM = 15, 60, 3
BATCH = 30
WORK = {
    "answers": "an answer",
    "finishes": "a finish",
    "boards": "a look at a board",
    "looks": "the second's look at what is due",
    "closings": "figures when a class closes",
}
MOST = 1.10


@dataclass(slots=True)
class Side:
    """One of the two databases: the process that works on it, and what each piece cost."""

    process: subprocess.Popen[str]
    costs: dict[str, list[dict[str, float]]] = field(default_factory=dict)

    def do(self, name: str) -> dict[str, float]:
        """One piece of work."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{name}\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())  # type: ignore[no-any-return]

    def note(self, name: str) -> None:
        """One piece of work that counts."""
        self.costs.setdefault(name, []).append(self.do(name))

    def processor_ms(self, name: str) -> float:
        """What a piece costs both processes."""
        return _middle(name, [one["processor_ms"] + one["database_ms"] for one in self.costs[name]])

    def wall_ms(self, name: str) -> float:
        """How long it takes."""
        return _middle(name, [one["wall_ms"] for one in self.costs[name]])

    def end(self) -> None:
        """Let the process go."""
        self.process.communicate()


def run(settings: Settings) -> list[Measure]:
    """1,000 stored attempts against 100,000; in full against 1,000,000."""
    size, rounds = (FULL, MORE_ROUNDS) if settings.full else (REDUCED, ROUNDS)
    with Database() as database, tempfile.TemporaryDirectory(prefix="quiz-bench-") as folder:
        workers = _two_databases(database, Path(folder), rounds)
        sides = [
            _begin(worker, Path(folder) / f"seats-{n}", stored)
            for n, (worker, stored) in enumerate(zip(workers, (SMALL, size), strict=True))
        ]
        _alternate(sides, rounds)
        plans = sides[1].do("plans")
        for side in sides:
            side.end()
    return [*_compared(sides, size), _ranked(plans, size)]


def _two_databases(database: Database, folder: Path, rounds: int) -> list[Worker]:
    """Two that are alike, with a class that answers and one to finish in each round."""
    first, second = (_worker(database, folder, name) for name in ("postgres", "copy"))
    first.run("manage", "migrate", "--verbosity", "0")
    first.run("bench.stage", str(BATCH * (rounds + WARM + 1)))
    with psycopg.connect(f"{database.url.rpartition('/')[0]}/template1", autocommit=True) as admin:
        admin.execute("CREATE DATABASE copy TEMPLATE postgres")
    return [first, second]


def _worker(database: Database, folder: Path, name: str) -> Worker:
    url = f"{database.url.rpartition('/')[0]}/{name}"
    settings = {**SETTINGS, "DATA_DIR": str(folder), "REDIS_URL": "", "DATABASE_URL": url}
    return Worker(**settings)


def _begin(worker: Worker, seats: Path, stored: int) -> Side:
    """Fill a database and start the process that works on it."""
    many.fill(worker.environment["DATABASE_URL"], attempts=stored)
    many.tell(worker.environment["DATABASE_URL"])
    worker.run("bench.sit_down", str(seats))
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.operate", str(seats)],
        cwd=ROOT,
        env=worker.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    return Side(process)


def _alternate(sides: list[Side], rounds: int) -> None:
    """Each piece on both sides at once after another, the first of them in turn."""
    for number in range(-WARM, rounds):
        order = sides if number % 2 else sides[::-1]
        for name in WORK:
            for side in order:
                side.do(name) if number < 0 else side.note(name)


def _middle(name: str, values: list[float]) -> float:
    return fmean(values) if name == "boards" else median(values)


def _compared(sides: list[Side], size: int) -> list[Measure]:
    small, large = sides
    measures = []
    for name, words in WORK.items():
        title = f"{words}, {size:,} attempts beside {SMALL:,}"
        before, after = small.processor_ms(name), large.processor_ms(name)
        measures += [
            _grown(f"{title}: processor time", before, after),
            _beside(f"{title}: time", small.wall_ms(name), large.wall_ms(name)),
        ]
    return measures


def _grown(name: str, before: float, after: float) -> Measure:
    ratio = after / before
    words = f"ratio ≤ {MOST:g}"
    return Measure("growth", name, after, "ms", words, ratio <= MOST, before, ratio)


def _beside(name: str, before: float, after: float) -> Measure:
    """Without a budget: on the wall counts whatever else runs on the machine."""
    return Measure("growth", name, after, "ms", baseline=before, ratio=after / before)


def _ranked(plans: dict[str, float], size: int) -> Measure:
    name = f"boards of {size:,} attempts ranked by their index"
    every, good = plans["boards"], plans["by_index"]
    return Measure("growth", name, good, "boards", f"{every:g}", good == every)
