"""So many pupils at once, for a while: answers, heartbeats, joins and finishes as they come."""

from __future__ import annotations

import math

from bench import day, figures
from bench.cluster import Cluster
from bench.measure import Measure, Settings
from bench.running import play

SCENARIO = "steady"
# First loads are what a ramp is limited by: so many pupils a second open the page. With 100 the
# slower machines of docs/performance.md are full, and what is measured then is how a queue ends.
RAMP_RATE = 60.0


def run(settings: Settings) -> list[Measure]:
    """2,000 pupils for a minute; in full 12,000 for five. Measured is what follows the ramp, once
    its last class has started."""
    pupils = settings.pupils
    ramp = max(pupils / RAMP_RATE, 20.0)
    ends = ramp + settings.seconds
    visits = day.steady(math.ceil(pupils / day.CLASS), ramp=ramp, until=ends)
    with Cluster(settings.workers) as cluster:
        classes = cluster.stage(len(visits) * day.CLASS, size=day.CLASS)["classes"]
        seated, drain = day.seated(classes, visits), max(10.0, pupils / 200)
        played = play(cluster, seated, ends=ends, drain=drain)
    return figures.all_of(SCENARIO, played, ramp + day.WAIT + day.NOTICE, ends)
