"""One browser at a board or a monitor: a websocket that is only read."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable
from typing import cast

from bench.browser import TIMEOUT, Site

TEXT, CLOSE, PING = 1, 8, 9
PONG = 0x8A
UPGRADE = (
    b"GET %b HTTP/1.1\r\n%bConnection: Upgrade\r\nUpgrade: websocket\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
)


class Watcher(asyncio.Protocol):
    """Hands each text (bytes) with its monotonic moment to ``take``; answers pings."""

    __slots__ = ("_received", "_request", "_take", "_transport", "closed", "opened")

    def __init__(self, request: bytes, take: Callable[[bytes, float], None]) -> None:
        self._request, self._take = request, take
        self._received = b""
        self._transport: asyncio.Transport | None = None
        self.opened: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self.closed = asyncio.Event()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the socket."""
        self._transport = cast("asyncio.Transport", transport)
        self._transport.write(self._request)

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing comes any more."""
        self._transport = None
        self.closed.set()
        if not self.opened.done():
            self.opened.set_result(False)

    def data_received(self, data: bytes) -> None:
        """The reply to the upgrade first, then frames."""
        at = time.monotonic()
        data = self._received + data
        if not self.opened.done():
            head, blank, data = data.partition(b"\r\n\r\n")
            if not blank:
                self._received = head
                return
            self.opened.set_result(head[9:12] == b"101")
        while (frame := _frame(data)) is not None:
            size, opcode, payload = frame
            data = data[size:]
            self._got(opcode, payload, at)
        self._received = data

    def _got(self, opcode: int, payload: bytes, at: float) -> None:
        if opcode == TEXT:
            self._take(payload, at)
        elif opcode == PING and self._transport is not None:
            mask = os.urandom(4)
            masked = bytes(byte ^ mask[n % 4] for n, byte in enumerate(payload))
            self._transport.write(bytes((PONG, 0x80 | len(payload))) + mask + masked)
        elif opcode == CLOSE:
            self.close()

    def close(self) -> None:
        """Leave the board."""
        if self._transport is not None:
            self._transport.abort()


async def watch(site: Site, path: str, take: Callable[[bytes, float], None]) -> Watcher:
    """Open a board's socket. Raises ``OSError`` (``ConnectionRefusedError`` without a 101)."""
    loop = asyncio.get_running_loop()
    request = UPGRADE % (path.encode(), site.headers)
    async with asyncio.timeout(TIMEOUT):
        _, watcher = await loop.create_connection(
            lambda: Watcher(request, take), site.host, site.port, ssl=site.tls
        )
        if not await watcher.opened:
            watcher.close()
            raise ConnectionRefusedError(path)
    return watcher


def _frame(data: bytes) -> tuple[int, int, bytes] | None:
    """(size, opcode, payload) of the first frame from a server, which never masks."""
    if len(data) < 2:
        return None
    length, begin = data[1] & 0x7F, 2
    if length >= 126:
        begin = 4 if length == 126 else 10
        length = int.from_bytes(data[2:begin])
    if len(data) < begin + length:
        return None
    return begin + length, data[0] & 0x0F, data[begin : begin + length]
