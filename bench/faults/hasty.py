"""The proof that the ledger can find a loss: workers that acknowledge before they commit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.faults.database import PostgresStopped
from bench.worker import Worker
from tests.machine import Machine

if TYPE_CHECKING:
    from bench.cluster import Cluster


class HastyWorker(Worker):
    """A worker with the wrong lane, in place of a right one."""

    def __init__(self, right: Machine) -> None:
        super().__init__(**right.environment)
        self._command = ["bench.faults.early_ack" if w == "uvicorn" else w for w in self._command]
        self._command[-1] = str(right.port)
        self.port, self.url = right.port, right.url


class EarlyAcknowledgement(PostgresStopped):
    name = "early acknowledgement (must be caught)"
    key = "early-acknowledgement"
    alone = True
    must_lose = True

    def prepare(self, cluster: Cluster) -> None:
        """Put the wrong workers where the right ones would be."""
        cluster.workers = [HastyWorker(worker) for worker in cluster.workers]
