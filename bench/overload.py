"""Up to about twice the knee and back: how load is shed, and how soon all is calm again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bench import day, figures
from bench.cluster import Cluster
from bench.gauges import Depths
from bench.measure import Measure, Settings, below, none_of, percentile
from bench.plan import class_of
from bench.running import Run, play

SCENARIO = "overload"
# Clicks a second of all pupils together; the first and the last are calm.
REDUCED = (50.0, 200.0, 400.0, 800.0, 50.0)
FULL = (300.0, 800.0, 1600.0, 2400.0, 3200.0, 300.0)
CALM_MS, RECOVERY = 100.0, 20.0


@dataclass(frozen=True, slots=True)
class Step:
    """Clicks a second that are made in a span of the plan."""

    rate: float
    since: float
    until: float


def run(settings: Settings) -> list[Measure]:
    """1,000 pupils who click ever faster, in full 6,000; then calm."""
    pupils, seconds = settings.size(1000, 6000), settings.length(15, 30)
    ramp = max(pupils / 100, 10.0)
    at_work = ramp + day.WAIT + day.NOTICE + 5.0
    steps = list(_steps(FULL if settings.full else REDUCED, at_work, seconds))
    depths = Depths()
    with Cluster(settings.workers) as cluster:
        played = _play(cluster, pupils, ramp, steps, depths, settings.generators)
    return [
        *(measure for step in steps for measure in _told(played, step, depths)),
        below(SCENARIO, "calm again after", _recovery(played, steps[-1]), "s", RECOVERY),
        *figures.ledger(SCENARIO, played),
        *figures.refusals(SCENARIO, played),
        *figures.machine(SCENARIO, played, steps[0].since, steps[-1].until),
    ]


def _play(
    cluster: Cluster,
    pupils: int,
    ramp: float,
    steps: Sequence[Step],
    depths: Depths,
    generators: int,
) -> Run:
    staged = cluster.stage(pupils, size=day.CLASS)["classes"]
    classes = [
        class_of(told, arrives=n * ramp / len(staged), starts=ramp + day.WAIT, events=100_000)
        for n, told in enumerate(staged)
    ]
    return play(
        cluster,
        classes,
        ends=steps[-1].until,
        generators=generators,
        meanwhile=lambda clock: depths.look_until(clock, steps[-1].until, cluster.workers),
        files=[],
        think=pupils / steps[0].rate,
        pace=[(step.since, pupils / step.rate) for step in steps],
        reloads=0.0,
        watchers=0.0,
    )


def _steps(rates: Sequence[float], begins: float, seconds: float) -> Iterator[Step]:
    for n, rate in enumerate(rates):
        # The last is calm for twice as long: it has to show the recovery.
        length = seconds * (2 if n == len(rates) - 1 else 1)
        yield Step(rate, begins + n * seconds, begins + n * seconds + length)


def _told(run: Run, step: Step, depths: Depths) -> Iterator[Measure]:
    name = f"{SCENARIO}, {step.rate:.0f} clicks/s from {step.since:.0f} s"
    span = (step.since, step.until)
    acks, clicks, waits = run.took("ack", *span), run.took("click_to_ack", *span), run.advice(*span)
    requests = len(run.took("answers", *span))
    seconds = step.until - step.since
    yield Measure(name, "events clicked", len(clicks) / seconds, "1/s")
    yield Measure(name, "requests with answers", requests / seconds, "1/s")
    yield Measure(name, "ack p99", percentile(acks, 0.99), "ms")
    yield Measure(name, "click to ack p99", percentile(clicks, 0.99), "ms")
    yield Measure(name, "click to ack longest", percentile(clicks, 1.0), "ms")
    yield Measure(name, "advised to gather, p50", percentile(waits, 0.5), "s")
    yield Measure(name, "advised to gather, longest", percentile(waits, 1.0), "s")
    yield Measure(name, "refused with 503", len(run.took("refused 503", *span)), "")
    yield Measure(name, "deepest lanes", depths.highest(*span), "")
    yield none_of(name, "refused otherwise", _otherwise(run, *span))


def _otherwise(run: Run, since: float, until: float) -> int:
    kinds = {kind for one in run.played for kind in one.took if kind.startswith("refused ")}
    return sum(len(run.took(kind, since, until)) for kind in kinds - {"refused 503"})


def _recovery(run: Run, calm: Step) -> float:
    """Seconds after the load fell until every later second was calm, for its clicks."""
    last = 0.0
    at = calm.since
    while at < calm.until:
        if percentile(run.took("ack", at, at + 1), 0.99) > CALM_MS:
            last = at + 1 - calm.since
        at += 1
    return last
