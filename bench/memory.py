"""Whether a worker's memory stays flat over a long run."""

from __future__ import annotations

import statistics

from bench import day, figures, steady
from bench.cluster import Cluster
from bench.measure import Measure, Settings, below
from bench.running import Run

SCENARIO = "memory"
EVERY = 10.0
# Caches fill, pools open, the allocator finds its size: from then on nothing may grow.
WARM = 0.25
LIMIT = 0.5


def run(settings: Settings) -> list[Measure]:
    """1,000 pupils for two minutes; in full 3,000 for twenty."""
    pupils, seconds = settings.size(1000, 3000), settings.length(120, 1200)
    ramp = max(pupils / 100, 20.0)
    with Cluster(settings.workers) as cluster:
        played = steady.at_once(
            cluster, pupils, ramp=ramp, seconds=seconds, generators=settings.generators
        )
    since, until = ramp + day.WAIT + day.NOTICE, ramp + seconds
    return [
        *_growth(played, since + WARM * (until - since), until),
        *figures.all_of(SCENARIO, played, since, until),
    ]


def _growth(run: Run, since: float, until: float) -> list[Measure]:
    """Memory of each process of the product, those that answer pupils first, and the slope of the
    line through its samples."""
    found = []
    for n in range(len(run.samples[0].memory)):
        points = samples(run, n, since, until)
        slope = 60 * statistics.linear_regression(*zip(*points, strict=True)).slope
        named = f"worker {n + 1}"
        found += [
            Measure(SCENARIO, f"{named}: memory after warming up", points[0][1], "MiB"),
            Measure(SCENARIO, f"{named}: memory at the end", points[-1][1], "MiB"),
            below(SCENARIO, f"{named}: growth", slope, "MiB/min", LIMIT),
        ]
    return found


def samples(run: Run, worker: int, since: float, until: float) -> list[tuple[float, float]]:
    """(moment, MiB) about every ten seconds."""
    within = [sample for sample in run.samples if since <= sample.at < until]
    return [
        (sample.at, sample.memory[worker])
        for n, sample in enumerate(within)
        if n % int(EVERY) == 0 or n == len(within) - 1
    ]
