"""nginx's master killed where `make serve` keeps it; its processes hold the ports and live on.

``python -m bench.faults.proxy CONFIGURATION PORT`` keeps an nginx as `make serve` does.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bench import proc
from bench.cluster import Proxy
from bench.faults.fault import Fault, Seen
from deploy import proxy as nginx
from deploy.children import Child, Program
from deploy.state import answers
from tests.machine import ROOT
from tests.services import free_port

if TYPE_CHECKING:
    from bench.cluster import Cluster

SERVED_WITHIN, PATIENCE = 5.0, 15.0


class KeptProxy(Proxy):
    """nginx with a port for plain HTTP, started again when it dies."""

    def __init__(self, *given: object) -> None:
        self.plain = free_port()
        super().__init__(*given)  # type: ignore[arg-type]

    @property
    def master(self) -> int:
        """nginx's own number; the one that started it is ``pid``."""
        return int((self.folder / "nginx.pid").read_text())

    def _command(self) -> list[str]:
        keeper = [sys.executable, "-m", "bench.faults.proxy", str(self.configuration)]
        return ["/usr/bin/env", f"PYTHONPATH={ROOT}", *keeper, str(self.port)]


class ProxyKilled(Fault):
    name = "kill -9 of the proxy's master"
    key = "proxy-killed"
    alone = True
    seconds = PATIENCE

    def prepare(self, cluster: Cluster) -> None:
        """Put a kept one before the processes."""
        assert cluster.proxy is not None
        cluster.proxy.close()
        cluster.proxy = cluster.front(KeptProxy)

    def strike(self, cluster: Cluster) -> None:
        """Kill the master alone, and wait for another one that serves."""
        assert isinstance(cluster.proxy, KeptProxy)
        master = cluster.proxy.master
        self._old = set(proc.family(master))
        began = time.monotonic()
        os.kill(master, signal.SIGKILL)
        while not self._serves(cluster.proxy, master) and time.monotonic() - began < PATIENCE:
            time.sleep(0.05)
        self._took = time.monotonic() - began

    @staticmethod
    def _serves(proxy: KeptProxy, killed: int) -> bool:
        # It writes its number once it has the ports.
        return proxy.master != killed and answers(proxy.port)

    def objections(self, cluster: Cluster, seen: Seen) -> list[str]:
        """Another one serves soon, and nothing of the first is left."""
        left = [pid for pid in self._old if proc.resident_mib(pid)]
        found = [f"{len(left)} processes of the killed one live on"] if left else []
        if self._took > SERVED_WITHIN:
            found.append(f"no other one served within {SERVED_WITHIN:.0f} s")
        return found


async def keep(configuration: Path, port: int) -> None:
    """Until a signal asks to end."""
    end, loop = asyncio.Event(), asyncio.get_running_loop()
    for sign in (Proxy.stop_signal, Proxy.end_signal):
        loop.add_signal_handler(sign, end.set)
    program = Program("nginx", nginx.command(configuration), lambda: answers(port))
    child = Child(program, configuration.parent)
    await child.start()
    await end.wait()
    await child.stop()


if __name__ == "__main__":
    asyncio.run(keep(Path(sys.argv[1]), int(sys.argv[2])))
