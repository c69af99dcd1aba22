"""One pupil's browser as the network sees it: what it sends, and when it gives up."""

from __future__ import annotations

import asyncio
import ssl
import time
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from bench.line import HungUp, Line, Reply
from bench.notes import Notes

# As static/js/pupil/api.js.
TIMEOUT = 10.0
# What Chrome adds to each request; a server has to read it.
HEADERS = (
    'sec-ch-ua: "Chromium";v="140", "Not=A?Brand";v="24", "Google Chrome";v="140"\r\n'
    "sec-ch-ua-mobile: ?0\r\n"
    'sec-ch-ua-platform: "Windows"\r\n'
    "User-Agent: Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/140.0.0.0 Safari/537.36\r\n"
    "Accept: */*\r\n"
    "Accept-Language: bs-BA,bs;q=0.9,en;q=0.8\r\n"
    "Accept-Encoding: gzip, deflate, br\r\n"
    "Sec-Fetch-Site: same-origin\r\n"
    "Sec-Fetch-Mode: cors\r\n"
    "Sec-Fetch-Dest: empty\r\n"
)


@dataclass(slots=True)
class Site:
    """Where browsers go. ``tls`` is one context for all; the certificate is not looked at."""

    host: str
    port: int
    tls: ssl.SSLContext | None
    headers: bytes

    @classmethod
    def at(cls, url: str) -> Site:
        """The site of an address such as ``https://127.0.0.1:8443``."""
        parts = urlsplit(url)
        tls = trusting("http/1.1") if parts.scheme == "https" else None
        headers = f"Host: {parts.netloc}\r\nOrigin: {url}\r\n{HEADERS}".encode()
        return cls(parts.hostname or "", parts.port or (443 if tls else 80), tls, headers)

    async def connect(self) -> Line:
        """A new connection. Raises ``OSError``."""
        loop = asyncio.get_running_loop()
        _, line = await loop.create_connection(
            Line,
            self.host,
            self.port,
            ssl=self.tls,
            ssl_handshake_timeout=TIMEOUT if self.tls else None,
        )
        return line


def trusting(protocol: str) -> ssl.SSLContext:
    """What connections share that speak this protocol of HTTP."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.set_alpn_protocols([protocol])
    return context


class Unreachable(Exception):
    """No usable reply; ``wait``: seconds the server asked for, or 0."""

    def __init__(self, wait: float = 0.0) -> None:
        super().__init__("unreachable")
        self.wait = wait


async def _all(line: Line, requests: Sequence[bytes]) -> list[Reply]:
    """The replies to all of them. Raises ``ConnectionError``."""
    asked = line.ask_all(requests)
    # The commonest by far waits for nothing beside its reply.
    return [await asked[0]] if len(asked) == 1 else await asyncio.gather(*asked)


def _look_at(connecting: asyncio.Task[Line]) -> None:
    """Whoever wanted the connection may have given up: then nobody asks why there is none."""
    if not connecting.cancelled():
        connecting.exception()


class Browser:
    """Keeps one connection and makes a new one when it has to."""

    __slots__ = ("_connecting", "_line", "_notes", "_site")

    def __init__(self, site: Site, notes: Notes) -> None:
        self._site, self._notes = site, notes
        self._line: Line | None = None
        self._connecting: asyncio.Task[Line] | None = None

    async def get(self, path: str) -> Reply:
        """Fetch a file. Raises ``Unreachable``."""
        return (await self.get_all([path]))[0]

    async def get_all(self, paths: Sequence[str]) -> list[Reply]:
        """Fetch files together, as HTTP/2 asks for them. Raises ``Unreachable``."""
        rest = b" HTTP/1.1\r\n%b\r\n" % self._site.headers
        return await self._ask([b"GET %b%b" % (path.encode(), rest) for path in paths])

    async def post(self, path: str, body: bytes, more: bytes = b"") -> Reply:
        """Send JSON, with ``more`` header lines. Raises ``Unreachable``."""
        kind = b"Content-Type: application/json\r\nContent-Length: %d\r\n" % len(body)
        request = b"POST %b HTTP/1.1\r\n%b%b%b\r\n%b" % (
            path.encode(), self._site.headers, more, kind, body,
        )  # fmt: skip
        return (await self._ask([request]))[0]

    async def _ask(self, requests: Sequence[bytes]) -> list[Reply]:
        """All replies within ``TIMEOUT``. Raises ``Unreachable``.

        As browsers do, what went out on a kept connection just when it was closed is sent again on
        a new one.
        """
        try:
            async with asyncio.timeout(TIMEOUT):
                line = await self._open()
                kept = line.answered
                try:
                    return await _all(line, requests)
                except ConnectionError:
                    if not kept or line.answered != kept:
                        raise
                    self._notes.counts["sent again on a new connection"] += 1
                    return await _all(await self._open(), requests)
        except TimeoutError:
            self._notes.counts["requests timed out"] += 1
            self.hang_up()
        except HungUp:
            self._notes.counts["requests of a page that was left"] += 1
        except OSError:
            self._notes.counts["connections broken or refused"] += 1
        raise Unreachable

    async def _open(self) -> Line:
        """The connection; those who want it at once wait for the same one."""
        if self._line is not None and self._line.is_open:
            return self._line
        if self._connecting is None or self._connecting.done():
            self._connecting = asyncio.ensure_future(self._connect())
            self._connecting.add_done_callback(_look_at)
        return await asyncio.shield(self._connecting)

    async def _connect(self) -> Line:
        since = time.monotonic()
        self._line = await self._site.connect()
        self._notes.took("connect", since, time.monotonic())
        return self._line

    def hang_up(self) -> None:
        """Close the connection: the page is reloaded or left, or nobody answers on it."""
        if self._line is not None:
            self._line.close()
            self._line = None
