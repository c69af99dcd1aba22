"""What leaves a process in one turn of its loop: one write for a reply, none for who is gone."""

from __future__ import annotations

import asyncio
from typing import Any, cast

import pytest
from uvicorn.config import Config
from uvicorn.server import ServerState

from competition.config.corked import CorkedProtocol, CorkedTransport


class Noted:
    """A transport that notes what is written; as plain as it can be."""

    def __init__(self) -> None:
        self.written: list[bytes] = []
        self.closed = False

    def write(self, data: bytes) -> None:
        self.written.append(data)

    def close(self) -> None:
        self.closed = True

    def is_closing(self) -> bool:
        return self.closed

    def get_extra_info(self, name: str) -> str:
        return f"the plain one's {name}"


class Nowhere(Noted):
    """One that comes from no address."""

    def get_extra_info(self, name: str) -> Any:  # noqa: ANN401 - of a transport
        return None


@pytest.fixture
def plain() -> Noted:
    return Noted()


async def corked(plain: Noted) -> CorkedTransport:
    return CorkedTransport(cast("asyncio.Transport", plain), asyncio.get_running_loop())


async def test_head_and_body_of_a_reply_leave_together(plain: Noted) -> None:
    transport = await corked(plain)
    transport.write(b"head ")
    transport.write(b"body")
    assert plain.written == []
    await asyncio.sleep(0)
    assert plain.written == [b"head body"]
    transport.write(b"next")
    await asyncio.sleep(0)
    assert plain.written == [b"head body", b"next"]


async def test_a_connection_that_is_closed_has_said_all_before(plain: Noted) -> None:
    transport = await corked(plain)
    transport.write(b"all")
    transport.close()
    assert (plain.written, transport.is_closing()) == ([b"all"], True)
    await asyncio.sleep(0)
    assert plain.written == [b"all"]


async def endless(_scope: object, _receive: object, send: Any) -> None:  # noqa: ANN401 - of ASGI
    """A reply that begins and does not end."""
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await asyncio.Event().wait()


@pytest.mark.parametrize(("path", "is_closed"), [("/nudges/1:name", True), ("/hall/finish", False)])
async def test_a_server_that_leaves_waits_for_replies_but_not_for_those_without_an_end(
    path: str, *, is_closed: bool
) -> None:
    plain = Nowhere()
    protocol = CorkedProtocol(Config(endless, lifespan="off", log_config=None), ServerState(), {})
    protocol.connection_made(cast("asyncio.Transport", plain))
    protocol.data_received(f"GET {path} HTTP/1.1\r\nHost: quiz\r\n\r\n".encode())
    await asyncio.sleep(0)
    protocol.shutdown()
    assert plain.closed is is_closed
    for task in protocol.tasks:
        task.cancel()
