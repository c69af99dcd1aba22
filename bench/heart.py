"""Signs of life of one lease, as ``static/js/pupil/heartbeat.js``; what the server last said."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable

from bench.browser import Unreachable
from bench.hall import Hall, Refusal
from bench.outbox import pause
from competition.pupil_api.protocol import AttemptReply

# What is assumed until the server has spoken.
WAITING_BEAT = 5.0
# As static/js/pupil/nudges.js: who is nudged beats as a sign of life alone.
SHORTEST, LONGEST, LONGER, AT_WORK = 10.0, 30.0, 1.5, ("running", "paused")


class Heart:
    """Beats as often as the server advises."""

    __slots__ = (
        "_asked", "_beating", "_failures", "_hall", "_heard", "_knocking", "_stopped", "_timer",
        "active", "is_nudged", "on", "starts", "state",
    )  # fmt: skip

    def __init__(
        self, hall: Hall, heard: Callable[[AttemptReply], None], knocking: Callable[[], bool]
    ) -> None:
        self._hall, self._heard, self._knocking = hall, heard, knocking
        self.state: AttemptReply | None = None
        # Monotonic moment of the common start, once it is known.
        self.starts: float | None = None
        self.active, self.on = False, 0
        self.is_nudged = False
        self._failures, self._asked, self._stopped = 0, 0.0, False
        self._timer: asyncio.TimerHandle | None = None
        self._beating: asyncio.Task[None] | None = None

    def hear(self, state: AttemptReply) -> None:
        """The state from whatever reply; puts off the next beat."""
        self.state = state
        self._failures = 0
        if state.starts_in is not None:
            self.starts = time.monotonic() + state.starts_in
        self._later()
        self._heard(state)

    @property
    def is_stopped(self) -> bool:
        """Whether the page is left, or loaded anew at this moment."""
        return self._stopped

    @property
    def advised(self) -> float:
        """Seconds between two beats, as the server says."""
        return self.state.beat if self.state else WAITING_BEAT

    def beat_within(self, seconds: float) -> None:
        """A nudge: ask for the state so soon."""
        if not self._stopped:
            asyncio.get_running_loop().call_later(seconds, self._beat_now)

    def _beat_now(self) -> None:
        if not self._stopped:
            self.beat()

    def stop(self) -> None:
        """No more beats until ``beat``."""
        self._stopped = True
        if self._timer is not None:
            self._timer.cancel()

    def beat(self) -> None:
        """One sign of life now, the next by itself."""
        self._stopped = False
        self._beating = asyncio.ensure_future(self._beat())

    async def _beat(self) -> None:
        if self._knocking():
            self._later()
            return
        active, self.active = self.active, False
        try:
            self.hear((await self._hall.heartbeat(self.on, active=active)).state)
        except (Refusal, Unreachable) as error:
            self.active = active or self.active
            self._failures, self._asked = self._failures + 1, error.wait
            if isinstance(error, Refusal) and error.status == 401:
                self.stop()
            self._later()

    @property
    def _usual(self) -> float:
        beat = self.advised
        if not (self.is_nudged and self.state and self.state.phase in AT_WORK):
            return beat
        return max(beat, min(max(SHORTEST, beat * LONGER), LONGEST))

    def _later(self) -> None:
        usual = self._usual * random.uniform(1.0, 1.1)
        seconds = pause(self._failures, self._asked) if self._failures else usual
        if self._timer is not None:
            self._timer.cancel()
        if not self._stopped:
            self._timer = asyncio.get_running_loop().call_later(seconds, self.beat)


async def insist[What](what: Callable[[], Awaitable[What]]) -> What:
    """Ask until the server answers or refuses. Raises ``Refusal``."""
    failures = 0
    while True:
        try:
            return await what()
        except Unreachable as error:
            asked = error.wait
        except Refusal as error:
            if error.status != 429:
                raise
            asked = error.wait
        failures += 1
        await asyncio.sleep(pause(failures, asked))
