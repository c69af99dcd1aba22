"""The HTTP protocol of the server, with one write to the network for each reply instead of two.

uvicorn writes a reply's head and its body apart, and uvloop hands each to the kernel at once: two
system calls, two segments for the proxy to read, and twice the loop lets go of the interpreter
(decision 208). Corked as ``TCP_CORK`` means it, without its timer.
"""

from __future__ import annotations

import asyncio
from typing import Any, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from competition.nudges.tokens import PREFIX as ENDLESS

# More than this is not kept back: a long reply must feel when its reader is slow.
MOST = 16 * 1024


class CorkedTransport:
    """A transport on which what is written in one turn of the loop leaves together."""

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self.plain = transport
        self._loop = loop
        self._parts: list[bytes] = []
        self._size = 0

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a transport has
        return getattr(self.plain, name)

    def write(self, data: bytes) -> None:
        """Keep it until the turn ends, unless it has become long."""
        if not self._parts:
            self._loop.call_soon(self.flush)
        self._parts.append(data)
        self._size += len(data)
        if self._size > MOST:
            self.flush()

    def flush(self) -> None:
        """Write what is kept, unless nobody is there any more."""
        parts, self._parts, self._size = self._parts, [], 0
        if parts and not self.plain.is_closing():
            self.plain.write(b"".join(parts))

    def close(self) -> None:
        """End the connection after what is kept."""
        self.flush()
        self.plain.close()


class CorkedProtocol(HttpToolsProtocol):
    """uvicorn's protocol for HTTP on such a transport; a socket goes on with the plain one."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A connection of a proxy or a browser."""
        super().connection_made(cast("asyncio.Transport", CorkedTransport(transport, self.loop)))

    def shutdown(self) -> None:
        """The server leaves: nobody waits for the end of a reply that has none."""
        super().shutdown()
        cycle: RequestResponseCycle | None = self.cycle  # none before the first request
        if cycle is not None and cycle.scope["path"].startswith(ENDLESS):
            self.transport.close()

    def handle_websocket_upgrade(self) -> None:
        """It is no HTTP any more."""
        corked = cast("CorkedTransport", self.transport)
        corked.flush()
        self.transport = corked.plain
        super().handle_websocket_upgrade()
