"""Two workers, then four, behind the proxy: any serves any request, and one is killed meanwhile."""

from __future__ import annotations

import math
from functools import partial

from bench import day, figures
from bench.cluster import Cluster
from bench.measure import Measure, Settings, percentile
from bench.running import Clock, Run, play

DOWN = 5.0


def run(settings: Settings) -> list[Measure]:
    """1,500 pupils, in full 6,000, with each number of workers; the kill in the middle."""
    pupils, seconds = settings.size(1500, 6000), settings.length(45, 120)
    found: list[Measure] = []
    for workers in (2, 4):
        found += _with(workers, pupils, seconds, settings.generators)
    return found


def _with(workers: int, pupils: int, seconds: float, generators: int) -> list[Measure]:
    scenario = f"scale, {workers} workers"
    ramp = max(pupils / 100, 20.0)
    since, ends = ramp + day.WAIT + day.NOTICE, ramp + day.WAIT + day.NOTICE + seconds
    kill = since + seconds / 2
    with Cluster(workers) as cluster:
        visits = day.steady(math.ceil(pupils / day.CLASS), ramp=ramp, until=ends)
        staged = cluster.stage(len(visits) * day.CLASS, size=day.CLASS)["classes"]
        played = play(
            cluster,
            day.seated(staged, visits),
            ends=ends,
            drain=max(10.0, pupils / 200),
            generators=generators,
            meanwhile=partial(_kill_one, cluster, kill),
        )
    return [
        *figures.latency(scenario, played, since, kill),
        *_around(scenario, played, kill),
        *figures.rates(scenario, played, since, kill),
        *figures.ledger(scenario, played),
        *figures.refusals(scenario, played),
        *figures.machine(scenario, played, since, kill),
    ]


def _kill_one(cluster: Cluster, at: float, clock: Clock) -> None:
    clock.wait_until(at)
    cluster.workers[0].kill()
    clock.wait_until(at + DOWN)
    cluster.workers[0].start()


def _around(scenario: str, run: Run, kill: float) -> list[Measure]:
    """While a worker is gone, and once it is back."""
    spans = {"one killed": (kill - 1, kill + DOWN), "started again": (kill + DOWN + 5, math.inf)}
    return [
        Measure(scenario, f"ack {name}, {when}", percentile(run.took("ack", *span), share), "ms")
        for when, span in spans.items()
        for name, share in (("p99", 0.99), ("longest", 1.0))
    ]
