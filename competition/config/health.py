"""Whether this process lives, whether it can serve, and its metrics: three addresses for machines.

They are answered before Django, without session and middleware, and only to who asks a process
directly: what comes through a proxy comes from outside.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import close_old_connections, connection
from django.db.migrations.executor import MigrationExecutor

from competition import metrics
from competition.config.purpose import Purpose

Scope = Mapping[str, Any]
Send = Callable[[Mapping[str, Any]], Awaitable[None]]
Check = Callable[[], bool]

# How long a look at the database may take, and how long it is good for; seconds.
PATIENCE = 1.0
KEPT = 1.0
FROM_A_PROXY = frozenset({b"x-forwarded-for", b"forwarded"})


class Database:
    """Looks at the database, in one thread of its own: one look at a time, however many ask.

    A look that hangs (the server is frozen, the network is gone) goes on hanging there and holds
    up nobody; as soon as it comes back the next one is made.
    """

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="health")
        self._look: asyncio.Future[list[str]] | None = None
        self._looked_at = 0.0
        self._migrated = False

    async def missing(self) -> list[str]:
        """Names of what is missing, as of a second ago at most; empty if nothing is."""
        if self._look is None or (self._look.done() and not self._is_fresh()):
            loop = asyncio.get_running_loop()
            self._look = loop.run_in_executor(self._thread, self._ask)
            self._looked_at = time.monotonic()
        try:
            return await asyncio.wait_for(asyncio.shield(self._look), PATIENCE)
        except TimeoutError:
            return ["database"]

    def _is_fresh(self) -> bool:
        return time.monotonic() - self._looked_at < KEPT

    def _ask(self) -> list[str]:
        """In the thread: with a connection of the pool, which is given back at once."""
        try:
            close_old_connections()
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
            return [] if self._is_migrated() else ["migrations"]
        except Exception:  # noqa: BLE001 - drivers raise their own; whatever it is, it is not there
            return ["database"]
        finally:
            connection.close()

    def _is_migrated(self) -> bool:
        """Asked until it is so: nobody takes migrations back under a running server."""
        if not self._migrated:
            executor = MigrationExecutor(connection)
            self._migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
        return self._migrated


class Health:
    """``/health``, ``/ready`` and ``/metrics`` of one process.

    ``checks`` are ``{name: whether it is as it should be}``; they must not wait for anything.
    ``purpose`` is what the process is for.
    """

    ADDRESSES = frozenset({"/health", "/ready", "/metrics"})

    def __init__(
        self,
        checks: Mapping[str, Check],
        database: Database | None = None,
        *,
        purpose: Purpose = Purpose.EVERYTHING,
    ) -> None:
        self._checks, self._purpose = checks, purpose
        self._database = database or Database()
        self._stopping = False

    def stop(self) -> None:
        """From now on say that this process does not want new requests."""
        self._stopping = True

    async def __call__(self, scope: Scope, send: Send) -> None:
        """One HTTP request to one of the addresses."""
        path = scope["path"]
        if path == "/health":
            await say(send, 200, {"alive": True, "purpose": self._purpose})
        elif any(name in FROM_A_PROXY for name, _ in scope["headers"]):
            await nothing_here(send)
        elif path == "/metrics":
            await _reply(send, 200, metrics.CONTENT_TYPE, metrics.scrape())
        else:
            missing = await self.missing()
            await say(send, 503 if missing else 200, {"ready": not missing, "missing": missing})

    async def missing(self) -> Sequence[str]:
        """Names of what keeps this process from serving."""
        if self._stopping:
            return ["stopping"]
        wrong = [name for name, is_well in self._checks.items() if not is_well()]
        return [*await self._database.missing(), *wrong]


async def nothing_here(send: Send) -> None:
    """The reply to what this process does not answer."""
    await say(send, 404, {"error": "no_such_request"})


async def say(send: Send, status: int, told: object) -> None:
    """Reply with JSON that nobody keeps."""
    await _reply(send, status, "application/json", json.dumps(told).encode())


async def _reply(send: Send, status: int, kind: str, body: bytes) -> None:
    headers = [
        (b"content-type", kind.encode()),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
