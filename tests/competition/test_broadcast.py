"""The hub: who gets which text, when, and what trouble does to the others."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping

import pytest

from competition.broadcast import Hub, Subscription
from tests.waiting import until_true

INTERVAL = 0.02


class Desk:
    """What the hub reads: texts somebody writes, and failures somebody orders."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        self.broken = False
        self.asked: list[frozenset[str]] = []

    async def load(self, topics: frozenset[str]) -> Mapping[str, str]:
        self.asked.append(topics)
        if self.broken:
            message = "the database is away"
            raise ConnectionError(message)
        return {topic: text for topic, text in self.texts.items() if topic in topics}


class Socket:
    """Keeps what it is sent; can be slow or dead."""

    def __init__(self, hub: Hub, topic: str) -> None:
        self.got: list[str] = []
        self.free = asyncio.Event()
        self.free.set()
        self.dead = False
        self.watcher: Subscription = hub.watch(topic, self.send)

    async def send(self, text: str) -> None:
        if self.dead:
            raise BrokenPipeError
        await self.free.wait()
        self.got.append(text)


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
async def hub(desk: Desk) -> AsyncIterator[Hub]:
    made = Hub(desk.load, interval=INTERVAL, patience=0.5)
    yield made
    await made.stop()


async def until_all_got(sockets: list[Socket]) -> None:
    """Until each has got something; on a machine with other work that takes a while."""
    assert await until_true(lambda: all(socket.got for socket in sockets))


async def looks(desk: Desk, count: int = 1) -> None:
    """Until the hub has looked so often more. What a look has found is sent before it rests; how
    long it rests follows from how long it took, and on a busy machine that is long."""
    end = len(desk.asked) + count
    assert await until_true(lambda: len(desk.asked) >= end)


async def some_time() -> None:
    """In which the hub would look, if it did what it must not."""
    await asyncio.sleep(INTERVAL * 6)


async def test_newcomers_are_looked_up_alone(desk: Desk) -> None:
    desk.texts = {str(topic): "text" for topic in range(40)}
    hub = Hub(desk.load, interval=3600)
    sockets = [Socket(hub, "0")]
    await until_all_got(sockets)
    for topic in range(1, 40):
        sockets.append(Socket(hub, str(topic)))
        await asyncio.sleep(0)
    await until_all_got(sockets)
    await asyncio.sleep(0.05)
    assert [socket.got for socket in sockets] == [["text"]] * 40
    assert sum(map(len, desk.asked)) == 40, "nobody's text is read again for a newcomer"
    await hub.stop()


async def test_a_slow_look_rests_nine_times_as_long(desk: Desk) -> None:
    now, begun, ended = asyncio.get_running_loop().time, list[float](), list[float]()

    async def slowly(topics: frozenset[str]) -> Mapping[str, str]:
        begun.append(now())
        await asyncio.sleep(0.02)
        ended.append(now())
        return await desk.load(topics)

    hub = Hub(slowly, interval=0.001)
    Socket(hub, "1")
    await looks(desk, 3)
    await hub.stop()
    seen = list(zip(begun, ended, begun[1:], strict=False))
    assert len(seen) >= 2
    assert all(after - end >= 8.9 * (end - start) for start, end, after in seen), seen


async def test_a_newcomer_gets_the_present_text(desk: Desk, hub: Hub) -> None:
    desk.texts = {"1": "first"}
    early = Socket(hub, "1")
    await looks(desk)
    late = Socket(hub, "1")
    assert late.got == ["first"], "sent at once, without a look"
    assert early.got == ["first"]


async def test_a_changed_text_is_sent_once(desk: Desk, hub: Hub) -> None:
    desk.texts = {"1": "first"}
    socket = Socket(hub, "1")
    await looks(desk)
    desk.texts = {"1": "second"}
    await looks(desk, 3)
    assert socket.got == ["first", "second"]


async def test_watchers_of_another_topic_get_nothing(desk: Desk, hub: Hub) -> None:
    desk.texts = {"1": "one", "2": "two"}
    first, second = Socket(hub, "1"), Socket(hub, "2")
    await looks(desk)
    desk.texts["1"] = "one more"
    await looks(desk, 2)
    assert (first.got, second.got) == (["one", "one more"], ["two"])


async def test_nothing_is_read_while_nobody_watches(desk: Desk, hub: Hub) -> None:
    socket = Socket(hub, "1")
    await looks(desk)
    hub.leave(socket.watcher)
    asked = len(desk.asked)
    await some_time()
    assert (len(desk.asked), set(desk.asked)) == (asked, {frozenset({"1"})})


async def test_who_comes_back_after_all_left_gets_no_stale_text(desk: Desk, hub: Hub) -> None:
    desk.texts = {"1": "old"}
    socket = Socket(hub, "1")
    await looks(desk)
    hub.leave(socket.watcher)
    await some_time()
    desk.texts = {"1": "new"}
    socket = Socket(hub, "1")
    await looks(desk)
    assert socket.got == ["new"]


async def test_a_look_that_fails_is_followed_by_one_that_works(
    desk: Desk, hub: Hub, caplog: pytest.LogCaptureFixture
) -> None:
    desk.texts = {"1": "first"}
    socket = Socket(hub, "1")
    await looks(desk)
    desk.broken, desk.texts = True, {"1": "second"}
    await looks(desk, 3)
    assert socket.got == ["first"]
    desk.broken = False
    await looks(desk)
    assert socket.got == ["first", "second"]
    assert caplog.text.count("cannot look") == 1


async def test_a_hint_is_looked_at_before_the_interval_is_over(desk: Desk) -> None:
    hub = Hub(desk.load, interval=3600)
    desk.texts = {"1": "first"}
    socket = Socket(hub, "1")
    await looks(desk)
    desk.texts = {"1": "second"}
    await asyncio.to_thread(hub.look_now)
    assert await until_true(lambda: socket.got == ["first", "second"])
    await hub.stop()


async def test_a_slow_socket_holds_nobody_up_and_skips_to_the_newest(desk: Desk) -> None:
    hub = Hub(desk.load, interval=INTERVAL, patience=600)
    desk.texts = {"1": "a"}
    slow, quick = Socket(hub, "1"), Socket(hub, "1")
    slow.free.clear()
    await looks(desk)
    for text in "bcd":
        desk.texts = {"1": text}
        await looks(desk)
    assert quick.got == ["a", "b", "c", "d"]
    slow.free.set()
    assert await until_true(lambda: slow.got[-1:] == ["d"])
    assert len(slow.got) <= 2, "one was under way, one waited"
    await hub.stop()


async def test_a_socket_that_is_stuck_is_dropped(desk: Desk, hub: Hub) -> None:
    desk.texts = {"1": "a"}
    slow = Socket(hub, "1")
    slow.free.clear()
    quick = Socket(hub, "1")
    assert await until_true(lambda: hub.watching("1") == 1)
    assert (hub.watching("1"), slow.got, quick.got) == (1, [], ["a"])


async def test_a_dead_socket_is_dropped_and_the_others_go_on(desk: Desk, hub: Hub) -> None:
    desk.texts = {"1": "a"}
    dead, alive = Socket(hub, "1"), Socket(hub, "1")
    await looks(desk)
    dead.dead = True
    desk.texts = {"1": "b"}
    await looks(desk, 2)
    assert (alive.got, hub.watching("1")) == (["a", "b"], 1)


async def test_leaving_twice_is_harmless(hub: Hub) -> None:
    socket = Socket(hub, "1")
    hub.leave(socket.watcher)
    hub.leave(socket.watcher)
    assert hub.watching("1") == 0


async def test_thousands_get_the_same_text(desk: Desk, hub: Hub) -> None:
    sockets = [Socket(hub, "1") for _ in range(3000)]
    desk.texts = {"1": "one"}
    await until_all_got(sockets)
    await looks(desk)
    assert {tuple(socket.got) for socket in sockets} == {("one",)}
