"""How soon screens show what a teacher does: pauses and resumes while all are at work."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

from bench import day, figures, steady
from bench.cluster import Cluster
from bench.measure import Measure, Settings, below, none_of, percentile
from bench.notes import Turned
from bench.running import Run, play

SCENARIO = "acts"
LEAST_RAMP = 20.0
# A class has its teacher's act at once; where all teachers act in one moment, in a hall of so many
# at most it is there soon, and a country on its great day waits longer.
AT_ONCE, SMALL, SOON, LATER = 1000.0, 1000, 2500.0, 22_000.0
AFTER = {"pause": "running", "resume": "paused"}
SHOWS = {"pause": "paused", "resume": "running"}

Act = tuple[int, str, float]


def run(settings: Settings) -> list[Measure]:
    """1,000 pupils are paused and go on four times; in full 12,000 twice.

    First one class each second, then all in the same moment.
    """
    pupils = settings.size(SMALL, 12_000)
    limit = SOON if pupils <= SMALL else LATER
    between, rounds = (10.0, 4) if pupils <= SMALL else (45.0, 2)
    ramp = max(pupils / steady.RAMP_RATE, LEAST_RAMP)
    since = ramp + day.WAIT + day.NOTICE + between
    together = since + between * rounds
    until = since + 2 * between * rounds
    acts = [
        (
            since + between * n,
            "resume" if n % 2 else "pause",
            0 if n >= rounds else int(between) - 2,
        )
        for n in range(2 * rounds)
    ]
    with Cluster(settings.workers) as cluster:
        played = _play(cluster, pupils, ramp, until, acts, settings.generators)
    return [
        Measure(SCENARIO, "pages that listened", played.counts["nudges listened to"], ""),
        Measure(SCENARIO, "nudges heard", played.counts["nudges heard"], ""),
        *_told("act", played, [act for act in played.acts if act[2] < together], AT_ONCE),
        *_told("act of all", played, [act for act in played.acts if act[2] >= together], limit),
        *figures.latency(SCENARIO, played, since, until),
        *figures.rates(SCENARIO, played, since, until),
        *figures.ledger(SCENARIO, played),
        *figures.refusals(SCENARIO, played),
        *figures.machine(SCENARIO, played, since, until),
    ]


def _play(
    cluster: Cluster,
    pupils: int,
    ramp: float,
    until: float,
    acts: list[tuple[float, str, int]],
    generators: int,
) -> Run:
    visits = day.steady(math.ceil(pupils / day.CLASS), ramp=ramp, until=until)
    staged = cluster.stage(len(visits) * day.CLASS, size=day.CLASS)
    return play(
        cluster,
        day.seated(staged["classes"], visits),
        ends=until,
        drain=max(10.0, pupils / 200),
        generators=generators,
        acts=acts,
    )


def _told(what: str, run: Run, acts: Sequence[Act], limit: float) -> list[Measure]:
    turns = [turn for one in run.played for turn in one.turns]
    delays = delays_of(turns, acts)
    shown = sorted(delay * 1000 for delay in delays if delay is not None)
    return [
        Measure(SCENARIO, f"{what}: pressed", len(acts), ""),
        Measure(SCENARIO, f"{what}: screens that had to show it", len(delays), ""),
        Measure(SCENARIO, f"{what}: shown p50", percentile(shown, 0.5), "ms"),
        below(SCENARIO, f"{what}: shown p99", percentile(shown, 0.99), "ms", limit),
        Measure(SCENARIO, f"{what}: shown longest", percentile(shown, 1.0), "ms"),
        none_of(SCENARIO, f"{what}: not shown before the next", len(delays) - len(shown)),
    ]


def delays_of(turns: Iterable[Turned], acts: Iterable[Act]) -> list[float | None]:
    """For each act and each screen it concerned: seconds until it was shown, nothing if never.

    Who finishes, or whose sitting closes, before hearing of it needs no cover.
    """
    screens: dict[int, dict[int, list[Turned]]] = {}
    for turn in sorted(turns, key=lambda turn: turn.at):
        screens.setdefault(turn.sitting, {}).setdefault(turn.number, []).append(turn)
    return [
        delay
        for sitting, kind, at in acts
        for heard in screens.get(sitting, {}).values()
        for delay in _delay(heard, kind, at)
    ]


def _delay(heard: Sequence[Turned], kind: str, at: float) -> Iterator[float | None]:
    before = [turn.phase for turn in heard if turn.at <= at]
    after = [turn for turn in heard if turn.at > at]
    if not before or before[-1] != AFTER[kind]:
        return
    if not after:
        yield None
    elif after[0].phase == SHOWS[kind]:
        yield after[0].at - at
