"""Pushing texts to watchers: one hub per process looks, and writes the same bytes to its sockets.

Why a hub and not a channel-layer member per socket: it is 15 times faster, and a board goes on
moving without Redis. The channel layer carries only the hint "look now".
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress

from channels.layers import InMemoryChannelLayer, get_channel_layer

logger = logging.getLogger(__name__)

Load = Callable[[frozenset[str]], Awaitable[Mapping[str, str]]]
Send = Callable[[str], Awaitable[object]]

HINT = "look.now"
# Longest life of a subscription: one that an emptied Redis forgot is made anew after it.
SUBSCRIPTION_SECONDS = 20.0
# A look rests at least so many times as long as it took: watching never takes the processor from
# the pupils, it comes a little later.
REST = 9.0
# Sockets written to before pupils' requests in the same process get their turn.
SENDS_IN_A_ROW = 200


class Subscription:
    """One socket that watches a topic; holds at most the newest text it has not been sent."""

    def __init__(self, topic: str, send: Send) -> None:
        self.topic = topic
        self.given: str | None = None
        self.dead = False
        self._send = send
        self._waiting: str | None = None
        self._task: asyncio.Task[None] | None = None
        self._since = 0.0

    def give(self, text: str) -> None:
        """Send a text, or keep it as the next one while an earlier is still under way."""
        self.given = self._waiting = text
        if self._task is not None and not self._task.done():
            return
        loop = asyncio.get_running_loop()
        self._since = loop.time()
        # Most sends do not have to wait: started eagerly, they never reach the scheduler.
        self._task = asyncio.Task(self._work_off(), loop=loop, eager_start=True)

    def stuck(self, patience: float) -> bool:
        """Whether one send has lasted longer than ``patience`` seconds."""
        busy = self._task is not None and not self._task.done()
        return busy and asyncio.get_running_loop().time() - self._since > patience

    def stop(self) -> None:
        """Give up on what is under way."""
        if self._task is not None and not self._task.done():
            self._task.cancel()

    async def _work_off(self) -> None:
        while (text := self._waiting) is not None:
            self._waiting = None
            self._since = asyncio.get_running_loop().time()
            try:
                await self._send(text)
            except Exception:  # noqa: BLE001 - a socket may end in any way its server likes
                # The hub drops it at its next look.
                self.dead = True
                return


class Hub:
    """Topics and who watches them in this process.

    ``load(topics)`` returns the present text of each topic it knows; it may fail, the next look
    comes in ``interval`` seconds, and after ``rest`` times what this one took. ``group`` names the
    channel-layer group whose hints are heard.
    The work starts with the first watcher and ends with the last.
    """

    def __init__(
        self,
        load: Load,
        *,
        group: str = "",
        interval: float = 1.0,
        rest: float = REST,
        patience: float = 10.0,
    ) -> None:
        self._load = load
        self._group = group
        self._interval, self._rest = interval, rest
        self._patience = patience
        self._topics: dict[str, set[Subscription]] = {}
        self._texts: dict[str, str] = {}
        self._hint = asyncio.Event()
        self._hinted = False
        self._run: asyncio.Task[None] | None = None
        self._healthy = True

    def text(self, topic: str) -> str | None:
        """What watchers of a topic see now; ``None`` when nobody watches it or none is loaded."""
        return self._texts.get(topic)

    def watching(self, topic: str) -> int:
        """How many sockets of this process watch a topic."""
        return len(self._topics.get(topic, ()))

    @property
    def watchers(self) -> int:
        """How many sockets of this process watch anything."""
        return sum(map(len, self._topics.values()))

    def watch(self, topic: str, send: Send) -> Subscription:
        """Begin to send a topic's texts; the present one goes out at once."""
        self._start()
        watcher = Subscription(topic, send)
        self._topics.setdefault(topic, set()).add(watcher)
        text = self._texts.get(topic)
        if text is None:
            # The next look is for the newcomers alone: at the bell every teacher comes at once.
            self._hint.set()
        else:
            watcher.give(text)
        return watcher

    def leave(self, watcher: Subscription) -> None:
        """End a watch; may be called twice."""
        watcher.stop()
        watchers = self._topics.get(watcher.topic, set())
        watchers.discard(watcher)
        if not watchers:
            self._topics.pop(watcher.topic, None)
            # Nobody refreshes it from here on: the next newcomer must not get it as present.
            self._texts.pop(watcher.topic, None)

    def look_now(self) -> None:
        """Look at once instead of at the end of the interval; may be called in any thread."""
        if self._run is not None and not self._run.done():
            # The loop may be closed already, where one follows another: in tests.
            with suppress(RuntimeError):
                self._run.get_loop().call_soon_threadsafe(self._hear)

    def _hear(self) -> None:
        self._hinted = True
        self._hint.set()

    async def stop(self) -> None:
        """End all watches and the work."""
        for watcher in [one for watchers in self._topics.values() for one in watchers]:
            self.leave(watcher)
        run, self._run = self._run, None
        if run is not None and run.get_loop() is asyncio.get_running_loop():
            run.cancel()
            with suppress(asyncio.CancelledError):
                await run

    def _start(self) -> None:
        loop = asyncio.get_running_loop()
        if self._run is not None and not self._run.done() and self._run.get_loop() is loop:
            return
        self._topics.clear()
        self._texts.clear()
        self._hint = asyncio.Event()
        self._run = loop.create_task(self._work(), name=f"hub {self._group}")

    async def _work(self) -> None:
        listener = asyncio.create_task(listen(self._group, self.look_now)) if self._group else None
        try:
            # The task is made before its first watcher is entered.
            await asyncio.sleep(0)
            due = 0.0
            while self._topics:
                self._hint.clear()
                due = await self._look_at_what_is_due(due)
                await self._pause(due)
        finally:
            if listener is not None:
                listener.cancel()

    async def _look_at_what_is_due(self, due: float) -> float:
        """Everything, if it is time or a hint says so, else what has no text yet.

        Returns when everything is due next.
        """
        began = asyncio.get_running_loop().time()
        if began < due and not self._hinted:
            await self._look(frozenset(self._topics.keys() - self._texts.keys()))
            return due
        self._hinted = False
        await self._look(frozenset(self._topics))
        now = asyncio.get_running_loop().time()
        return now + max(self._interval, (now - began) * self._rest)

    async def _look(self, topics: frozenset[str]) -> None:
        try:
            loaded = await self._load(topics) if topics else {}
        except Exception as error:  # noqa: BLE001 - whatever is away, the next look may find it
            self._note(error)
        else:
            self._note(None)
            for topic in self._topics.keys() & loaded.keys():
                self._texts[topic] = loaded[topic]
        await self._spread()

    def _note(self, error: Exception | None) -> None:
        """Log the beginning of trouble once, not every second."""
        if error is not None and self._healthy:
            logger.warning("hub %s cannot look: %r", self._group, error)
        self._healthy = error is None

    async def _spread(self) -> None:
        sends = 0
        for topic, text in list(self._texts.items()):
            for watcher in list(self._topics.get(topic, ())):
                if watcher.dead or watcher.stuck(self._patience):
                    self.leave(watcher)
                elif watcher.given != text:
                    watcher.give(text)
                    sends += 1
                    if sends % SENDS_IN_A_ROW == 0:
                        await asyncio.sleep(0)

    async def _pause(self, until: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout_at(until):
                await self._hint.wait()


async def send_hint(group: str) -> None:
    """Tell the other processes' hubs of this group to look now. Never raises: it may be lost.

    A layer in memory reaches no other process, and is not made for other threads than its own.
    """
    try:
        layer = get_channel_layer()
        if layer is not None and not isinstance(layer, InMemoryChannelLayer):
            async with asyncio.timeout(2):
                await layer.group_send(group, {"type": HINT})
    except Exception as error:  # noqa: BLE001 - layers raise their own and their client's
        logger.warning("no hint to %s: %r", group, error)


async def listen(group: str, heard: Callable[[], None]) -> None:
    """Call ``heard`` at every hint, for ever; subscribes again when the layer was away."""
    pause = 1.0
    while True:
        try:
            await _listen_a_while(group, heard)
            pause = 1.0
        except Exception as error:  # noqa: BLE001 - layers raise their own and their client's
            logger.info("no hints from %s: %r", group, error)
            await asyncio.sleep(pause)
            pause = min(pause * 2, 10.0)


async def _listen_a_while(group: str, heard: Callable[[], None]) -> None:
    layer = get_channel_layer()
    channel = await layer.new_channel()
    await layer.group_add(group, channel)
    try:
        async with asyncio.timeout(SUBSCRIPTION_SECONDS):
            while True:
                await layer.receive(channel)
                heard()
    except TimeoutError:
        # What was told between this subscription and the next is looked at here.
        heard()
    finally:
        # Fails without Redis, and must not hide that this task is being cancelled.
        with suppress(Exception):
            await layer.group_discard(group, channel)
