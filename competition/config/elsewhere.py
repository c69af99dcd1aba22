"""The reply of a process to what it is not for: the proxy sends nothing here but by mistake."""

from __future__ import annotations

from competition.config.health import nothing_here
from competition.pupil_api.app import Receive, Scope, Send


async def elsewhere(scope: Scope, receive: Receive, send: Send) -> None:
    """404 to a request, a refused handshake to a socket."""
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close"})
        return
    await nothing_here(send)
