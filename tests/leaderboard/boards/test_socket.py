"""The boards' socket through the real ASGI application, and its hub's reading."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

import pytest
from asgiref.sync import sync_to_async
from channels.layers import get_channel_layer
from channels.testing import WebsocketCommunicator
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from base import clock
from competition import metrics
from competition.broadcast import send_hint
from competition.config.asgi import application
from competition.config.runner import runner
from competition.models import Attempt, Division, Edition
from leaderboard.boards.actions import publish_boards
from leaderboard.boards.hub import BoardLoader, hub
from leaderboard.models import Board
from leaderboard.rules import snapshots
from schools.models import Card
from tests.leaderboard.freezing import freeze, unfreeze
from tests.services import RedisServer

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
async def _hub(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[None]:
    """Only this test publishes; the hub ends with it."""
    monkeypatch.setattr(runner, "start", lambda: None)
    yield
    await hub.stop()
    await get_channel_layer().flush()


@pytest.fixture
def board(division: Division, company: None) -> Board:
    publish_boards(at=clock.now())
    return Board.objects.get()


@pytest.fixture
def redis_layer(private_redis: RedisServer, settings: Settings) -> RedisServer:
    settings.CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            "CONFIG": {"hosts": [private_redis.url]},
        }
    }
    return private_redis


def browser(board_id: int) -> WebsocketCommunicator:
    headers = [(b"host", b"localhost"), (b"origin", b"http://localhost")]
    return WebsocketCommunicator(application, f"/ws/boards/{board_id}/", headers=headers)


async def opened(board_id: int) -> WebsocketCommunicator:
    socket = browser(board_id)
    connected, _ = await socket.connect(timeout=60)
    assert connected
    return socket


async def receive(socket: WebsocketCommunicator) -> str:
    text: str = await socket.receive_from(timeout=60)
    return text


async def test_a_newcomer_gets_the_snapshot(board: Board) -> None:
    socket = await opened(board.pk)
    assert await receive(socket) == board.body
    await socket.disconnect()


async def test_a_second_newcomer_costs_no_query(board: Board) -> None:
    first = await opened(board.pk)
    await receive(first)
    second = await opened(board.pk)
    assert await receive(second) == board.body
    for socket in (first, second):
        await socket.disconnect()
    assert hub.watching(snapshots.topic(board.pk)) == 0


async def test_a_finish_reaches_the_watchers_of_its_board(
    board: Board, finished_attempt: Callable[..., Attempt], card: Card
) -> None:
    socket = await opened(board.pk)
    await receive(socket)
    await sync_to_async(finished_attempt)(card=card, choices="12301")
    await sync_to_async(publish_boards)(at=clock.now())
    assert await receive(socket) == (await Board.objects.aget()).body
    assert await socket.receive_nothing(timeout=1.5)
    await socket.disconnect()


async def test_a_browser_that_speaks_is_cut_off(board: Board) -> None:
    socket = await opened(board.pk)
    await receive(socket)
    await socket.send_to(text_data="give me the schools")
    assert await socket.receive_output(timeout=60) == {"type": "websocket.close", "code": 4008}
    await socket.wait()


async def test_an_unknown_board_is_refused(board: Board) -> None:
    connected, _ = await browser(board.pk + 1).connect(timeout=60)
    assert connected is False


async def test_a_board_of_a_draft_is_refused(board: Board) -> None:
    await Edition.objects.aupdate(state="draft")
    connected, _ = await browser(board.pk).connect(timeout=60)
    assert connected is False


async def test_another_process_hint_is_heard(
    board: Board, redis_layer: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hub, "_interval", 3600)
    socket = await opened(board.pk)
    await receive(socket)
    await Board.objects.aupdate(version=7, body="told by another process")
    # Who listens may not do so yet: a hint can be lost.
    for _ in range(60):
        await send_hint(snapshots.GROUP)
        if not await socket.receive_nothing(timeout=1):
            break
    assert await receive(socket) == "told by another process"
    await socket.disconnect()


async def test_boards_go_on_without_redis(board: Board, redis_layer: RedisServer) -> None:
    redis_layer.stop()
    socket = await opened(board.pk)
    assert await receive(socket) == board.body
    await sync_to_async(freeze)(board, at=clock.now())
    assert await receive(socket) == (await Board.objects.aget()).body
    await socket.disconnect()


def test_the_loader_reads_only_texts_that_changed_and_measures_how_late_they_are(
    board: Board,
) -> None:
    loader, topics = BoardLoader(), frozenset({snapshots.topic(board.pk)})
    before = pushed()
    assert loader._read(topics) == {snapshots.topic(board.pk): board.body}
    assert queries_of(loader, topics) == 1
    assert pushed() == before, "the first look of a process is no news"
    freeze(board, at=clock.now())
    unfreeze(board, at=clock.now())
    assert queries_of(loader, topics) == 2
    assert loader._read(topics) == {snapshots.topic(board.pk): Board.objects.get().body}
    assert pushed() == before + 1


def pushed() -> float:
    return metrics.REGISTRY.get_sample_value("quiz_board_push_seconds_count") or 0.0


def queries_of(loader: BoardLoader, topics: frozenset[str]) -> int:
    with CaptureQueriesContext(connection) as captured:
        loader._read(topics)
    return len(captured)
