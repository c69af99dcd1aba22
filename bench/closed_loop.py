"""What the whole machine takes in a closed loop: pupils answer through nginx with TLS.

Each sends its next answer when the last one is acknowledged, so the machine is as busy as it can
be, the generator beside it: this compares machines and states of the product, and is no day.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass

import psycopg

from bench import many, seat
from bench.cluster import Cluster
from bench.measure import Measure, Settings, none_of
from tests.machine import ROOT

SCENARIO = "closed"
WARM, IN_A_CLASS = 2.0, 90
PARTS = ("workers", "database", "proxy")
STORED = "SELECT attempt_id, lease, seq, question, choice FROM competition_answer"


@dataclass(frozen=True, slots=True)
class Found:
    """What the generator says, processor seconds of each part, answers that are not stored."""

    said: dict[str, float]
    used: dict[str, float]
    lost: int

    def for_thousand(self, *parts: str) -> float:
        """Seconds of the processor for 1,000 answers."""
        return sum(self.used[part] for part in parts) * 1000 / max(self.said["acknowledged"], 1)


def run(settings: Settings) -> list[Measure]:
    """200 pupils for eight seconds."""
    found = play(settings)
    said, named = found.said, f"{settings.pupils} pupils through TLS"
    cost = "processor for 1,000 answers"
    return [
        Measure(SCENARIO, f"{named}: answers a second", said["a_second"], "/s"),
        Measure(SCENARIO, f"{named}: acknowledgement, p50", said["p50_ms"], "ms"),
        Measure(SCENARIO, f"{named}: acknowledgement, p99", said["p99_ms"], "ms"),
        *(Measure(SCENARIO, f"{cost}: {part}", found.for_thousand(part), "s") for part in PARTS),
        Measure(SCENARIO, "generator for 1,000 answers", found.for_thousand("generator"), "s"),
        none_of(SCENARIO, f"{named}: not acknowledged", said["refused"], "answers"),
        none_of(SCENARIO, f"{named}: acknowledged but lost", found.lost, "answers"),
    ]


def play(settings: Settings, *, stored: int = 0) -> Found:
    """The loop on a machine of its own, beside so many finished attempts."""
    with Cluster(settings.workers) as cluster:
        cluster.stage(settings.pupils, size=min(settings.pupils, IN_A_CLASS))
        if stored:
            many.fill(cluster.postgres.url, attempts=stored)
        cluster.run("bench.sit_down", str(cluster.folder / "seats"))
        seats = seat.read(cluster.folder / "seats")[: settings.pupils]
        seat.write(seats, cluster.folder / "taken")
        before = cluster.used()
        said = _generate(cluster, settings.seconds)
        used = {part: value - before[part] for part, value in cluster.used().items()}
        lost = _lost(cluster)
    return Found(said, used | {"generator": said["generator_cpu_s"]}, lost)


def _generate(cluster: Cluster, seconds: float) -> dict[str, float]:
    assert cluster.proxy is not None
    command = [sys.executable, "-m", "bench.closed", str(cluster.proxy.port)]
    command += [str(cluster.folder / "taken"), str(WARM), str(seconds)]
    command += [str(cluster.folder / "acknowledged")]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def _lost(cluster: Cluster) -> int:
    """How many were acknowledged and are not stored."""
    lines = (cluster.folder / "acknowledged").read_text().splitlines()
    with psycopg.connect(cluster.postgres.url) as connection:
        stored = set(connection.execute(STORED).fetchall())
    return len({tuple(map(int, line.split())) for line in lines} - stored)
