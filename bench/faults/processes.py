"""Workers and Redis that end: killed one by one, all at once, or asked to in good order."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from bench.faults.fault import Fault, Seen

if TYPE_CHECKING:
    from bench.cluster import Cluster

# How long a killed part stays away: about what an init system takes to notice and start it.
AWAY = 5.0
BETWEEN = 3.0
# The one refusal that says: keep your events and come again.
CLEAN = 503


class OneWorkerKilled(Fault):
    name = "kill -9 of one worker of two"
    key = "worker-killed"

    def strike(self, cluster: Cluster) -> None:
        """The other one serves alone for a while."""
        cluster.workers[0].kill()
        time.sleep(AWAY)
        cluster.workers[0].start()


class AllWorkersKilled(Fault):
    name = "kill -9 of all workers"
    key = "workers-killed"
    seconds = 11.0

    def strike(self, cluster: Cluster) -> None:
        """Nobody serves for a while."""
        for worker in cluster.workers:
            worker.kill()
        time.sleep(AWAY)
        for worker in cluster.workers:
            worker.start()


class Deploy(Fault):
    name = "workers restarted one after the other (deploy)"
    key = "deploy"
    seconds = 14.0

    def __init__(self) -> None:
        self._statuses: list[int] = []

    def strike(self, cluster: Cluster) -> None:
        """SIGTERM, wait for the end, start; then the next."""
        for worker in cluster.workers:
            self._statuses.append(worker.stop())
            worker.start()
            time.sleep(BETWEEN)

    def objections(self, cluster: Cluster, seen: Seen) -> list[str]:
        """A worker that had to be killed has not ended in good order; 502 is no clean refusal."""
        bad = [status for status in self._statuses if status not in (0, -15)]
        found = [f"workers ended with {bad}"] if bad else []
        unclean = {s: n for s, n in seen.statuses.items() if s == 0 or (s >= 500 and s != CLEAN)}
        return found + ([f"pupils got neither an answer nor a 503: {unclean}"] if unclean else [])


class RedisEmptied(Fault):
    name = "Redis killed and started empty"
    key = "redis-emptied"
    seconds = 6.0

    def strike(self, cluster: Cluster) -> None:
        """No hints for a while, then a Redis that knows of nobody."""
        cluster.redis.kill()
        time.sleep(AWAY)
        cluster.redis.start()
