"""The server under measurement: one uvicorn process whose processor time can be read."""

from __future__ import annotations

from typing import Self, cast

from bench import proc
from deploy.processes import KINDS, nice
from tests.machine import Machine

YIELDS = {kind.purpose: kind.nice for kind in KINDS}


class Worker(Machine):
    """One process of the product; it yields to others as one for its ``PURPOSE`` does."""

    def __init__(self, **environment: str) -> None:
        super().__init__(**environment)
        self._command[:0] = nice(YIELDS.get(environment.get("PURPOSE", ""), 0))

    @property
    def pid(self) -> int:
        """The number of the process, 0 while there is none."""
        return self._process.pid if self._process is not None else 0

    def seconds_used(self) -> float:
        """Processor time of all its threads since it began."""
        return proc.seconds_used([self.pid])

    def __enter__(self) -> Self:
        """Itself, of its own kind."""
        return cast("Self", super().__enter__())
