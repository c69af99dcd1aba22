"""Nudges: replies that stay open and say "look now" when something has happened in a class.

``GET /nudges/<token>`` is a stream of server-sent events; the data of each are the milliseconds
within which the page asks for its state, as it does with every beat. Nothing depends on them: a
page that is not told hears of the act a beat later (docs/hall.md). An ASGI application of one
process, beside Django's: a look at the database four times a second for all classes that listen,
and for each page no more than an open connection.
"""

from __future__ import annotations

import asyncio
import resource
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from competition.broadcast import Hub
from competition.nudges import tokens
from competition.nudges.queries import CLOSED, last_acts
from competition.own_thread import in_own_thread

Scope = Mapping[str, Any]
Receive = Callable[[], Awaitable[Mapping[str, Any]]]
Send = Callable[[Mapping[str, Any]], Awaitable[None]]

# Seconds between two looks. Each is one statement: where it takes long that is the machine, and the
# next need not wait for it.
EVERY, REST = 0.25, 1.0
# A class asks within so many seconds; where more have to ask, so many a second.
SOONEST, A_SECOND = 0.1, 400.0
# Pages that listen to this process, and to one class of it: who is turned away goes on by beats. A
# proxy has 28,000 ports towards a process, and boards and monitors need some of them, too.
MOST, MOST_OF_A_CLASS = 20_000, 300
# Nobody listens longer at once: a computer that was switched off has not said so.
LONGEST = 3600.0

STREAM = [
    (b"content-type", b"text/event-stream"),
    (b"cache-control", b"no-store"),
    # nginx: pass it on as it comes
    (b"x-accel-buffering", b"no"),
]
# The first words: they have come through whatever stands between.
HELLO = b"event: hello\ndata:\n\n"
PLAIN = [(b"content-type", b"application/json"), (b"cache-control", b"no-store")]


class NudgeApi:
    """The streams of one process."""

    def __init__(
        self,
        *,
        every: float = EVERY,
        most: int | None = None,
        of_a_class: int = MOST_OF_A_CLASS,
        longest: float = LONGEST,
    ) -> None:
        self._hub = Hub(self._load, interval=every, rest=REST)
        self._most = most_listeners() if most is None else most
        self._of_a_class, self._longest = of_a_class, longest
        self._within = SOONEST

    @property
    def listeners(self) -> int:
        """How many pages listen."""
        return self._hub.watchers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One HTTP request."""
        sitting = tokens.read(scope["path"].removeprefix(tokens.PREFIX))
        if scope["method"] != "GET":
            await _refuse(send, 405, b'{"error":"wrong_method"}')
        elif sitting is None:
            await _refuse(send, 404, b'{"error":"no_such_request"}')
        elif self._is_full(str(sitting)):
            await _refuse(send, 503, b'{"error":"busy"}')
        else:
            await self._tell(str(sitting), receive, send)

    def _is_full(self, topic: str) -> bool:
        return self.listeners >= self._most or self._hub.watching(topic) >= self._of_a_class

    async def _tell(self, topic: str, receive: Receive, send: Send) -> None:
        """Nudge until the page leaves, the class is closed or it has listened long enough."""
        await send({"type": "http.response.start", "status": 200, "headers": STREAM})
        # The act that was the last when the page came is in the state that it has been told.
        began = False

        async def nudge(last_act: str) -> None:
            nonlocal began
            data = b"data: %d\n\n" % (self._within * 1000) if began else HELLO
            began = True
            await send({"type": "http.response.body", "body": data, "more_body": True})
            if last_act == CLOSED:
                life.reschedule(asyncio.get_running_loop().time())

        try:
            async with asyncio.timeout(self._longest) as life:
                watcher = self._hub.watch(topic, nudge)
                try:
                    while (await receive())["type"] != "http.disconnect":
                        pass
                finally:
                    self._hub.leave(watcher)
        except TimeoutError:
            await send({"type": "http.response.body", "body": b""})

    async def _load(self, topics: frozenset[str]) -> Mapping[str, str]:
        """The last act of each class, and how far what has changed is to be spread."""
        told = await in_own_thread(_look, topics)
        moved = [topic for topic, act in told.items() if self._hub.text(topic) not in (None, act)]
        self._within = max(SOONEST, sum(map(self._hub.watching, moved)) / A_SECOND)
        return told

    async def close(self) -> None:
        """Nobody is nudged any more."""
        await self._hub.stop()


def most_listeners() -> int:
    """As many as leave a quarter of the files that this process may open to all else."""
    allowed = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return MOST if allowed == resource.RLIM_INFINITY else min(MOST, allowed - allowed // 4)


def _look(topics: frozenset[str]) -> dict[str, str]:
    return {str(sitting): act for sitting, act in last_acts(map(int, topics)).items()}


async def _refuse(send: Send, status: int, body: bytes) -> None:
    headers = [*PLAIN, (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
