"""The proxy in front of real workers: what is killed is missed by nobody, nothing is lost."""

from __future__ import annotations

import json
import re
import ssl
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from websockets import Origin
from websockets.sync.client import connect

from deploy import proxy
from tests.competition.config.served import Pupils, listening, until_answered
from tests.machine import STOP_SECONDS, Browser, Machine
from tests.proxied import proxied
from tests.services import PostgresServer, free_port

pytestmark = [pytest.mark.later, pytest.mark.usefixtures("nginx")]


class Front:
    """nginx with TLS in front of two workers that share a database; the second stands by."""

    def __init__(self, place: Path, database: str) -> None:
        self.workers = [Machine(DATABASE_URL=database, REDIS_URL="") for _ in range(2)]
        self.code = str(self.workers[0].stage(cards=8)["code"])
        self.url = f"https://127.0.0.1:{(port := free_port())}"
        self.certificate, key = proxy.certificate(place)
        (place / "static").mkdir()
        text = proxy.render(
            answers=[worker.port for worker in self.workers],
            pages=[worker.port for worker in self.workers],
            spare=[self.workers[1].port],
            listen=port,
            certificate=self.certificate,
            key=key,
            static=place / "static",
            folder=place,
        )
        (place / "nginx.conf").write_text(text)
        self.command = proxy.command(place / "nginx.conf")
        self._cards = iter(range(1, 9))

    def client(self) -> httpx.Client:
        """A browser that believes the certificate."""
        trusted = ssl.create_default_context(cafile=self.certificate)
        return httpx.Client(base_url=self.url, verify=trusted, timeout=60)

    def browser(self, pupils: Pupils) -> Browser:
        """A pupil's browser, of a card that nobody plays yet; it is in."""
        return pupils.come_in(self.url, self.code, next(self._cards), self.certificate)


@pytest.fixture(scope="module")
def front(place: Path, migrated_postgres: Path) -> Iterator[Front]:
    with PostgresServer(template=migrated_postgres) as postgres:
        front = Front(place, postgres.url)
        with front.workers[0], front.workers[1]:
            for worker in front.workers:
                worker.start()
            process = subprocess.Popen(front.command)
            with front.client() as client:
                until_answered(client, "/health")
            yield front
            process.terminate()
            process.wait(STOP_SECONDS)


@pytest.mark.parametrize("version", [(1, 26), (1, 22)], ids=["present", "of an older Debian"])
def test_nginx_accepts_its_configuration(place: Path, version: tuple[int, ...]) -> None:
    certificate, key = proxy.certificate(place)
    text = proxy.render(
        answers=["192.0.2.1:8000", "192.0.2.2:8000"],
        pages=["192.0.2.1:8001"],
        listen=443,
        plain=80,
        certificate=certificate,
        key=key,
        static=place,
        folder=place,
        names="quiz.example",
        nginx=proxy.Nginx(version, proxy.look_at(proxy.binary()).brotli),
    )
    (place / "other.conf").write_text(text)
    done = subprocess.run([*proxy.command(place / "other.conf"), "-t"], capture_output=True)
    # Without root it may not listen on 443, which it tries last of all.
    assert b"syntax is ok" in done.stderr, done.stderr.decode()


@pytest.mark.parametrize(
    ("path", "size", "status"),
    [
        ("/receipts/", 5_000, 413),
        ("/hall/join", 40_000, 413),
        ("/en/staff/login/", 40_000, 413),
        ("/en/about/", 200_000, 413),
        ("/en/staff/schools/import/", 2_000_000, 403),
        ("/en/staff/schools/import/", 22_100_000, 413),
    ],
)
def test_what_is_sent_may_be_as_large_as_its_place_needs(
    front: Front, path: str, size: int, status: int
) -> None:
    with front.client() as client:
        assert client.post(path, content=b"x" * size).status_code == status


def test_a_school_behind_one_address_logs_in_at_once_and_no_pupil_is_counted(front: Front) -> None:
    def tried(path: str, times: int) -> Counter[int]:
        with ThreadPoolExecutor(20) as pool:
            return Counter(pool.map(lambda _n: client.post(path).status_code, range(times)))

    with front.client() as client:
        # a POST without a token is refused by Django: what matters is that it came there
        assert tried("/en/staff/login/", 200) == {403: 200}
        assert tried("/hall/heartbeat", 1_000) == {401: 1_000}
        at_once = tried("/en/staff/account/password/forgotten/", 2_000)
        assert set(at_once) == {403, 429}


def test_a_board_is_pushed_through_the_proxy_and_its_socket_counted(front: Front) -> None:
    trusted = ssl.create_default_context(cafile=front.certificate)
    with front.client() as client:
        end = time.monotonic() + 120
        while client.get("/boards/1/snapshot").status_code != 200 and time.monotonic() < end:
            time.sleep(0.2)  # until the periodic work has made it
    address = front.url.replace("https", "wss") + "/ws/boards/1/"
    with connect(address, ssl=trusted, origin=Origin(front.url), open_timeout=60) as socket:
        assert "rows" in json.loads(socket.recv(timeout=60))
        figures = [httpx.get(f"{one.url}/metrics", timeout=60).text for one in front.workers]
        counted = re.findall(r'quiz_open_sockets{what="boards"} (\d)', "".join(figures))
        assert sorted(counted) == ["0", "1"]


def test_what_only_machines_may_ask_is_not_there_from_outside(front: Front) -> None:
    with front.client() as client:
        paths = ("/metrics", "/ready", "/health")
        assert [client.get(path).status_code for path in paths] == [404, 404, 200]


def test_the_pupils_page_and_public_ones_come_from_the_proxy_and_a_staff_page_never(
    front: Front,
) -> None:
    ways = ["", "about/", "ba/", "ba/rules/", "ba/privacy/adults/", "ba/practice/12-13/"]
    with front.client() as client:
        pages = [until_answered(client, f"/bs/{way}") for way in ways]
        assert [page.status_code for page in pages] == [200] * len(ways)
        for worker in front.workers:
            worker.kill()
        kept = [client.get(f"/bs/{way}").content for way in ways]
        assert kept == [page.content for page in pages]
        assert client.get("/bs/staff/login/").status_code in {502, 504}
        for worker in front.workers:
            worker.start()
        until_answered(client, "/bs/staff/login/")


def test_without_any_worker_the_pupils_browser_is_told_to_come_again(front: Front) -> None:
    for worker in front.workers:
        worker.kill()
    with front.client() as client:
        reply = client.post("/hall/answers", json={"events": []})
        assert (reply.status_code, reply.json()) == (503, {"error": "busy", "wait": 1})
        assert reply.headers["Retry-After"] == "1"
    for worker in front.workers:
        worker.start()


def test_a_body_that_is_too_large_is_refused_in_the_halls_words(front: Front) -> None:
    with front.client() as client:
        reply = client.post("/hall/join", content=b" " * 33_000)
        assert (reply.status_code, reply.json()) == (413, {"error": "too_large"})


def test_static_files_with_a_hash_come_compressed_and_are_kept_for_ever(
    front: Front, place: Path
) -> None:
    for name, text in {
        "a.01234567.js": b"x",
        "a.01234567.js.gz": b"gz",
        "of_an_earlier_release.0123456789ab.js": b"x",
        "b.js": b"y",
    }.items():
        (place / "static" / name).write_bytes(text)
        (place / "static" / name).chmod(0o644)
    with front.client() as client:
        kept = client.head("/static/a.01234567.js", headers={"Accept-Encoding": "gzip"})
        assert kept.headers["Content-Encoding"] == "gzip"
        earlier = client.head("/static/of_an_earlier_release.0123456789ab.js")
        for reply in (kept, earlier):
            assert "immutable" in reply.headers["Cache-Control"]
        assert client.head("/static/b.js").headers["Cache-Control"] == "public, max-age=3600"


def test_of_a_pupils_request_a_worker_hears_who_it_is_and_nothing_else(place: Path) -> None:
    host, heard = told_to_a_worker(place / "listening", "POST", "/hall/answers", b"{}")
    assert heard == [{"host": host, "authorization": "Bearer mine", "content-length": "2"}]


def test_of_who_listens_to_nudges_a_worker_hears_nothing(place: Path) -> None:
    host, heard = told_to_a_worker(place / "nudged", "GET", "/nudges/1:name")
    assert heard == [{"host": host}]


def told_to_a_worker(
    folder: Path, method: str, path: str, content: bytes | None = None
) -> tuple[str, list[dict[str, str]]]:
    """The proxy's host, and the headers that reach a process of one request with many."""
    folder.mkdir()
    said = {"Authorization": "Bearer mine", "Cookie": "a=b", "X-Forwarded-For": "192.0.2.1"}
    with (
        listening() as (worker, heard),
        proxied(worker, folder) as (url, certificate),
        httpx.Client(base_url=url, verify=ssl.create_default_context(cafile=certificate)) as client,
    ):
        until_answered(client, "/static/")
        assert client.request(method, path, content=content, headers=said).is_success
    return url.removeprefix("https://"), heard
