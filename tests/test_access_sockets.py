"""Who may watch what: the sockets' part of the access matrix, through the real ASGI application."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence

import pytest
from channels.testing import WebsocketCommunicator
from django.conf import settings

from competition.config.asgi import application
from competition.config.runner import runner
from competition.routing import websocket_urlpatterns as monitor_sockets
from competition.sittings.consumers import monitors
from leaderboard.boards.hub import hub
from leaderboard.routing import websocket_urlpatterns as board_sockets
from tests.everyone import VISITORS, World, make_world

pytestmark = pytest.mark.django_db(transaction=True)

# Who gets an answer, by the object; everybody else is refused, whether there is one or not.
SITTING: dict[str, Sequence[str]] = {
    "own": ["teacher", "unapproved", "organizer", "coordinator", "superuser"],
    "abroad": ["organizer_abroad", "coordinator", "superuser"],
    "missing": [],
}
LET_IN: dict[str, dict[str, Sequence[str]]] = {
    "ws/check/": {"own": VISITORS},
    "ws/sittings/<int:sitting_id>/": SITTING,
    "ws/sittings/<int:sitting_id>/wall/": SITTING,
    "ws/boards/<int:board_id>/": {"own": VISITORS, "abroad": VISITORS, "hidden": [], "missing": []},
}


@pytest.fixture(autouse=True)
async def _hubs(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[None]:
    """No periodic work; the hubs end with the test."""
    monkeypatch.setattr(runner, "start", lambda: None)
    yield
    await hub.stop()
    await monitors.stop()


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def headers(world: World, visitor: str, origin: str) -> list[tuple[bytes, bytes]]:
    """What a browser sends: where the page came from and, of who has logged in, the session."""
    named = [(b"host", b"localhost"), (b"origin", origin.encode())]
    key = world.sessions.get(visitor)
    cookie = f"{settings.SESSION_COOKIE_NAME}={key}"
    return [*named, (b"cookie", cookie.encode())] if key else named


async def is_let_in(
    world: World, visitor: str, address: str, place: str, origin: str = "http://localhost"
) -> bool:
    """Whether the socket opens."""
    path = f"/{address}"
    if ":" in address:
        name = address[address.index(":") + 1 : address.index(">")]
        path = path.replace(f"<int:{name}>", str(world.places[place][name]))
    socket = WebsocketCommunicator(application, path, headers=headers(world, visitor, origin))
    connected, _ = await socket.connect(timeout=60)
    await socket.disconnect()
    return bool(connected)


def cells() -> Iterator[tuple[str, str, str]]:
    for address, places in LET_IN.items():
        for place in places:
            for visitor in VISITORS:
                yield address, place, visitor


@pytest.mark.parametrize("path", ["/ws/", "/ws/boards/x/", "/", "/ws/sittings/1/more/"])
async def test_an_address_without_a_socket_is_turned_away(path: str, world: World) -> None:
    origin = headers(world, "nobody", "http://localhost")
    socket = WebsocketCommunicator(application, path, headers=origin)
    assert (await socket.connect(timeout=60))[0] is False


def test_every_socket_has_a_row() -> None:
    sockets = [*monitor_sockets, *board_sockets]
    assert {str(one.pattern) for one in sockets} == set(LET_IN)


async def test_sockets_open_to_those_who_may_see_the_page(world: World) -> None:
    got = {
        (address, place, visitor): await is_let_in(world, visitor, address, place)
        for address, place, visitor in cells()
    }
    assert got == {cell: cell[2] in LET_IN[cell[0]][cell[1]] for cell in got}


async def test_no_other_site_may_watch(world: World) -> None:
    elsewhere = "https://evil.example"
    for address in LET_IN:
        assert not await is_let_in(world, "teacher", address, "own", origin=elsewhere)
