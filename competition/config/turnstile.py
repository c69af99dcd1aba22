"""A door into Django that lets in so many at once and asks the others to come again.

When thousands finish in one minute, all browsers ask for their own results. Django gives each
request a thread and a database connection; without a door they take all of them from each other and
from those who teach.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from competition.pupil_api.app import Receive, Scope, Send

# Fewer than the process has connections, so that pages of staff find some.
AT_ONCE = 8
BUSY = b'{"error": "busy"}'
HEADERS = [
    (b"content-type", b"application/json"),
    (b"content-length", str(len(BUSY)).encode()),
    (b"cache-control", b"no-store"),
    (b"retry-after", b"5"),
]


class Turnstile:
    """An ASGI application around another; counts on one loop, so it needs no lock."""

    def __init__(
        self, app: Callable[[Any, Receive, Send], Awaitable[None]], at_once: int = AT_ONCE
    ) -> None:
        self._app = app
        self._free = at_once

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One HTTP request; 503 when the room is full."""
        if self._free < 1:
            await send({"type": "http.response.start", "status": 503, "headers": HEADERS})
            await send({"type": "http.response.body", "body": BUSY})
            return
        self._free -= 1
        try:
            await self._app(dict(scope), receive, send)
        finally:
            self._free += 1
