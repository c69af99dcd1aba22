"""Reads the workers' own gauges while pupils are at work."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

import httpx

from bench.running import Clock
from bench.worker import Worker

DEPTH = re.compile(r"^quiz_lane_depth(?:\{\})? ([0-9.e+]+)$", re.MULTILINE)


@dataclass(slots=True)
class Depths:
    """Requests that waited in all write queues together, at moments of the plan."""

    seen: list[tuple[float, float]] = field(default_factory=list)

    def look_until(self, clock: Clock, seconds: float, workers: Iterable[Worker]) -> None:
        """Ask each second until this moment of the plan."""
        workers = list(workers)
        while clock.now < seconds:
            now = clock.now
            self.seen.append((now, sum(map(_depth, workers))))
            clock.wait_until(now + 1.0)

    def highest(self, since: float, until: float) -> float:
        """The greatest depth seen in a span."""
        return max((depth for at, depth in self.seen if since <= at < until), default=0.0)


def _depth(worker: Worker) -> float:
    """A worker too busy to answer counts as 0: its neighbours in time tell more."""
    try:
        found = DEPTH.search(httpx.get(f"{worker.url}/metrics", timeout=2).text)
    except httpx.HTTPError:
        return 0.0
    return float(found[1]) if found else 0.0
