"""The door before own results: who finds the room full is told so at once."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest

from competition.config.turnstile import BUSY, Turnstile
from competition.pupil_api.app import Receive, Scope, Send


async def ask(door: Turnstile) -> list[Mapping[str, Any]]:
    sent: list[Mapping[str, Any]] = []

    async def send(message: Mapping[str, Any]) -> None:
        sent.append(message)

    async def receive() -> Mapping[str, Any]:
        return {"type": "http.disconnect"}

    await door({"type": "http", "path": "/receipts/"}, receive, send)
    return sent


@pytest.mark.asyncio
async def test_a_full_room_refuses_at_once_and_an_empty_one_lets_in_again() -> None:
    goes_on = asyncio.Event()

    async def slow(scope: Scope, receive: Receive, send: Send) -> None:
        await goes_on.wait()
        await send({"type": "http.response.start", "status": 200})

    door = Turnstile(slow, at_once=2)
    inside = [asyncio.create_task(ask(door)) for _ in range(2)]
    await asyncio.sleep(0)
    start, body = await ask(door)
    assert (start["status"], body["body"]) == (503, BUSY)
    assert (b"retry-after", b"5") in start["headers"]
    goes_on.set()
    assert [(await one)[0]["status"] for one in inside] == [200, 200]
    assert (await ask(door))[0]["status"] == 200


@pytest.mark.asyncio
async def test_a_request_that_fails_gives_its_place_back() -> None:
    async def broken(scope: Scope, receive: Receive, send: Send) -> None:
        raise RuntimeError

    door = Turnstile(broken, at_once=1)
    for _ in range(3):
        with pytest.raises(RuntimeError):
            await ask(door)
