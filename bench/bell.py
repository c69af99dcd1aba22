"""The lesson bell: thousands start in the same ten seconds; then thousands come, join and start."""

from __future__ import annotations

import math

from bench import day, figures
from bench.cluster import Cluster
from bench.measure import Measure, Settings, at_least, below, none_of, percentile
from bench.plan import Class, class_of
from bench.running import Run, play

SCENARIO, RUSH = "bell", "bell, with joins"
# Seconds over which the starts, or the joins, are spread.
BURST = 10.0
LIMIT = 1000.0
# The rest of the lesson: long enough for the last to have a paper and to answer once.
LESSON = 15.0


def run(settings: Settings) -> list[Measure]:
    """6,000 who have joined start within ten seconds; in full also with the joins at that rate."""
    pupils = settings.size(6000, 6000)
    with Cluster(settings.workers) as cluster:
        found = _starts(cluster, pupils, settings.generators)
    if settings.full:
        with Cluster(settings.workers) as cluster:
            found += _rush(cluster, 2 * pupils, settings.generators)
    return found


def _starts(cluster: Cluster, pupils: int, generators: int) -> list[Measure]:
    """All wait in their rooms; then one class after the other starts."""
    classes = math.ceil(pupils / day.CLASS)
    joined = max(pupils / 150, 10.0)
    presses = joined + 10.0
    plan = [
        class_of(
            told,
            arrives=n * joined / classes,
            spread=1.0,
            starts=presses + n * BURST / classes,
            events=1,
        )
        for n, told in enumerate(cluster.stage(pupils, size=day.CLASS)["classes"])
    ]
    begins = presses + day.NOTICE
    played = _play(cluster, plan, begins + BURST + LESSON, generators)
    return _told(SCENARIO, played, begins, begins + BURST, "start")


def _rush(cluster: Cluster, pupils: int, generators: int) -> list[Measure]:
    """Classes come for twice the time, so that for half of it joins and starts fall together."""
    classes = math.ceil(pupils / day.CLASS)
    plan = [
        class_of(told, arrives=at, spread=0.5, starts=at + 1.0, events=1)
        for told, at in zip(
            cluster.stage(pupils, size=day.CLASS)["classes"],
            (n * 2 * BURST / classes for n in range(classes)),
            strict=False,
        )
    ]
    since = day.NOTICE + 2.0
    played = _play(cluster, plan, 2 * BURST + since + LESSON, generators)
    return _told(RUSH, played, since, 2 * BURST, "join", "start")


def _play(cluster: Cluster, plan: list[Class], ends: float, generators: int) -> Run:
    # Who has come has the page already: what is measured here is the pupil API.
    return play(
        cluster,
        plan,
        ends=ends,
        generators=generators,
        files=[],
        confirms=1.0,
        think=8.0,
        watchers=0,
    )


def _told(scenario: str, run: Run, since: float, until: float, *kinds: str) -> list[Measure]:
    """The rate that was reached and how long each step took, in the busy seconds."""
    found = [
        Measure(scenario, f"{kind}s", len(run.took(kind, since, until)) / (until - since), "1/s")
        for kind in kinds
    ]
    for kind in (*kinds, "paper", "start_and_paper", "ack"):
        taken = run.took(kind, since, until)
        found += [
            Measure(scenario, f"{kind} p50", percentile(taken, 0.5), "ms"),
            below(scenario, f"{kind} p99", percentile(taken, 0.99), "ms", LIMIT),
        ]
    return [
        *found,
        none_of(scenario, "joins and starts refused", run.refused("join", "start")),
        at_least(scenario, "pupils at work", run.counts["started"], "", run.plan.pupils),
        *figures.ledger(scenario, run),
        *figures.refusals(scenario, run),
        *figures.machine(scenario, run, since, until),
    ]
