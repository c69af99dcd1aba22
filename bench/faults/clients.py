"""Slow clients and half-open connections, at the proxy and at the workers' own ports."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from bench import shell
from bench.faults.fault import Fault, Seen
from tests.machine import ROOT

if TYPE_CHECKING:
    from bench.cluster import Cluster

HOW_MANY = 2000
SECONDS = 15
SLOW_MS = 500.0


class SlowClients(Fault):
    name = f"{HOW_MANY:,} slow clients and half-open connections"
    key = "slow-clients"
    seconds = SECONDS

    def __init__(self) -> None:
        self._held = 0

    def strike(self, cluster: Cluster) -> None:
        """Half of them come through the proxy."""
        assert cluster.proxy is not None
        file = next(path for path in shell.files(cluster.url, "bs") if path.endswith(".woff2"))
        ports = [cluster.proxy.port, *(worker.port for worker in cluster.workers)]
        command = [sys.executable, "-m", "bench.faults.crowd", str(HOW_MANY), str(SECONDS), file]
        done = subprocess.run(
            [*command, *map(str, ports)], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
        )
        self._held = int(done.stdout)

    def objections(self, cluster: Cluster, seen: Seen) -> list[str]:
        """They were there, and pupils did not notice."""
        found = [f"p99 was {seen.p99_ms:.0f} ms"] if seen.p99_ms > SLOW_MS else []
        few = self._held < HOW_MANY * 0.9
        return [*found, *([f"only {self._held} were there"] if few else [])]
