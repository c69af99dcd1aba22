"""Requests whose browser has gone, or whose server ends: nobody works on for them.

A view runs in a thread, which nothing stops from outside. What takes long in it asks
(``base.intake.door.is_awaited``) whether anybody still waits.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from base.intake.door import is_awaited
from competition.pupil_api.app import Receive, Scope, Send

type App = Callable[[Any, Receive, Send], Awaitable[None]]


def noticing(app: App) -> App:
    """The ASGI application, its threads told when a request is not waited for any more."""

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        left = False

        async def watched() -> Any:  # noqa: ANN401 - a message of ASGI
            nonlocal left
            message = await receive()
            left = left or message["type"] == "http.disconnect"
            return message

        is_awaited.set(lambda: not left)
        work = asyncio.ensure_future(app(scope, watched, send))
        try:
            # The application itself learns of its end only when its thread has come to one.
            await asyncio.shield(work)
        except asyncio.CancelledError:
            left = True
            work.cancel()
            await asyncio.wait([work])
            raise

    return serve
