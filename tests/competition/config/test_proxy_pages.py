"""Pages that the proxy keeps: never older than they say, and made for a thousand at once."""

from __future__ import annotations

import ssl
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest

from deploy import proxy
from tests.competition.config.served import until_answered
from tests.machine import STOP_SECONDS
from tests.services import free_port

pytestmark = pytest.mark.usefixtures("nginx")

AT_ONCE = 1_000
# What the worker below says of its pages, and how long it takes to make one. After the pause also a
# page is old that was asked for as the last one of a crowd went.
LIFE, MAKING, PAUSE = 2, 0.5, 6


class CountingWorker(ThreadingHTTPServer):
    """Makes a page that holds how many times it was asked for."""

    request_queue_size = 128

    def __init__(self) -> None:
        self.asked = asked = Counter[str]()

        class Answer(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                asked[self.path] += 1
                body = str(asked[self.path]).encode()
                time.sleep(MAKING)
                self.send_response(200)
                self.send_header("Cache-Control", f"public, max-age={LIFE}")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *arguments: object) -> None:
                """Say nothing."""

        super().__init__(("127.0.0.1", 0), Answer)
        threading.Thread(target=self.serve_forever, daemon=True).start()


@pytest.fixture
def worker() -> Iterator[CountingWorker]:
    server = CountingWorker()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def visitor(worker: CountingWorker, place: Path) -> Iterator[httpx.Client]:
    """Browsers before nginx, which has that worker."""
    certificate, key = proxy.certificate(place)
    port, ports = free_port(), [worker.server_port]
    text = proxy.render(
        answers=ports, pages=ports, listen=port,
        certificate=certificate, key=key, static=place, folder=place,
    )  # fmt: skip
    (place / "nginx.conf").write_text(text)
    process = subprocess.Popen(proxy.command(place / "nginx.conf"))
    trusted = ssl.create_default_context(cafile=certificate)
    with httpx.Client(base_url=f"https://127.0.0.1:{port}", verify=trusted, timeout=60) as client:
        until_answered(client, "/health")
        yield client
    process.terminate()
    process.wait(STOP_SECONDS)


@pytest.mark.parametrize("path", ["/sr/", "/sr/rs/help/"])
def test_who_comes_first_after_a_pause_reads_the_new_page_and_a_thousand_cost_one(
    path: str, worker: CountingWorker, visitor: httpx.Client
) -> None:
    def crowd() -> Counter[str]:
        with ThreadPoolExecutor(50) as pool:
            return Counter(pool.map(lambda _n: visitor.get(path).text, range(AT_ONCE)))

    # Nobody has it yet: one makes it, all the others wait for it.
    before = time.monotonic()
    read = crowd()
    if time.monotonic() - before < LIFE:
        assert read == {"1": AT_ONCE}
    time.sleep(PAUSE)
    made = worker.asked[path]
    assert visitor.get(path).text == str(made + 1)
    time.sleep(PAUSE)
    # It is old when all come: one makes it, and the others read the last one meanwhile.
    before = time.monotonic()
    read = crowd()
    lives = 1 + int((time.monotonic() - before) / LIFE)
    assert worker.asked[path] - made - 1 <= lives
    assert set(read) <= {str(made + 1 + n) for n in range(lives + 1)}
