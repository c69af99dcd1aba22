"""The server under measurement: one uvicorn process whose processor time can be read."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Self, cast

from tests.machine import Machine


class Worker(Machine):
    """One process of the product."""

    def seconds_used(self) -> float:
        """Processor time of all its threads since it began."""
        assert self._process is not None
        stat = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        # man 5 proc_pid_stat: utime and stime, the 14th and 15th field.
        return (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK")

    def __enter__(self) -> Self:
        """Itself, of its own kind."""
        return cast("Self", super().__enter__())
