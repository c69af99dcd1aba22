"""The streams on which pages hear that a teacher has acted, as ``static/js/pupil/nudges.js``.

A page's stream shares its one HTTP/2 connection. The generator's pages ask over HTTP/1.1 for all
else, so their streams lie together on a few connections of HTTP/2: to the proxy a stream is a
stream, and there are as many of them as pages.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from typing import cast

from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.events import DataReceived, StreamEnded, StreamReset

from bench.browser import TIMEOUT, Site, trusting
from bench.heart import Heart
from bench.notes import Notes

ADDRESS = "/nudges/"
# nginx takes 128 on one connection.
ON_ONE = 100
DATA = b"data: "

Heard = Callable[[float], None]
Leave = Callable[[], None]


class _Shared(asyncio.Protocol):
    """One connection; hands each stream's bytes to who asked for it, nothing at its end."""

    def __init__(self) -> None:
        self._h2 = H2Connection(H2Configuration(client_side=True, header_encoding=None))
        self._transport: asyncio.Transport | None = None
        self._streams: dict[int, Callable[[bytes], None]] = {}

    @property
    def has_room(self) -> bool:
        """Whether one more may be asked for."""
        return self._transport is not None and len(self._streams) < ON_ONE

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Greet."""
        self._transport = cast("asyncio.Transport", transport)
        self._h2.initiate_connection()
        self._flush()

    def connection_lost(self, exc: Exception | None) -> None:
        """All of them have ended."""
        self._transport = None
        ended, self._streams = self._streams, {}
        for tell in ended.values():
            tell(b"")

    def data_received(self, data: bytes) -> None:
        """Hand on what has come."""
        for event in self._h2.receive_data(data):
            if isinstance(event, DataReceived):
                length = event.flow_controlled_length
                self._h2.acknowledge_received_data(length, event.stream_id)
                if event.data and event.stream_id in self._streams:
                    self._streams[event.stream_id](event.data)
            elif isinstance(event, StreamEnded | StreamReset) and event.stream_id in self._streams:
                self._streams.pop(event.stream_id)(b"")
        self._flush()

    def ask(self, path: str, host: str, tell: Callable[[bytes], None]) -> int:
        """Ask for a stream; ``tell`` gets its bytes, and none when it has ended."""
        stream = self._h2.get_next_available_stream_id()
        self._streams[stream] = tell
        said = {":method": "GET", ":path": path, ":scheme": "https", ":authority": host}
        self._h2.send_headers(stream, list(said.items()), end_stream=True)
        self._flush()
        return stream

    def leave(self, stream: int) -> None:
        """A page is left."""
        if self._streams.pop(stream, None) is not None:
            self._h2.reset_stream(stream)
            self._flush()

    def _flush(self) -> None:
        if self._transport is not None:
            self._transport.write(self._h2.data_to_send())


class Nudges:
    """All of a generator's streams."""

    def __init__(self, site: Site, notes: Notes) -> None:
        self._site, self._notes = site, notes
        self._lines: list[_Shared] = []
        self._connecting = asyncio.Lock()

    async def listen(self, token: str, heard: Heard, ended: Leave) -> Leave:
        """Call ``heard`` with a moment to wait, in seconds, at each nudge; returns how to leave.

        ``ended`` is called when there is no stream, or no longer.
        """
        counts = self._notes.counts

        def tell(data: bytes) -> None:
            if not data:
                counts["nudges ended"] += 1
                ended()
            elif data.startswith(DATA):
                counts["nudges heard"] += 1
                heard(float(data[len(DATA) :]) / 1000 * random.random())

        try:
            line = await self._line()
        except OSError:
            counts["nudges not listened to"] += 1
            ended()
            return lambda: None
        counts["nudges listened to"] += 1
        stream = line.ask(f"{ADDRESS}{token}", f"{self._site.host}:{self._site.port}", tell)
        return lambda: line.leave(stream)

    async def _line(self) -> _Shared:
        async with self._connecting:
            line = next((one for one in reversed(self._lines) if one.has_room), None)
            if line is None:
                line = await self._connect()
                self._lines.append(line)
            return line

    async def _connect(self) -> _Shared:
        loop = asyncio.get_running_loop()
        async with asyncio.timeout(TIMEOUT):
            _, line = await loop.create_connection(
                _Shared, self._site.host, self._site.port, ssl=trusting("h2")
            )
        return line


class Ear:
    """One page's stream; after an end it is asked for again, some beats later."""

    __slots__ = ("_asking", "_heart", "_leave", "_nudges")

    def __init__(self, nudges: Nudges, heart: Heart) -> None:
        self._nudges, self._heart = nudges, heart
        self._leave: Leave = lambda: None
        self._asking: asyncio.Task[None] | None = None

    async def listen(self, token: str) -> None:
        """Be nudged from now on."""
        heart, loop = self._heart, asyncio.get_running_loop()

        def ended() -> None:
            heart.is_nudged = False
            if not heart.is_stopped:
                heart.beat_within(heart.advised * random.random())
                loop.call_later(heart.advised * random.uniform(1.0, 2.0), again)

        def again() -> None:
            if not heart.is_stopped:
                self._asking = asyncio.ensure_future(self.listen(token))

        heart.is_nudged = True
        self._leave = await self._nudges.listen(token, heart.beat_within, ended)

    def leave(self) -> None:
        """The page is left."""
        self._leave()
