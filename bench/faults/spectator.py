"""One browser at a board, as ``static/js/boards/snapshot_feed.js``; it knows the board's total."""

from __future__ import annotations

import json
import random
import ssl
import threading
import time
from contextlib import suppress
from typing import Self

import httpx
from websockets.exceptions import WebSocketException
from websockets.sync.client import connect
from websockets.typing import Origin

FAILURES_BEFORE_POLLING = 3
POLL_SECONDS = 5.0
SOCKET_AGAIN_SECONDS = 60.0


def jittered(seconds: float) -> float:
    """As the browser spreads its tries."""
    return seconds * (1 + random.random() / 2)


class Spectator(threading.Thread):
    """Watches ``board`` at ``url`` (of the proxy) from the with block's beginning to its end."""

    def __init__(self, url: str, board: int) -> None:
        super().__init__(name="spectator", daemon=True)
        self.total = 0
        self._socket = f"{url.replace('http', 'ws', 1)}/ws/boards/{board}/"
        self._snapshot = f"{url}/boards/{board}/snapshot"
        self._origin = Origin(url)
        self._tls = trusting() if url.startswith("https") else None
        self._failures = 0
        self._over = threading.Event()

    def sees(self, total: int, *, within: float) -> bool:
        """Wait until the board tells of so many pupils; false if it does not within the time."""
        until = time.monotonic() + within
        while self.total < total and time.monotonic() < until:
            time.sleep(0.02)
        return self.total >= total

    def run(self) -> None:
        """Socket after socket; after some failures ask for the snapshot instead."""
        while not self._over.is_set():
            with suppress(OSError, WebSocketException):
                self._watch()
            self._failures += 1
            if self._failures < FAILURES_BEFORE_POLLING:
                self._over.wait(jittered(2.0 ** (self._failures - 1)))
            else:
                self._poll(time.monotonic() + jittered(SOCKET_AGAIN_SECONDS))

    def _watch(self) -> None:
        with connect(self._socket, ssl=self._tls, origin=self._origin, open_timeout=10) as socket:
            self._failures = 0
            while not self._over.is_set():
                with suppress(TimeoutError):
                    self._take(json.loads(socket.recv(timeout=0.5)))

    def _poll(self, until: float) -> None:
        with httpx.Client(verify=self._tls or True, timeout=10) as client:
            while not self._over.is_set() and time.monotonic() < until:
                with suppress(httpx.HTTPError, ValueError):
                    self._take(client.get(self._snapshot).raise_for_status().json())
                self._over.wait(jittered(POLL_SECONDS))

    def _take(self, snapshot: dict[str, object]) -> None:
        total = snapshot["total"]
        if isinstance(total, int):
            self.total = max(self.total, total)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._over.set()
        self.join(5)


def trusting() -> ssl.SSLContext:
    """TLS that takes the certificate made for the day."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context
