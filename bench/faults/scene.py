"""One fault under load: pupils at work, something breaks and is mended."""

from __future__ import annotations

import math
import subprocess
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import psycopg

from bench.cluster import Cluster
from bench.faults.fault import Fault, Seen
from bench.faults.row import Row
from bench.plan import Class, class_of
from bench.running import Clock, Run, play
from tests.services import ServerError

WORKERS = 2
CLASS = 30
# Seconds after the beginning: who comes after the start begins eight seconds later (START_NOTICE),
# and all are at work some seconds after that.
ARRIVE_WITHIN, STRIKE = 3.0, 20.0
# So many pupils do; more of them take their time in proportion, for the machine is the same.
USUAL = 600
AFTER, DRAIN, WATCH = 5.0, 4.0, 2.0
# A pupil answers about every so many seconds, much faster than a child, until the end.
THINK, EVENTS = 2.0, 1000


def run(faults: Sequence[Fault], *, pupils: int) -> Iterator[Row]:
    """One after the other on one cluster."""
    cluster = Cluster(WORKERS)
    try:
        for fault in faults:
            fault.prepare(cluster)
        cluster.start()
        yield from _scenes(cluster, faults, pupils)
    finally:
        cluster.stop()


def _scenes(cluster: Cluster, faults: Sequence[Fault], pupils: int) -> Iterator[Row]:
    classes = math.ceil(pupils / CLASS)
    staged = cluster.stage(classes * CLASS * len(faults), size=CLASS)["classes"]
    for n, fault in enumerate(faults):
        yield _tried(cluster, fault, staged[n * classes : (n + 1) * classes])


def _tried(cluster: Cluster, fault: Fault, staged: Sequence[dict[str, Any]]) -> Row:
    """A scene, or what it broke at: the faults after it still have their turn."""
    try:
        return scene(cluster, fault, staged)
    except (OSError, ServerError, psycopg.Error, subprocess.SubprocessError) as error:
        return Row(fault.name, objections=(f"broke: {error!r}",), must_lose=fault.must_lose)


def _start(database: str, staged: Sequence[dict[str, Any]]) -> None:
    """The classes have just been started; who comes within half a minute is let in."""
    with psycopg.connect(database) as connection:
        connection.execute(
            "UPDATE competition_sitting SET starts_at = now() WHERE id = ANY(%s)",
            [[one["sitting"] for one in staged]],
        )


def scene(cluster: Cluster, fault: Fault, staged: Sequence[dict[str, Any]]) -> Row:
    """All classes are at work when it happens."""
    pupils = sum(len(one["cards"]) for one in staged)
    strike, pace = _strike(fault, pupils), _pace(pupils)
    _start(cluster.postgres.url, staged)

    def meanwhile(clock: Clock) -> None:
        clock.wait_until(strike)
        fault.strike(cluster)

    played = play(
        cluster,
        [_class(one, pace) for one in staged],
        ends=strike + fault.seconds + AFTER,
        meanwhile=meanwhile,
        files=[],
        think=THINK * pace,
        drain=DRAIN,
        watches=WATCH,
    )
    return _row(cluster, fault, played)


def _pace(pupils: int) -> float:
    """How many times longer everything takes than for the usual number."""
    return max(pupils / USUAL, 1.0)


def _strike(fault: Fault, pupils: int) -> float:
    """The moment of the plan at which it happens."""
    return STRIKE * _pace(pupils)


def _class(told: dict[str, Any], pace: float) -> Class:
    return class_of(told, arrives=0.0, spread=ARRIVE_WITHIN * pace, starts=0.0, events=EVENTS)


def _row(cluster: Cluster, fault: Fault, played: Run) -> Row:
    check = played.check
    strike = _strike(fault, played.plan.pupils)
    acks, clicks = played.took("ack", strike), played.took("click_to_ack", strike - 1)
    seen = Seen(played.plan.pupils, acks, clicks, _statuses(played))
    return Row(
        fault=fault.name,
        acknowledged=check.acknowledged,
        lost=check.lost,
        duplicated=check.duplicated,
        longest_wait_s=round(max(clicks, default=0.0) / 1000, 1),
        wrong=check.wrong,
        p99_ms=round(seen.p99_ms, 1),
        refused=_refused(played),
        objections=(*_common(fault, played), *fault.objections(cluster, seen)),
        must_lose=fault.must_lose,
    )


def _common(fault: Fault, played: Run) -> list[str]:
    """What has to hold whatever was broken."""
    counts = played.counts
    wrong = {
        "events were never acknowledged": played.unsent,
        "pupils did not come to the end": counts["left over"],
        "pupils of the generator broke": counts["broken by an error"],
        "pupils gave up": sum(n for name, n in counts.items() if name.startswith("gave up")),
    }
    strike = _strike(fault, played.plan.pupils)
    if (before := len(played.took("ack", until=strike))) < played.plan.pupils / 2:
        wrong["answers before it: pupils were not at work"] = before
    examples = () if fault.must_lose else played.check.examples
    return [*(f"{n} {what}" for what, n in wrong.items() if n), *examples]


def _refused(played: Run) -> dict[str, int]:
    names = ("refused ", "requests timed out", "connections broken")
    return {name: n for name, n in played.counts.items() if name.startswith(names)}


def _statuses(played: Run) -> Counter[int]:
    """Refusals by status; 0: the connection was refused or broken."""
    statuses: Counter[int] = Counter()
    for name, count in played.counts.items():
        if name.startswith("refused "):
            statuses[int(name.split()[2])] += count
    statuses[0] = played.counts["connections broken or refused"]
    return +statuses
