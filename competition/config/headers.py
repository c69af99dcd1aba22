"""What every reply says to browsers, whichever part of the application made it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

Send = Callable[[Mapping[str, Any]], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

NOSNIFF = (b"x-content-type-options", b"nosniff")
# No other site may load our replies as its picture or script. What may be shown there says so.
OWN = (b"cross-origin-resource-policy", b"same-origin")
# What no page of ours asks a browser for. Copying, the full screen and passkeys stay our own.
NOT_ASKED_FOR = (
    *("accelerometer", "autoplay", "bluetooth", "browsing-topics", "camera", "display-capture"),
    *("geolocation", "gyroscope", "hid", "idle-detection", "local-fonts", "magnetometer"),
    *("microphone", "midi", "payment", "serial", "usb", "xr-spatial-tracking"),
)
POLICY = (b"permissions-policy", ", ".join(f"{name}=()" for name in NOT_ASKED_FOR).encode())
# Replies to scripts; short, because 12,000 pupils get one every few seconds.
DATA: Headers = [NOSNIFF, OWN]
PAGES: Headers = [NOSNIFF, OWN, POLICY]


def with_headers(send: Send, headers: Headers) -> Send:
    """Send these headers along, unless the reply has its own of the name."""

    async def told(message: Mapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            own = list(message.get("headers", ()))
            there = {bytes(name).lower() for name, _ in own}
            more = [header for header in headers if header[0] not in there]
            message = {**message, "headers": [*own, *more]}
        await send(message)

    return told
