"""The reply of a process to what it is not for: the proxy sends nothing here but by mistake."""

from __future__ import annotations

from competition.pupil_api.app import Receive, Scope, Send

BODY = b'{"error": "no_such_request"}'
HEADERS = [(b"content-type", b"application/json"), (b"content-length", str(len(BODY)).encode())]


async def elsewhere(scope: Scope, receive: Receive, send: Send) -> None:
    """404 to a request, a refused handshake to a socket."""
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close"})
        return
    await send({"type": "http.response.start", "status": 404, "headers": HEADERS})
    await send({"type": "http.response.body", "body": BODY})
