"""More and more pupils at once until they wait too long; says what was used up then.

Where the first are too many already, fewer and fewer until they are not.
"""

from __future__ import annotations

from bench import day, figures, steady
from bench.cluster import Cluster
from bench.measure import Measure, Settings, percentile
from bench.running import Run

SCENARIO = "knee"
LIMIT = 500.0
STEP = 1.15
RAMP_RATE = steady.RAMP_RATE
# More connections than that no generator may hold (ulimit -n), so they are shared out.
PUPILS_A_GENERATOR = 9000
FEWEST, MOST = 500, 40_000


def run(settings: Settings) -> list[Measure]:
    """From 3,000 pupils on, in full from 12,000, each step 15 % more or fewer."""
    pupils, seconds = settings.size(3000, 12_000), settings.length(30, 60)
    found: list[Measure] = []
    good, upwards = 0, None
    while FEWEST <= pupils <= MOST:
        step, p99 = _step(pupils, seconds, settings.workers)
        found += step
        held = p99 <= LIMIT
        good = pupils if held else good
        upwards = held if upwards is None else upwards
        if held is not upwards:
            break
        pupils = int(pupils * STEP if upwards else pupils / STEP)
    return [*found, Measure(SCENARIO, f"pupils at once with p99 < {LIMIT:.0f} ms", good, "")]


def _step(pupils: int, seconds: float, workers: int) -> tuple[list[Measure], float]:
    ramp = max(pupils / RAMP_RATE, 20.0)
    since, until = ramp + day.WAIT + day.NOTICE, ramp + day.WAIT + day.NOTICE + seconds
    generators = 1 + pupils // PUPILS_A_GENERATOR
    with Cluster(workers) as cluster:
        played = steady.at_once(
            cluster, pupils, ramp=ramp, seconds=until - ramp, generators=generators
        )
    name = f"{SCENARIO}, {pupils:,} pupils"
    p99 = percentile(played.took("ack", since, until), 0.99)
    return [
        *figures.latency(name, played, since, until, limit=LIMIT),
        *figures.rates(name, played, since, until),
        *figures.ledger(name, played),
        *figures.refusals(name, played),
        *figures.machine(name, played, since, until),
        *_shares(name, played, since, until),
    ], p99


def _shares(name: str, run: Run, since: float, until: float) -> list[Measure]:
    """Whose the cores were: with all in use, the largest part is the limit."""
    cores = run.cores(since, until)
    everything = cores.pop("all", 0.0)
    if not everything:
        return []
    return [
        Measure(name, f"share of what was used: {part}", 100 * used / everything, "%")
        for part, used in sorted(cores.items(), key=lambda item: -item[1])
    ]
