"""The socket of a board: pushes its snapshots, takes nothing."""

from __future__ import annotations

from channels.generic.websocket import AsyncWebsocketConsumer

from competition.broadcast import Subscription
from competition.own_thread import in_own_thread
from leaderboard.boards.hub import hub
from leaderboard.boards.permissions import public_boards
from leaderboard.rules import snapshots

# Daphne closes with 1000 or a code of the application, 4000 to 4999, and with no other.
TAKES_NOTHING = 4008


class BoardConsumer(AsyncWebsocketConsumer):
    """One browser that looks at one board."""

    # No channel of its own: watchers need no Redis, neither to connect nor to go on.
    channel_layer_alias = ""
    watcher: Subscription | None = None

    async def connect(self) -> None:
        """Accept if there is such a board, and send what stands there now."""
        board_id = int(self.scope["url_route"]["kwargs"]["board_id"])
        topic = snapshots.topic(board_id)
        if hub.text(topic) is None and not await _exists(board_id):
            await self.close()
            return
        await self.accept()
        self.watcher = hub.watch(topic, self.push)

    async def push(self, text: str) -> None:
        """Write one text to the socket."""
        await self.base_send({"type": "websocket.send", "text": text})

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """End the talk with whoever says something: a board has nothing to ask."""
        await self.close(code=TAKES_NOTHING)

    async def disconnect(self, code: int) -> None:
        """Leave the hub."""
        if self.watcher is not None:
            hub.leave(self.watcher)


async def _exists(board_id: int) -> bool:
    boards = public_boards().filter(pk=board_id)
    return await in_own_thread(boards.exists)
