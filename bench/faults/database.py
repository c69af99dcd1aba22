"""A PostgreSQL that stops, stands still, or holds rows for a stranger."""

from __future__ import annotations

import signal
import time
from typing import TYPE_CHECKING

import psycopg

from bench.faults.fault import Fault, Seen

if TYPE_CHECKING:
    from bench.cluster import Cluster

AWAY = 5.0
PAUSE = 20.0
HELD = 10.0
HOW_MANY = 5
# What a calm hall lets browsers gather, and a second.
SLOW_MS = 1300.0


class PostgresStopped(Fault):
    name = "PostgreSQL stopped with SIGQUIT and started again"
    key = "postgres-stopped"

    def strike(self, cluster: Cluster) -> None:
        """An immediate stop: no checkpoint, every session cut."""
        cluster.postgres.kill(signal.SIGQUIT)
        time.sleep(AWAY)
        cluster.postgres.start()


class PostgresPaused(Fault):
    name = f"PostgreSQL paused with SIGSTOP for {PAUSE:.0f} s"
    key = "postgres-paused"
    seconds = PAUSE

    def strike(self, cluster: Cluster) -> None:
        """Connections stay open and nothing is answered, as behind a hung disk."""
        with cluster.postgres.paused():
            time.sleep(PAUSE)


class RowsHeld(Fault):
    name = f"{HOW_MANY} attempts locked by a stranger for {HELD:.0f} s"
    key = "rows-held"
    seconds = HELD

    def strike(self, cluster: Cluster) -> None:
        """Somebody has forgotten an open transaction."""
        with psycopg.connect(cluster.postgres.url) as stranger:
            stranger.execute(
                "SELECT id FROM competition_attempt WHERE started_at IS NOT NULL"
                " AND finished_at IS NULL ORDER BY id DESC LIMIT %s FOR UPDATE",
                [HOW_MANY],
            )
            time.sleep(HELD)
            stranger.rollback()

    def objections(self, cluster: Cluster, seen: Seen) -> list[str]:
        """The others are not slower for it."""
        others = seen.longest_click_apart_from(HOW_MANY)
        return [f"others waited {others:.0f} ms"] if others > SLOW_MS else []
