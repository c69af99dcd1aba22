"""The lesson bell: thousands who have joined start within the same ten seconds."""

from __future__ import annotations

import math

from bench import day, figures
from bench.cluster import Cluster
from bench.measure import Measure, Settings, at_least, below, none_of, percentile
from bench.plan import class_of
from bench.running import Run, play

SCENARIO = "bell"
# Seconds over which the starts are spread.
BURST = 10.0
LIMIT = 1000.0
# The rest of the lesson: long enough for the last to have a paper and to answer once.
LESSON = 15.0


def run(settings: Settings) -> list[Measure]:
    """6,000 wait in their rooms; then one class after the other starts."""
    classes = math.ceil(settings.pupils / day.CLASS)
    joined = max(settings.pupils / 150, 10.0)
    presses = joined + 10.0
    begins = presses + day.NOTICE
    with Cluster(settings.workers) as cluster:
        plan = [
            class_of(
                told,
                arrives=n * joined / classes,
                spread=1.0,
                starts=presses + n * BURST / classes,
                events=1,
            )
            for n, told in enumerate(cluster.stage(settings.pupils, size=day.CLASS)["classes"])
        ]
        # Who has come has the page already: what is measured here is the pupil API.
        ends = begins + BURST + LESSON
        played = play(cluster, plan, ends=ends, files=[], confirms=1.0, think=8.0, watchers=0)
    return _told(played, begins, begins + BURST)


def _told(run: Run, since: float, until: float) -> list[Measure]:
    """The rate that was reached and how long each step took, in the busy seconds."""
    found = [Measure(SCENARIO, "starts", len(run.took("start", since, until)) / BURST, "1/s")]
    for kind in ("start", "paper", "start_and_paper", "ack"):
        taken = run.took(kind, since, until)
        found += [
            Measure(SCENARIO, f"{kind} p50", percentile(taken, 0.5), "ms"),
            below(SCENARIO, f"{kind} p99", percentile(taken, 0.99), "ms", LIMIT),
        ]
    return [
        *found,
        none_of(SCENARIO, "joins and starts refused", run.refused("join", "start")),
        at_least(SCENARIO, "pupils at work", run.counts["started"], "", run.plan.pupils),
        *figures.ledger(SCENARIO, run),
        *figures.refusals(SCENARIO, run),
        *figures.machine(SCENARIO, run, since, until),
    ]
