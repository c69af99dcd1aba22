"""The product behind its proxy, as browsers reach it: with TLS and a certificate of its own."""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import httpx

from tests.machine import Browser
from tests.waiting import PATIENCE


class Pupils:
    """Makes browsers that believe a certificate, and closes them."""

    def __init__(self) -> None:
        self._browsers: list[Browser] = []

    def come_in(self, url: str, code: str, number: int, certificate: Path) -> Browser:
        """A browser of this card, which is in."""
        browser = Browser(url, code, number)
        browser.client.close()
        trusted = ssl.create_default_context(cafile=certificate)
        browser.client = httpx.Client(base_url=url, verify=trusted, timeout=60)
        self._browsers.append(browser)
        browser.come_in()
        return browser

    def close(self) -> None:
        for browser in self._browsers:
            browser.client.close()


def until_answered(client: httpx.Client, path: str, seconds: float = PATIENCE) -> httpx.Response:
    """The first reply that is not an error of the server."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            reply = client.get(path)
            if reply.status_code < 500:
                return reply
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise TimeoutError(path)


@contextmanager
def listening() -> Iterator[tuple[int, list[dict[str, str]]]]:
    """The port of somebody in a worker's place, and the headers of each request that got there."""
    heard: list[dict[str, str]] = []

    class Listener(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            heard.append({name.lower(): value for name, value in self.headers.items()})
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def do_POST(self) -> None:
            self.do_GET()

    with ThreadingHTTPServer(("127.0.0.1", 0), Listener) as worker:
        thread = Thread(target=worker.serve_forever)
        thread.start()
        try:
            yield worker.server_port, heard
        finally:
            worker.shutdown()
            thread.join()
