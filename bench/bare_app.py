"""An application that believes everything and stores nothing: what the server alone takes.

The third yardstick of ``ceiling``. The product cannot be faster in the same server.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from competition.pupil_api.app import Receive, Scope, Send

HEADERS = [(b"content-type", b"application/json"), (b"cache-control", b"no-store")]


class Answers(msgspec.Struct):
    """What a pupil sends; the first number of an event is its own."""

    events: list[tuple[int, int, int, int]]


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Say of each answer that it is stored."""
    if scope["type"] != "http":
        return
    raw = (await receive()).get("body") or b'{"events":[]}'
    events = msgspec.json.decode(raw, type=Answers).events
    body = msgspec.json.encode({"acked": [event[0] for event in events]})
    length = (b"content-length", str(len(body)).encode())
    await send({"type": "http.response.start", "status": 200, "headers": [*HEADERS, length]})
    await send({"type": "http.response.body", "body": body})
