"""The check of a PC: the page, the time of the server, and a word over a socket."""

from __future__ import annotations

from channels.testing import WebsocketCommunicator
from django.test import Client

from competition.config.sockets import sockets


def test_a_pc_is_checked_and_nothing_is_stored(client: Client) -> None:
    page = client.get("/en/check/").text
    assert page.count("data-line=") == 8
    assert client.get("/checks/now.json").json()["now"] > 0
    assert not client.cookies


async def test_the_socket_says_a_word_back_and_ends() -> None:
    socket = WebsocketCommunicator(
        sockets,
        "/ws/check/",
        headers=[(b"host", b"localhost"), (b"origin", b"http://localhost")],
    )
    assert (await socket.connect())[0]
    await socket.send_to(text_data="hello")
    assert await socket.receive_from() == "hello"
    assert (await socket.receive_output())["type"] == "websocket.close"
