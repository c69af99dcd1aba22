"""Plays a plan against a cluster: generator and teachers in processes of their own."""

from __future__ import annotations

import math
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import msgspec
import psycopg

from bench import ledger, proc, shell
from bench import plan as plans
from bench.cluster import Cluster
from bench.notes import Played, Series
from bench.plan import Class, Plan
from bench.screens import SCREENS
from tests.machine import ROOT

# Time for the generators to start and make their pupils before the plan begins.
LEAD = 5.0
PUPILS_MADE_A_SECOND = 5000
EVERY = 1.0


@dataclass(frozen=True, slots=True)
class Sample:
    """The servers at one moment, in seconds after the plan's beginning: processor seconds of each
    part, MiB of each process of the product and of each part."""

    at: float
    used: Mapping[str, float]
    memory: Sequence[float]
    parts: Mapping[str, float] = field(default_factory=dict)


@dataclass(slots=True)
class Run:
    """A played plan: what the generators noted, what the servers used, what the ledger says."""

    plan: Plan
    played: Played
    told: ledger.Told
    check: ledger.Check
    samples: list[Sample] = field(default_factory=list)
    screens: dict[str, int] = field(default_factory=dict)
    # Bytes by which the database has grown.
    stored: int = 0

    @property
    def counts(self) -> Counter[str]:
        """What the generator has counted."""
        return Counter(self.played.counts)

    def took(self, kind: str, since: float = 0.0, until: float = math.inf) -> list[float]:
        """Milliseconds of what began in a span of the plan, in order of size."""
        return _within(self.played.took.get(kind, Series()), since, until)

    def lag(self, since: float = 0.0, until: float = math.inf) -> list[float]:
        """Milliseconds the generator's loop was late, in order of size."""
        return _within(self.played.lag, since, until)

    def cores(self, since: float, until: float) -> dict[str, float]:
        """Cores each part used in a span, the generators together as ``generator``."""
        within = [sample for sample in self.samples if since <= sample.at < until]
        if len(within) < 2:
            return {}
        first, last = within[0], within[-1]
        return {
            name: (last.used[name] - first.used[name]) / (last.at - first.at) for name in last.used
        }

    def refused(self, *kinds: str) -> int:
        """How many requests of these kinds (all without one) were refused."""
        starts = tuple(f"refused {kind} " for kind in kinds) or ("refused ",)
        return sum(count for name, count in self.counts.items() if name.startswith(starts))

    @property
    def unsent(self) -> int:
        """Events that were clicked and never acknowledged before the generators stopped."""
        return self.played.unsent


def _within(series: Series, since: float, until: float) -> list[float]:
    pairs = zip(series.at, series.ms, strict=True)
    return sorted(ms for at, ms in pairs if since <= at < until)


@dataclass(frozen=True, slots=True)
class Clock:
    """The plan's time, for what happens meanwhile."""

    begins: float

    @property
    def now(self) -> float:
        """Seconds after the plan's beginning."""
        return time.time() - self.begins

    def wait_until(self, seconds: float) -> None:
        """Sleep until this moment of the plan."""
        time.sleep(max(seconds - self.now, 0.0))


class Generators:
    """The processes that play a plan, pupils and teachers."""

    def __init__(self, cluster: Cluster, plan: Plan, folder: Path) -> None:
        self._folder = folder
        self.ledger, self._out = folder / "ledger", folder / "out.json"
        path = str(plans.write(plan, folder / "plan.json"))
        words = ("bench.play", path, str(self.ledger), str(self._out))
        self._teacher = self._begin("bench.teacher", path, cluster=cluster)
        self._player = self._begin(*words, cluster=cluster)

    def _begin(self, *command: str, cluster: Cluster) -> subprocess.Popen[bytes]:
        environment = cluster.workers[0].environment
        return subprocess.Popen([sys.executable, "-m", *command], cwd=ROOT, env=environment)

    def used(self) -> dict[str, float]:
        """Processor seconds of the generator, and of the teachers with their screens."""
        pids = {"generator": self._player.pid, "teachers": self._teacher.pid}
        return {name: proc.seconds_used([pid]) for name, pid in pids.items()}

    def screens(self) -> dict[str, int]:
        """What the teachers' screens have counted; see ``bench.screens``."""
        path = self._folder / SCREENS
        return msgspec.json.decode(path.read_bytes()) if path.exists() else {}

    def wait(self) -> Played:
        """What the generator brings home. Raises ``CalledProcessError`` where it broke."""
        if self._player.wait():
            raise subprocess.CalledProcessError(self._player.returncode, "bench.play")
        self._teacher.terminate()
        self._teacher.wait()
        return msgspec.json.decode(self._out.read_bytes(), type=Played)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        for process in (self._player, self._teacher):
            process.kill()
            process.wait()


class Sampler:
    """Looks at the servers each second, in a thread of its own."""

    def __init__(self, cluster: Cluster, players: Generators, clock: Clock) -> None:
        self._cluster, self._players, self._clock = cluster, players, clock
        self.samples: list[Sample] = []
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="sampler", daemon=True)

    def _run(self) -> None:
        while not self._stop.wait(EVERY):
            used = self._cluster.used() | self._players.used()
            memory, parts = self._cluster.memory(), self._cluster.memory_by_part()
            self.samples.append(Sample(self._clock.now, used, memory, parts))

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._stop.set()
        self._thread.join()


def play(
    cluster: Cluster,
    classes: Sequence[Class],
    *,
    ends: float,
    meanwhile: Callable[[Clock], None] | None = None,
    **behaviour: Any,  # noqa: ANN401 - further fields of Plan
) -> Run:
    """Play classes until ``ends`` and compare the ledger with the database.

    ``meanwhile`` runs in this thread while the pupils are at work; what it breaks it must mend.
    """
    behaviour.setdefault("files", shell.files(cluster.url, "bs"))
    pupils = sum(len(one.cards) for one in classes)
    before = _size(cluster)
    clock = Clock(time.time() + LEAD + pupils / PUPILS_MADE_A_SECOND)
    plan = Plan(url=cluster.url, begins=clock.begins, ends=ends, classes=[*classes], **behaviour)
    with (
        tempfile.TemporaryDirectory(prefix="quiz-load-") as folder,
        Generators(cluster, plan, Path(folder)) as players,
        Sampler(cluster, players, clock) as sampler,
    ):
        if meanwhile is not None:
            meanwhile(clock)
        played = players.wait()
        told, screens = ledger.read([players.ledger]), players.screens()
    with psycopg.connect(cluster.postgres.url) as connection:
        check = ledger.compare(told, connection)
    stored = _size(cluster) - before
    return Run(plan, played, told, check, sampler.samples, screens, stored)


def _size(cluster: Cluster) -> int:
    """Bytes of the database, without its log."""
    with psycopg.connect(cluster.postgres.url) as connection:
        row = connection.execute("SELECT pg_database_size(current_database())").fetchone()
    return int(row[0]) if row else 0
