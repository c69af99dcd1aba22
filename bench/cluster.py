"""What a centre runs on one machine: PostgreSQL, Redis, the product, nginx with TLS before it."""

from __future__ import annotations

import json
import shutil
import signal
import socket
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Self

from bench import proc
from bench.worker import Worker
from competition.config.open_files import allow_many_files
from deploy import proxy as nginx
from deploy.processes import ANSWERS, BACKGROUND, PAGES, Kind, processes
from tests.services import PostgresServer, RedisServer, Server

# As docs/running.md advises from 8 GiB of memory on. Commits are durable: fsync,
# synchronous_commit and full_page_writes keep their defaults, which are on.
DATABASE = {
    "shared_buffers": "1GB",
    "effective_cache_size": "4GB",
    "max_wal_size": "4GB",
    "checkpoint_timeout": "15min",
    "wal_compression": "on",
}
SETTINGS = {
    "PUBLIC_ADDRESS": "http://127.0.0.1",
    "SECRET_KEY": "bench-only-bench-only-bench-only-bench-only-bench-only",
    "DEBUG": "0",
    "DEMO": "0",
}


class Database(PostgresServer):
    """PostgreSQL with durable commits, sized as a centre would."""

    def __init__(self, template: Path | None = None) -> None:
        super().__init__(durable=True, template=template)

    def _command(self) -> list[str]:
        # Of two options with the same name the later one holds.
        return [*super()._command(), *(f"--{name}={value}" for name, value in DATABASE.items())]


class Proxy(Server):
    """nginx with the product's own configuration and a certificate for trying out."""

    name = "nginx"
    stop_signal = signal.SIGQUIT
    end_signal = signal.SIGTERM
    plain: int | None = None

    def __init__(
        self, answers: Sequence[int], pages: Sequence[int], spare: Sequence[int], static: Path
    ) -> None:
        super().__init__()
        certificate, key = nginx.certificate(self.folder)
        self.configuration = self.folder / "nginx.conf"
        self.configuration.write_text(
            nginx.render(
                answers=answers,
                pages=pages,
                spare=spare,
                listen=self.port,
                certificate=certificate,
                key=key,
                static=static,
                folder=self.folder,
                plain=self.plain,
            )
        )

    @property
    def url(self) -> str:
        """What browsers open."""
        return f"https://127.0.0.1:{self.port}"

    def _command(self) -> list[str]:
        return nginx.command(self.configuration)

    def _is_ready(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1):
                return True
        except OSError:
            return False


class Cluster:
    """The servers of one centre, in processes of their own; each may be killed and started.

    ``workers`` answer pupils, others stand beside them as deploy.processes says, and
    ``environment`` is added to that of all. Without ``proxy`` each worker serves everything, and
    browsers speak plain HTTP to the first. The database begins as a copy of a stopped ``template``,
    else empty. Entering a with block starts everything, leaving it ends and removes it.
    """

    def __init__(
        self,
        workers: int = 2,
        *,
        proxy: bool = True,
        environment: Mapping[str, str] | None = None,
        template: Path | None = None,
    ) -> None:
        allow_many_files()
        self.folder = Path(tempfile.mkdtemp(prefix="quiz-bench-"))
        self.postgres, self.redis = Database(template), RedisServer()
        settings = {
            **SETTINGS,
            "HTTPS": "1" if proxy else "0",
            "DATA_DIR": str(self.folder),
            "DATABASE_URL": self.postgres.url,
            "REDIS_URL": self.redis.url,
            **(environment or {}),
        }
        self.workers = [Worker(**settings) for _ in range(workers)]
        self.pages: list[Worker] = []
        self.background: list[Worker] = []
        self.spare: list[Worker] = []
        if proxy:
            declared = processes(workers)
            of = [self._worker(one.kind, settings) for one in declared]
            self.workers, self.pages, self.background = (
                [one for one, what in zip(of, declared, strict=True) if what.kind is kind]
                for kind in (ANSWERS, PAGES, BACKGROUND)
            )
            self.spare = [one for one, what in zip(of, declared, strict=True) if what.stands_by]
        self.proxy = self.front(Proxy) if proxy else None

    @staticmethod
    def _worker(kind: Kind, settings: Mapping[str, str]) -> Worker:
        return Worker(**settings, PURPOSE=kind.purpose)

    def front(self, kind: type[Proxy]) -> Proxy:
        """A proxy before the processes."""
        answers, pages, spare = (
            [one.port for one in those] for those in (self.workers, self.pages, self.spare)
        )
        return kind(answers, pages, spare, self.folder / "static")

    @property
    def product(self) -> list[Worker]:
        """All its processes."""
        return [*self.workers, *self.pages, *self.background]

    @property
    def url(self) -> str:
        """What browsers open."""
        return self.proxy.url if self.proxy else self.workers[0].url

    def run(self, *command: str) -> str:
        """Run a Python module of the product against this database; returns its output."""
        return self.workers[0].run(*command)

    def stage(self, pupils: int, *, size: int = 30) -> dict[str, Any]:
        """Make classes of ``size`` cards for so many pupils; see ``bench.stage``."""
        said = self.run("bench.stage", str(pupils), str(size))
        return json.loads(said.splitlines()[-1])  # type: ignore[no-any-return]

    def start(self) -> Self:
        """Start everything, with an empty database that has its tables, and the static files."""
        self.postgres.start()
        self.redis.start()
        self.run("manage", "migrate", "--verbosity", "0")
        if self.proxy:
            self.run("manage", "collectstatic", "--noinput", "--verbosity", "0")
            self.proxy.start()
        for worker in self.product:
            worker.start()
        return self

    def stop(self) -> None:
        """End everything and remove what it stored."""
        for worker in self.product:
            worker.kill()
        for server in filter(None, (self.proxy, self.redis, self.postgres)):
            server.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def used(self) -> dict[str, float]:
        """Processor seconds since the start of each part, and of the whole machine as ``all``.

        ``workers`` are all processes of the product; its parts stand beside them.
        """
        return {name: proc.seconds_used(pids) for name, pids in self._pids().items()} | {
            "all": proc.seconds_busy()
        }

    def memory_by_part(self) -> dict[str, float]:
        """Resident memory of each part in MiB; what its processes share is counted once."""
        return {name: proc.together_mib(pids) for name, pids in self._pids().items()}

    def _pids(self) -> dict[str, list[int]]:
        product = {
            "workers": self.product,
            "answers": self.workers,
            "pages": self.pages,
            "background": self.background,
        }
        parts = {name: [one.pid for one in those if one.pid] for name, those in product.items()}
        for name, server in (
            ("database", self.postgres),
            ("redis", self.redis),
            ("proxy", self.proxy),
        ):
            parts[name] = proc.family(server.pid) if server and server.is_running else []
        return parts

    def memory(self) -> list[float]:
        """Resident memory of each process of the product in MiB."""
        return [proc.resident_mib(worker.pid) for worker in self.product]

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_error: object) -> None:
        self.stop()
