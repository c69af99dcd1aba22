"""The boards' hub of this process: reads changed snapshots and pushes them to local sockets."""

from __future__ import annotations

from collections.abc import Mapping

from base import clock
from competition import metrics
from competition.broadcast import Hub
from competition.own_thread import in_own_thread
from leaderboard.boards.permissions import public_boards
from leaderboard.models import Board
from leaderboard.rules import snapshots


class BoardLoader:
    """Reads the versions of the boards asked for, and the texts of those that changed only."""

    def __init__(self) -> None:
        self._held: dict[str, tuple[int, str]] = {}

    async def __call__(self, topics: frozenset[str]) -> Mapping[str, str]:
        """``{topic: text}`` of the boards the public may see; two queries at most."""
        return await in_own_thread(self._read, topics)

    def _read(self, topics: frozenset[str]) -> Mapping[str, str]:
        seen = public_boards().filter(pk__in=[int(topic) for topic in topics])
        versions = {
            snapshots.topic(pk): version for pk, version in seen.values_list("pk", "version")
        }
        held = {
            topic: self._held[topic]
            for topic, version in versions.items()
            if self._held.get(topic, (-1,))[0] == version
        }
        for board in seen.filter(pk__in=[int(topic) for topic in versions.keys() - held.keys()]):
            held[snapshots.topic(board.pk)] = (board.version, board.text())
            self._note(board)
        self._held |= held
        return {topic: text for topic, (_, text) in held.items()}

    def _note(self, board: Board) -> None:
        """Measure how late news is; what a first watcher finds here is no news."""
        if board.published_at is not None and snapshots.topic(board.pk) in self._held:
            metrics.board_pushed((clock.now() - board.published_at).total_seconds())


hub = Hub(BoardLoader(), group=snapshots.GROUP)
metrics.watch_sockets("boards", lambda: hub.watchers)
