"""The socket of the check: says one word back and closes."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from channels.generic.websocket import AsyncWebsocketConsumer

# Whoever says nothing in this time only holds a connection.
PATIENCE = 10.0
LONGEST = 64


class EchoConsumer(AsyncWebsocketConsumer):
    """``/ws/check/`` for anybody: the first short word comes back, then it is over."""

    channel_layer_alias = ""
    _end: asyncio.Task[None] | None = None

    async def connect(self) -> None:
        """Let anybody in, for a moment."""
        await self.accept()
        self._end = asyncio.create_task(self._close_late())

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """Say it back."""
        if text_data is not None and len(text_data) <= LONGEST:
            await self.send(text_data=text_data)
        await self.close()

    async def disconnect(self, code: int) -> None:
        """Nothing is left to close."""
        if self._end is not None:
            self._end.cancel()

    async def _close_late(self) -> None:
        await asyncio.sleep(PATIENCE)
        with suppress(Exception):  # one that is just going away
            await self.close()
