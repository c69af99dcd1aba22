"""`make serve` where there is no nginx: one more worker, which speaks TLS itself, in its place."""

from __future__ import annotations

import sys
from pathlib import Path

from deploy import proxy, serve
from deploy.children import Program
from deploy.state import answers


class WithoutProxy(serve.Machine):
    """The servers of one machine; what comes from outside comes to a worker."""

    def _nginx(self) -> Program:
        front = self._worker(self.wishes.port)
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


if __name__ == "__main__":
    sys.exit(serve.main(*sys.argv[1:], kind=WithoutProxy))
