"""Processes and Redis that end: killed one by one, all of a kind, or asked to in good order."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import psycopg

from bench.faults.fault import Fault, Seen

if TYPE_CHECKING:
    from bench.cluster import Cluster

# How long a killed part stays away: about what an init system takes to notice and start it.
AWAY = 5.0
BETWEEN = 3.0
# An outage, and far more than one.
LONG, LONGER = 20.0, 60.0
# Attempts whose time runs out meanwhile.
HOW_MANY = 5
# With others away pupils wait no longer than a full hall lets them; what a breath of it takes.
CALM_MS = 1300.0
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
    name = "processes restarted one after the other (deploy)"
    key = "deploy"
    seconds = 34.0

    def __init__(self) -> None:
        self._statuses: list[int] = []

    def strike(self, cluster: Cluster) -> None:
        """SIGTERM, wait for the end, start; then the next."""
        for worker in reversed(cluster.product):
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


class AnswersKilled(Fault):
    name = f"nobody answers pupils for {LONG:.0f} s while pages and background live"
    key = "answers-killed"
    seconds = LONG + 4

    def strike(self, cluster: Cluster) -> None:
        """The time of some runs out while nobody could answer in it."""
        for worker in cluster.workers:
            worker.kill()
        time.sleep(1.5)  # what was being written is written
        self._late = _let_time_run_out(cluster.postgres.url, HOW_MANY)
        time.sleep(LONG - 1.5)
        for worker in cluster.workers:
            worker.start()

    def objections(self, cluster: Cluster, seen: Seen) -> list[str]:
        """One outage, noted, waiting for a person; nobody was finished by the clock in it."""
        with psycopg.connect(cluster.postgres.url) as connection:
            ended = connection.execute(
                "SELECT count(*) FROM competition_attempt WHERE id = ANY(%s)"
                " AND finished_at IS NOT NULL",
                [self._late],
            ).fetchone()
            outages = connection.execute(
                "SELECT count(*), min(ended_at - began_at) FROM competition_outage"
            ).fetchone()
        assert ended is not None
        assert outages is not None
        found = [f"{ended[0]} attempts were finished by the clock"] if ended[0] else []
        if outages[0] != 1 or not LONG - 2 < outages[1].total_seconds() < LONG + 10:
            found.append(f"outages noted: {outages[0]}, {outages[1]} long")
        return found


class OthersKilled(Fault):
    name = f"pages and background away for {LONGER:.0f} s while pupils are answered"
    key = "others-killed"
    seconds = LONGER + 8

    def strike(self, cluster: Cluster) -> None:
        """Pupils do not notice; whose time is up then is ended after their return."""
        others = (*cluster.pages, *cluster.background)
        for worker in others:
            worker.kill()
        self._late = _let_time_run_out(cluster.postgres.url, 1, ago="2 minutes")
        time.sleep(LONGER)
        for worker in others:
            worker.start()

    def objections(self, cluster: Cluster, seen: Seen) -> list[str]:
        """No outage, no pupil waited, and the sweeper is at work again."""
        with psycopg.connect(cluster.postgres.url, autocommit=True) as connection:
            outages = connection.execute("SELECT count(*) FROM competition_outage").fetchone()
            ended = connection.execute(
                "SELECT count(*) FROM competition_attempt WHERE id = ANY(%s) AND ending = 'time'",
                [self._late],
            ).fetchone()
        found = [f"{outages[0]} outages were noted"] if outages and outages[0] else []
        if ended is None or ended[0] != len(self._late):
            found.append("whose time was up has not been ended after their return")
        if seen.p99_ms > CALM_MS:
            found.append(f"pupils waited: p99 {seen.p99_ms:.0f} ms")
        return found


def _let_time_run_out(database: str, count: int, *, ago: str = "-3 seconds") -> list[int]:
    """Attempts at work whose time and grace are over so long ago; their numbers."""
    with psycopg.connect(database) as connection:
        rows = connection.execute(
            "UPDATE competition_attempt a SET deadline = now() - %s::interval"
            " - e.grace_seconds * interval '1 second'"
            " FROM competition_entry n JOIN competition_edition e ON e.id = n.edition_id"
            " WHERE n.id = a.entry_id AND a.id IN (SELECT id FROM competition_attempt"
            " WHERE started_at IS NOT NULL AND finished_at IS NULL ORDER BY id LIMIT %s)"
            " RETURNING a.id",
            [ago, count],
        ).fetchall()
    return [number for (number,) in rows]
