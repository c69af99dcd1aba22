"""`make serve` where there is no nginx: in its place a process for everything, with TLS."""

from __future__ import annotations

import sys
from pathlib import Path

from deploy import proxy, serve
from deploy.children import Program
from deploy.processes import Kind, Process
from deploy.state import answers


class WithoutProxy(serve.Machine):
    """The servers of one machine; what comes from outside comes to one that serves everything."""

    def _nginx(self) -> Program:
        everything = Process(Kind("everything", nice=0, share=0, least=1), self.wishes.port)
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


if __name__ == "__main__":
    sys.exit(serve.main(*sys.argv[1:], kind=WithoutProxy))
