"""Pages that the proxy keeps: never older than they say, and made for a thousand at once."""

from __future__ import annotations

import ssl
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest

from base.pages.for_everybody import FOR_THE_PROXY, SECONDS
from deploy import proxy
from tests.competition.config.served import until_answered
from tests.machine import STOP_SECONDS
from tests.services import free_port

pytestmark = [pytest.mark.later, pytest.mark.usefixtures("nginx")]

A_SCHOOL = 200
# What the worker below says of its pages, and how long it takes to make one.
LIFE, MAKING = 2, 0.5
BOARD = "/sr/boards/2027/ba/12-13/"
# A second of nginx ends with the one after it.
BOARD_LIFE = SECONDS + 1


class CountingWorker(ThreadingHTTPServer):
    """Makes a page that holds how many times it was asked for; boards say what the product's do."""

    request_queue_size = 128

    def __init__(self) -> None:
        self.asked = asked = Counter[str]()
        self.heard = heard = dict[str, Message]()
        self.gone = gone = set[str]()
        self.hung_up = hung_up = set[str]()

        class Answer(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                asked[self.path] += 1
                heard[self.path] = self.headers
                body = str(asked[self.path]).encode()
                time.sleep(MAKING)
                if self.path in hung_up:
                    self.close_connection = True
                    return
                self.send_response(404 if self.path in gone else 200)
                for name, said in self._says().items():
                    self.send_header(name, said)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def _says(self) -> dict[str, str]:
                if "/boards/" not in self.path:
                    return {"Cache-Control": f"public, max-age={LIFE}"}
                if self.path in gone or "sessionid" in self.headers.get("Cookie", ""):
                    return {"Cache-Control": "no-cache"}
                kept = {FOR_THE_PROXY: str(SECONDS), "ETag": f'"{asked[self.path]}"'}
                return {**kept, "Cache-Control": "no-cache", "Vary": "Cookie, Accept-Language"}

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


def crowd(visitor: httpx.Client, path: str) -> Counter[str]:
    """What two hundred read who come at once, each with a cookie and languages of their own."""

    def read(n: int) -> str:
        own = {"Cookie": f"csrftoken={n}", "Accept-Language": f"hr, x-{n}"}
        return visitor.get(path, headers=own).text

    with ThreadPoolExecutor(50) as pool:
        return Counter(pool.map(read, range(A_SCHOOL)))


@pytest.mark.parametrize(
    "path", ["/sr/boards/", BOARD, f"{BOARD}embed/", f"{BOARD}?look=hall", "/boards/7/snapshot"]
)
def test_a_board_that_many_open_at_once_is_made_once_a_second(
    path: str, worker: CountingWorker, visitor: httpx.Client
) -> None:
    before = time.monotonic()
    read = crowd(visitor, path)
    lives = 1 + int((time.monotonic() - before) / SECONDS)
    assert worker.asked[path] <= lives
    assert sum(read.values()) == A_SCHOOL
    assert not worker.heard[path]["Cookie"]
    time.sleep(BOARD_LIFE)
    made = worker.asked[path]
    assert visitor.get(path).text == str(made + 1)


def test_a_browser_is_told_to_ask_each_time_and_gets_a_304_for_what_it_has(
    worker: CountingWorker, visitor: httpx.Client
) -> None:
    page = visitor.get(BOARD)
    assert (page.headers["Cache-Control"], FOR_THE_PROXY in page.headers) == ("no-cache", False)
    same = visitor.get(BOARD, headers={"If-None-Match": page.headers["ETag"]})
    if worker.asked[BOARD] == 1:
        assert same.status_code == 304
    time.sleep(BOARD_LIFE)
    assert visitor.get(BOARD, headers={"If-None-Match": page.headers["ETag"]}).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        f"{BOARD}?x=1",
        f"{BOARD}?look=hall&x=1",
        f"{BOARD}?school=7",
        "/sr/boards/?",
        "/sr/boards/%32027/ba/12-13/",
        "/sr//boards/2027/ba/12-13/",
        "/sr/%2E/boards/2027/ba/12-13/",
        "/boards/07/snapshot",
        "/sr/boards/2027/winners/ba/",
    ],
)
def test_an_address_that_anybody_makes_up_is_kept_nowhere(
    path: str, worker: CountingWorker, visitor: httpx.Client, place: Path
) -> None:
    visitor.get(BOARD)
    for _visit in range(2):
        asked = httpx.Request("GET", visitor.base_url)
        asked.url = asked.url.copy_with(raw_path=path.encode())
        visitor.send(asked)
    assert worker.asked[path] == 2
    here = str(visitor.base_url).removeprefix("https://").rstrip("/")
    kept = b"".join(one.read_bytes() for one in (place / "seconds").rglob("*") if one.is_file())
    assert f"KEY: {here}{BOARD}\n".encode() in kept
    assert f"KEY: {here}{path}\n".encode() not in kept


@pytest.mark.parametrize("cookie", ["sessionid=a", "messages=b"])
def test_who_is_logged_in_gets_an_own_page_and_leaves_it_to_nobody(
    cookie: str, worker: CountingWorker, visitor: httpx.Client
) -> None:
    own = visitor.get(BOARD, headers={"Cookie": cookie})
    assert worker.heard[BOARD]["Cookie"] == cookie
    others = visitor.get(BOARD)
    again = visitor.get(BOARD, headers={"Cookie": cookie})
    assert [page.text for page in (own, others, again)] == ["1", "2", "3"]


def test_a_board_that_is_taken_away_is_gone_after_its_second_and_back_at_once(
    worker: CountingWorker, visitor: httpx.Client
) -> None:
    assert visitor.get(BOARD).status_code == 200
    worker.gone.add(BOARD)
    time.sleep(BOARD_LIFE)
    assert [visitor.get(BOARD).status_code for _visit in range(2)] == [404, 404]
    worker.gone.clear()
    assert visitor.get(BOARD).status_code == 200
    worker.hung_up.add(BOARD)
    time.sleep(BOARD_LIFE)
    assert visitor.get(BOARD).status_code == 502
