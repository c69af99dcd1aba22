"""What the whole machine takes in a closed loop: pupils answer through nginx with TLS.

Each sends its next answer when the last one is acknowledged, so the machine is as busy as it can
be, the generator beside it: this compares machines and states of the product, and is no day.
"""

from __future__ import annotations

import json
import subprocess
import sys

import psycopg

from bench import seat
from bench.ceiling import IN_A_CLASS, lost_of
from bench.cluster import Cluster
from bench.measure import Measure, Settings, none_of
from tests.machine import ROOT

SCENARIO = "closed"
PUPILS, SECONDS, WARM = 200, 8.0, 2.0
PARTS = ("workers", "database", "proxy")


def run(settings: Settings) -> list[Measure]:
    """200 pupils for eight seconds."""
    pupils, seconds = settings.pupils or PUPILS, settings.seconds or SECONDS
    with Cluster(settings.workers) as cluster:
        cluster.stage(pupils, size=min(pupils, IN_A_CLASS))
        cluster.run("bench.sit_down", str(cluster.folder / "seats"))
        seat.write(seat.read(cluster.folder / "seats")[:pupils], cluster.folder / "taken")
        before = cluster.used()
        said = _generate(cluster, seconds)
        used = {part: value - before[part] for part, value in cluster.used().items()}
        with psycopg.connect(cluster.postgres.url) as connection:
            lost, _stored = lost_of(cluster.folder / "acknowledged", connection)
    named = f"{pupils} pupils through TLS"
    thousands = max(said["acknowledged"], 1) / 1000
    return [
        Measure(SCENARIO, f"{named}: answers a second", said["a_second"], "/s"),
        Measure(SCENARIO, f"{named}: acknowledgement, p50", said["p50_ms"], "ms"),
        Measure(SCENARIO, f"{named}: acknowledgement, p99", said["p99_ms"], "ms"),
        *(
            Measure(SCENARIO, f"processor for 1,000 answers: {part}", used[part] / thousands, "s")
            for part in PARTS
        ),
        Measure(SCENARIO, "generator for 1,000 answers", said["generator_cpu_s"] / thousands, "s"),
        none_of(SCENARIO, f"{named}: not acknowledged", said["refused"], "answers"),
        none_of(SCENARIO, f"{named}: acknowledged but lost", lost, "answers"),
    ]


def _generate(cluster: Cluster, seconds: float) -> dict[str, float]:
    assert cluster.proxy is not None
    command = [sys.executable, "-m", "bench.closed", str(cluster.proxy.port), "/hall/answers"]
    command += [str(cluster.folder / "taken"), "1", str(WARM), str(seconds)]
    command += [str(cluster.folder / "acknowledged"), "tls"]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout)  # type: ignore[no-any-return]
