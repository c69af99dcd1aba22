"""One kept HTTP/1.1 connection: as little work a request as can be."""

from __future__ import annotations

import asyncio
import gzip
import re
from collections import deque
from collections.abc import Sequence
from typing import NamedTuple, cast

import brotli

LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
RETRY_AFTER = re.compile(rb"\r\nretry-after: *(\d+)", re.IGNORECASE)
CODING = re.compile(rb"\r\ncontent-encoding: *(br|gzip)", re.IGNORECASE)
CHUNK = re.compile(rb"([0-9a-fA-F]+)[^\r\n]*\r\n")
WITHOUT_BODY = (204, 304)


class Reply(NamedTuple):
    """A whole reply; a body that came in chunks still has their sizes between them."""

    status: int
    head: bytes
    body: bytes

    @property
    def retry_after(self) -> float:
        """Seconds the server asked for, or 0."""
        found = RETRY_AFTER.search(self.head)
        return float(found[1]) if found else 0.0


class HungUp(OSError):
    """The page was left while it waited: nobody's trouble."""


class Line(asyncio.Protocol):
    """Requests go out at once, replies come in their order."""

    __slots__ = ("_asked", "_left", "_received", "_transport", "answered")

    def __init__(self) -> None:
        self._transport: asyncio.Transport | None = None
        self._received = b""
        self._asked: deque[asyncio.Future[Reply]] = deque()
        self._left = False
        # How many replies came on this connection.
        self.answered = 0

    @property
    def is_open(self) -> bool:
        """Whether a request may be sent."""
        return self._transport is not None and not self._transport.is_closing()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way out."""
        self._transport = cast("asyncio.Transport", transport)

    def connection_lost(self, exc: Exception | None) -> None:
        """Whoever waits learns that nobody answers any more."""
        self._transport = None
        while self._asked:
            future = self._asked.popleft()
            if not future.done():
                future.set_exception(HungUp() if self._left else ConnectionResetError())

    def data_received(self, data: bytes) -> None:
        """Resolve each request whose reply is whole."""
        if self._received:
            data = self._received + data
        begin = 0
        while begin < len(data) and (found := _reply_at(data, begin)) is not None:
            begin, reply = found
            self.answered += 1
            # What nobody asked for, such as a 408 to a silent line, is nobody's.
            future = self._asked.popleft() if self._asked else None
            if future is not None and not future.done():
                future.set_result(reply)
        self._received = data[begin:]

    def ask(self, request: bytes) -> asyncio.Future[Reply]:
        """Send one request; the future raises ``ConnectionError`` where the line breaks."""
        return self.ask_all([request])[0]

    def ask_all(self, requests: Sequence[bytes]) -> list[asyncio.Future[Reply]]:
        """Send several at once; each future raises ``ConnectionError`` where the line breaks."""
        loop = asyncio.get_running_loop()
        futures: list[asyncio.Future[Reply]] = [loop.create_future() for _ in requests]
        if self._transport is None:
            for future in futures:
                future.set_exception(ConnectionResetError())
            return futures
        self._asked.extend(futures)
        self._transport.write(b"".join(requests))
        return futures

    def close(self) -> None:
        """Hang up, whatever is under way; whoever waits gets ``HungUp``."""
        self._left = True
        if self._transport is not None:
            self._transport.abort()


def plain(reply: Reply) -> bytes:
    """The body without chunks and compression; for the few that are read."""
    body = reply.body
    if b"transfer-encoding: chunked" in reply.head.lower():
        body = _joined(body)
    coding = CODING.search(reply.head)
    if coding is None:
        return body
    return brotli.decompress(body) if coding[1] == b"br" else gzip.decompress(body)


def _joined(body: bytes) -> bytes:
    parts, begin = [], 0
    while (size := CHUNK.match(body, begin)) is not None:
        parts.append(body[size.end() : size.end() + int(size[1], 16)])
        begin = size.end() + int(size[1], 16) + 2
    return b"".join(parts)


def _reply_at(data: bytes, begin: int) -> tuple[int, Reply] | None:
    """(where it ends, the reply that begins there), or nothing while it is not whole."""
    end = data.find(b"\r\n\r\n", begin)
    if end < 0:
        return None
    status, body = int(data[begin + 9 : begin + 12]), end + 4
    length = LENGTH.search(data, begin, end)
    if length is not None:
        stop = body + int(length[1])
    elif status in WITHOUT_BODY:
        stop = body
    else:
        stop = _end_of_chunks(data, body)
    if not stop or len(data) < stop:
        return None
    return stop, Reply(status, data[begin:body], data[body:stop])


def _end_of_chunks(data: bytes, begin: int) -> int:
    """Where a body in chunks ends, 0 while it is not whole."""
    while (size := CHUNK.match(data, begin)) is not None:
        begin = size.end() + int(size[1], 16) + 2
        if int(size[1], 16) == 0:
            return begin
    return 0
