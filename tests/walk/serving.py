"""`make serve` on a machine whose clock is ahead; and where there is no nginx with a process for
everything in its place, which speaks TLS."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from deploy import proxy, serve, stores
from deploy.children import Program
from deploy.processes import Kind, Process
from deploy.state import Wishes, answers

# What libfaketime is told.
CLOCK: dict[str, str] = json.loads(os.environ.get("WALK_CLOCK", "{}"))


class OfItsTime(Wishes):
    """What the product is told, and the clock that it lives by."""

    def product(self, database: str, redis: str, key: str) -> dict[str, str]:
        """The environment of the product's processes."""
        return super().product(database, redis, key) | CLOCK


class Machine(serve.Machine):
    """The servers of one machine; all of them live by its clock."""

    def __init__(self, wishes: Wishes) -> None:
        super().__init__(OfItsTime(wishes.host, wishes.port, wishes.environment))


class WithoutProxy(Machine):
    """What comes from outside comes to one that serves everything."""

    def _nginx(self) -> Program:
        everything = Process(Kind("everything", nice=0, share=0, spare=False), self.wishes.port)
        front = self._program(everything)
        certificate, key = proxy.certificate(self.folder.make("nginx"), self.wishes.shown)
        files = [f"--ssl-certfile={certificate}", f"--ssl-keyfile={key}"]
        return Program(
            name="front",
            command=[*front.command, *files],
            is_ready=lambda: answers(self.wishes.port),
            stop_seconds=front.stop_seconds,
            environment=front.environment,
            folder=front.folder,
        )

    def _write_nginx(self) -> Path:
        return self.folder.path


def _kind() -> type[Machine]:
    try:
        proxy.binary()
    except proxy.ProxyMissingError:
        return WithoutProxy
    return Machine


if __name__ == "__main__":
    stores.CLEAN |= CLOCK
    sys.exit(serve.main(*sys.argv[1:], kind=_kind()))
