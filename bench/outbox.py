"""An outbox that does what ``static/js/pupil/outbox/`` does: unsent answers, and when they go."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable

from bench.browser import Unreachable
from bench.hall import Hall, Refusal
from bench.notes import Event, Notes
from competition.pupil_api.protocol import AttemptReply

PAUSES = (1.0, 2.0, 5.0, 10.0)
AT_ONCE = 400
# Before the deadline nothing is left to gather any more.
LAST_SECONDS = 30.0


def pause(failures: int, asked: float = 0.0) -> float:
    """Seconds to wait after so many failures in a row (docs/hall.md, "Pace")."""
    usual = PAUSES[min(failures, len(PAUSES)) - 1]
    return max(usual / 2, asked) + random.random() * max(usual, asked)


class Outbox:
    """The answers of one lease. One request at a time; what fails is sent again by itself."""

    __slots__ = (
        "_failures", "_hall", "_heard", "_not_before", "_notes", "_sending", "_sent_at", "_stopped",
        "_timer", "_urgent", "_wait", "is_knocking", "kept", "on", "unsent",
    )  # fmt: skip

    def __init__(self, hall: Hall, notes: Notes, heard: Callable[[AttemptReply], None]) -> None:
        self._hall, self._notes, self._heard = hall, notes, heard
        # All events of the lease by seq, and those the server does not have yet.
        self.kept: list[Event] = []
        self.unsent: list[Event] = []
        self.on = self._failures = 0
        self._wait = self._sent_at = self._not_before = 0.0
        # Whether answers are being tried again for want of a reply.
        self._urgent = self._stopped = self.is_knocking = False
        self._timer: asyncio.TimerHandle | None = None
        self._sending: asyncio.Task[None] | None = None

    def add(self, question: int, choice: int, clicked: float) -> None:
        """Keep an answer that was clicked at this monotonic moment, then send it."""
        seq, browser_ms = len(self.kept) + 1, int(time.time() * 1000)
        event = Event(seq, question, choice, clicked, browser_ms)
        self.kept.append(event)
        self.unsent.append(event)
        self.schedule()

    def heed(self, state: AttemptReply) -> None:
        """How long the server wants events to gather."""
        self._wait = state.wait
        self._urgent = state.left is not None and state.left < LAST_SECONDS

    def stop(self) -> None:
        """Send nothing until ``schedule`` with ``again``: the page is gone."""
        self._stopped = True
        self._cancel()

    def schedule(self, *, again: bool = False) -> None:
        """Send what is unsent once it has gathered long enough."""
        self._stopped = self._stopped and not again
        self._cancel()
        if self._stopped or not self.unsent:
            return
        now = time.monotonic()
        gather = 0.0 if self._urgent else max(self._sent_at + self._wait - now, 0.0)
        for event in self.unsent:
            event.gathered = event.gathered or gather
        later = max(gather, self._not_before - now)
        self._timer = asyncio.get_running_loop().call_later(later, self._begin)

    def _cancel(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _begin(self) -> asyncio.Task[None]:
        self._cancel()
        if self._sending is None or self._sending.done():
            self._sending = asyncio.ensure_future(self._send())
        return self._sending

    async def flush(self) -> None:
        """Send what is unsent now. Never raises: it tries again by itself."""
        await self._begin()

    async def _send(self) -> None:
        batch = self.unsent[:AT_ONCE]
        if not batch or self._stopped:
            return
        try:
            reply = await self._hall.answers(_body(batch, self.on))
        except (Refusal, Unreachable) as error:
            self._failed(error)
            return
        self._sent_at = time.monotonic()
        self._settle(batch, set(reply.acked), set(reply.refused))
        self._failures, self._not_before, self.is_knocking = 0, 0.0, False
        self._heard(reply.state)
        self.schedule()

    def _settle(self, batch: list[Event], acked: set[int], refused: set[int]) -> None:
        for event in batch:
            if event.seq in acked:
                self._notes.acknowledged(self._hall, event, self._sent_at)
        self._notes.counts["events refused"] += len(refused)
        gone = acked | refused
        self.unsent = [event for event in self.unsent if event.seq not in gone]

    def _failed(self, error: Refusal | Unreachable) -> None:
        self._failures += 1
        if isinstance(error, Refusal) and error.status == 401:
            self._stopped = True
        self.is_knocking = isinstance(error, Unreachable)
        self._not_before = time.monotonic() + pause(self._failures, error.wait)
        self.schedule()

    async def finish(self) -> str:
        """Send everything and finish; returns the receipt.

        Raises ``Refusal``, and ``Unreachable`` while not everything is there.
        """
        await self.flush()
        if self.unsent:
            raise Unreachable
        try:
            reply = await self._hall.finish(len(self.kept))
        except Refusal as error:
            self._miss(error.missing)
            if error.missing:
                raise Unreachable from error
            raise
        self._notes.finished(self._hall, len(self.kept), reply.receipt)
        self._heard(reply.state)
        return reply.receipt

    def _miss(self, seqs: list[int]) -> None:
        """The server had said that it has these, and has not: they are sent once more."""
        for seq in seqs:
            event = self.kept[seq - 1]
            self._notes.missed(self._hall, event)
            self.unsent.append(event)


def _body(batch: list[Event], on: int) -> bytes:
    events = b",".join(
        b"[%d,%d,%d,%d]" % (event.seq, event.question, event.choice, event.browser_ms)
        for event in batch
    )
    return b'{"events":[%b]%b}' % (events, b',"on":%d' % on if on else b"")
