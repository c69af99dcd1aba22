"""How close one worker comes to what the database can do, and how far it leaves a plain view.

In one run, on one PostgreSQL with durable commits: ``pgbench`` commits single rows over 64
connections; pupils in a closed loop answer through the plain Django view of ``bench.plain_view``,
without middleware and with five; the same pupils answer through the product's hall, and through an
application that stores nothing (``bench.bare_app``): the limit of the server; ``pgbench`` again.
One uvicorn worker over plain HTTP each time; the generator has a process of its own.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from bench import commits, seat
from bench.cluster import Cluster
from bench.measure import Measure, Settings, none_of
from bench.worker import Worker
from tests.machine import ROOT

# Pupils at once, and seconds of each round after the warm-up.
# No longer: the pupil API takes 2,000 events of an attempt, and 64 pupils have made 1,700 each by
# then.
REDUCED, FULL = ((300,), 8), ((64, 300, 600), 8)
WARM, IN_A_CLASS = 2, 90
PGBENCH_SECONDS, CONNECTIONS = 7, 64
OF_PGBENCH, OF_PLAIN = 0.60, 10.0
# Each round begins anew, for the same reason.
ANEW = ("TRUNCATE competition_answer", "UPDATE competition_lease SET top_seq = 0, answered = 0")
STORED = "SELECT attempt_id, lease, seq, question, choice FROM competition_answer"
TRANSACTIONS = "SELECT count(DISTINCT xmin::text) FROM competition_answer"


@dataclass(frozen=True, slots=True)
class Found:
    """What one round brought: a rate a second, milliseconds, counts, cores of the generator."""

    a_second: float
    p50_ms: float
    p99_ms: float
    cpu_ms: float
    refused: float
    lost: int
    per_commit: float
    generator_cores: float


class Rounds:
    """Closed loops against the database of one cluster; its cards are all at work."""

    def __init__(self, cluster: Cluster, pupils: int) -> None:
        cluster.stage(pupils, size=min(pupils, IN_A_CLASS))
        cluster.run("bench.sit_down", str(cluster.folder / "seats"))
        self._seats = seat.read(cluster.folder / "seats")
        self._cluster = cluster

    def play(self, worker: Worker, path: str, pupils: int, seconds: float) -> Found:
        """So many pupils answer at ``path`` of a running worker."""
        self._begin_anew()
        ledger, used = self._cluster.folder / "acknowledged", worker.seconds_used()
        said = self._generate(worker.port, path, pupils, seconds, ledger)
        lost, per_commit = self._check(ledger)
        return Found(
            a_second=said["a_second"],
            p50_ms=said["p50_ms"],
            p99_ms=said["p99_ms"],
            cpu_ms=1000 * (worker.seconds_used() - used) / max(said["acknowledged"], 1),
            refused=said["refused"],
            lost=lost,
            per_commit=per_commit,
            generator_cores=said["generator_cpu_s"] / (seconds + WARM),
        )

    def _begin_anew(self) -> None:
        with psycopg.connect(self._cluster.postgres.url) as connection:
            for statement in ANEW:
                connection.execute(statement)

    def _generate(
        self, port: int, path: str, pupils: int, seconds: float, ledger: Path
    ) -> dict[str, float]:
        seats = self._cluster.folder / "taken"
        seat.write(self._seats[:pupils], seats)
        command = [sys.executable, "-m", "bench.closed", str(port), path, str(seats), "1"]
        command += [str(WARM), str(seconds), str(ledger)]
        done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
        return json.loads(done.stdout)  # type: ignore[no-any-return]

    def _check(self, ledger: Path) -> tuple[int, float]:
        """(acknowledged but not stored, rows in each commit)."""
        with psycopg.connect(self._cluster.postgres.url) as connection:
            lost, stored = lost_of(ledger, connection)
            # Rows written by one transaction carry its number.
            counted = connection.execute(TRANSACTIONS).fetchone()
        return lost, stored / max(counted[0] if counted else 0, 1)


def lost_of(ledger: Path, connection: psycopg.Connection[Any]) -> tuple[int, int]:
    """(acknowledged but not stored, stored), of answers in a closed loop."""
    told = {tuple(map(int, line.split())) for line in ledger.read_text().splitlines()}
    stored = set(connection.execute(STORED).fetchall())
    return len(told - stored), len(stored)


def run(settings: Settings) -> list[Measure]:
    """pgbench, plain view, product, bare, pgbench; a table for each number of pupils."""
    numbers, seconds = _size(settings)
    with Cluster(workers=1, proxy=False) as cluster:
        rounds = Rounds(cluster, max(numbers))
        cluster.workers[0].kill()
        commits.prepare(cluster.postgres)
        rates = [_pgbench(cluster)]
        plain = [
            {middleware: _plain(rounds, cluster, middleware, n, seconds) for middleware in (0, 5)}
            for n in numbers
        ]
        hall = [_hall(rounds, cluster, n, seconds) for n in numbers]
        bare = [_bare(rounds, cluster, n, seconds) for n in numbers]
        rates.append(_pgbench(cluster))
    measures = [
        _rate(f"pgbench, single-row commits, {when}", rate)
        for when, rate in zip(("before", "after"), rates, strict=True)
    ]
    pgbench = sum(rates) / len(rates)
    for n, product, limit, views in zip(numbers, hall, bare, plain, strict=True):
        measures += [*_table(n, product, views, pgbench), *_limit(n, limit, pgbench)]
    return measures


def _size(settings: Settings) -> tuple[tuple[int, ...], float]:
    numbers, seconds = FULL if settings.full else REDUCED
    return (settings.pupils,) if settings.pupils else numbers, settings.seconds or seconds


def _pgbench(cluster: Cluster) -> float:
    return commits.rate(cluster.postgres, connections=CONNECTIONS, seconds=PGBENCH_SECONDS)


def _hall(rounds: Rounds, cluster: Cluster, pupils: int, seconds: float) -> Found:
    with _alone(cluster.workers[0]) as worker:
        return rounds.play(worker, "/hall/answers", pupils, seconds)


def _plain(rounds: Rounds, cluster: Cluster, middleware: int, pupils: int, seconds: float) -> Found:
    environment = {
        **cluster.workers[0].environment,
        "DJANGO_SETTINGS_MODULE": "bench.plain_settings",
        "PLAIN_MIDDLEWARE": str(middleware),
    }
    with _alone(Worker(**environment)) as worker:
        return rounds.play(worker, "/plain/answers", pupils, seconds)


def _bare(rounds: Rounds, cluster: Cluster, pupils: int, seconds: float) -> Found:
    bare = Worker(**cluster.workers[0].environment)
    bare.application = "bench.bare_app:application"
    with _alone(bare) as worker:
        return rounds.play(worker, "/hall/answers", pupils, seconds)


@contextmanager
def _alone(worker: Worker) -> Iterator[Worker]:
    """The worker runs for this round only."""
    worker.start()
    try:
        yield worker
    finally:
        worker.stop()


def _table(pupils: int, hall: Found, plain: dict[int, Found], pgbench: float) -> list[Measure]:
    name = f"hall, {pupils} pupils"
    measures = [
        _rate(f"{name}: answers a second, beside pgbench", hall.a_second, pgbench, OF_PGBENCH),
        *_costs(name, hall),
        Measure("ceiling", f"{name}: answers in each commit", hall.per_commit, "answers"),
    ]
    for middleware, view in plain.items():
        title = f"plain view, {middleware} middlewares, {pupils} pupils"
        beside = f"{name}: answers a second, beside the view with {middleware} middlewares"
        measures += [
            _rate(f"{title}: answers a second", view.a_second),
            *_costs(title, view),
            _rate(beside, hall.a_second, view.a_second, OF_PLAIN),
        ]
    return measures


def _limit(pupils: int, bare: Found, pgbench: float) -> list[Measure]:
    """What nothing in this server can pass, with the same generator beside it."""
    name = f"an application that stores nothing, {pupils} pupils"
    return [
        _rate(f"{name}: answers a second, beside pgbench", bare.a_second, pgbench),
        Measure("ceiling", f"{name}: worker's processor time an answer", bare.cpu_ms, "ms"),
        Measure("ceiling", f"{name}: generator", bare.generator_cores, "cores"),
    ]


def _costs(name: str, found: Found) -> list[Measure]:
    return [
        Measure("ceiling", f"{name}: acknowledgement, p50", found.p50_ms, "ms"),
        Measure("ceiling", f"{name}: acknowledgement, p99", found.p99_ms, "ms"),
        Measure("ceiling", f"{name}: worker's processor time an answer", found.cpu_ms, "ms"),
        Measure("ceiling", f"{name}: generator", found.generator_cores, "cores"),
        none_of("ceiling", f"{name}: not acknowledged", found.refused, "answers"),
        none_of("ceiling", f"{name}: acknowledged but lost", found.lost, "answers"),
    ]


def _rate(
    name: str, value: float, baseline: float | None = None, budget: float | None = None
) -> Measure:
    """A rate a second; a budget is what its ratio to the baseline must reach."""
    ratio = None if baseline is None else value / baseline
    if budget is None or ratio is None:
        return Measure("ceiling", name, value, "/s", baseline=baseline, ratio=ratio)
    words = f"ratio ≥ {budget:g}"
    return Measure("ceiling", name, value, "/s", words, ratio >= budget, baseline, ratio)
