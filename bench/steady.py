"""So many pupils at once, for a while: answers, heartbeats, joins and finishes as they come."""

from __future__ import annotations

import math

from bench import day, figures
from bench.cluster import Cluster
from bench.measure import Measure, Settings
from bench.running import Run, play

SCENARIO = "steady"
# First loads are what a ramp is limited by: so many pupils a second open the page. With 100 the
# slower machines of docs/performance.md are full, and what is measured then is how a queue ends.
RAMP_RATE = 60.0


def run(settings: Settings) -> list[Measure]:
    """2,000 pupils for a minute; in full 12,000 for five."""
    pupils, seconds = settings.size(2000, 12_000), settings.length(60, 300)
    ramp = max(pupils / RAMP_RATE, 20.0)
    with Cluster(settings.workers) as cluster:
        played = at_once(
            cluster, pupils, ramp=ramp, seconds=seconds, generators=settings.generators
        )
    return figures.all_of(SCENARIO, played, ramp + day.WAIT + day.NOTICE, ramp + seconds)


def at_once(cluster: Cluster, pupils: int, *, ramp: float, seconds: float, generators: int) -> Run:
    """Play so many pupils at once in ``cluster``, from ``ramp`` on for ``seconds``."""
    visits = day.steady(math.ceil(pupils / day.CLASS), ramp=ramp, until=ramp + seconds)
    staged = cluster.stage(len(visits) * day.CLASS, size=day.CLASS)
    return play(
        cluster,
        day.seated(staged["classes"], visits),
        ends=ramp + seconds,
        drain=max(10.0, pupils / 200),
        generators=generators,
    )
