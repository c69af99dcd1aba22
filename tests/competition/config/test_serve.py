"""`make serve`: what is killed is back, a new release is served, nothing is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import httpx
import psycopg
import pytest

from deploy.processes import processes
from deploy.serve import NOTICED
from tests.competition.config.served import Pupils, until_answered
from tests.machine import ROOT, Browser, Machine
from tests.services import free_port
from tests.waiting import until

pytestmark = [pytest.mark.later, pytest.mark.usefixtures("nginx")]

# Of `make serve`, as few as there may be.
PROCESSES = len(processes(2))
# It migrates, collects files and starts two workers: half a minute, more beside other work.
START_SECONDS = 240


class Serve:
    """`make serve` without its shell script, with a folder and ports of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"https://127.0.0.1:{self.port}"
        self._workers = free_port(row=PROCESSES)
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> Serve:
        """Start everything and wait until it answers."""
        names = {"SERVE_DIR": str(self.folder), "WORKER_PORT": str(self._workers), "WORKERS": "2"}
        names |= {"DATABASE_URL": "", "REDIS_URL": "", "SECRET_KEY": ""}
        command = [sys.executable, "-m", "deploy.serve", "127.0.0.1", str(self.port)]
        self._process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **names})
        with httpx.Client(base_url=self.url, verify=False) as client:
            until_answered(client, "/health", START_SECONDS)
        return self

    def browser(self, pupils: Pupils, code: str, number: int) -> Browser:
        """A pupil's browser; it is in."""
        return pupils.come_in(self.url, code, number, self.folder / "nginx/certificate.pem")

    def workers(self) -> set[int]:
        """The numbers of the product's processes that run now."""
        assert self._process is not None
        found = subprocess.run(
            ["pgrep", "-P", str(self._process.pid), "-f", "uvicorn"], capture_output=True, text=True
        )
        return {int(pid) for pid in found.stdout.split()}

    def until_ready(self) -> None:
        """Until all processes serve, and the proxy has noticed it."""
        for port in range(self._workers, self._workers + PROCESSES):
            with httpx.Client(base_url=f"http://127.0.0.1:{port}") as client:
                until_answered(client, "/ready")
        time.sleep(NOTICED)

    def ask(self, what: signal.Signals) -> None:
        assert self._process is not None
        self._process.send_signal(what)

    def end(self) -> int:
        """Its exit status, once everything has ended."""
        self.ask(signal.SIGTERM)
        assert self._process is not None
        return self._process.wait(START_SECONDS)

    @property
    def database(self) -> str:
        """``DATABASE_URL``, as a person finds it; nobody else may read it."""
        file = self.folder / "environment"
        assert file.stat().st_mode & 0o077 == 0
        script = f'. {file}; printf %s "$DATABASE_URL"'
        return subprocess.run(["sh", "-c", script], capture_output=True, text=True).stdout


@pytest.fixture(scope="module")
def serve(place: Path) -> Iterator[Serve]:
    """All that `make serve` starts, with PostgreSQL and Redis of its own."""
    one = Serve(place / "serve")
    try:
        yield one.start()
    finally:
        with suppress(ProcessLookupError):
            one.end()


@pytest.fixture(scope="module")
def code(serve: Serve) -> str:
    """The code of a started sitting in it; the cast brings its own country."""
    assert until(lambda: _emptied(serve.database))
    return str(Machine(DATABASE_URL=serve.database, REDIS_URL="").stage(cards=3)["code"])


def _emptied(database: str) -> bool:
    """Whether the countries are gone; served processes read meanwhile, and may come across."""
    try:
        with psycopg.connect(database) as connection:
            connection.execute("TRUNCATE schools_country CASCADE")
    except psycopg.errors.DeadlockDetected:
        return False
    return True


def until_all(serve: Serve) -> set[int]:
    """The processes, once all are there (again)."""
    assert until(lambda: len(serve.workers()) >= PROCESSES)
    return serve.workers()


@pytest.mark.fault
def test_a_new_release_replaces_every_worker_while_pupils_are_served(
    serve: Serve, code: str, pupils: Pupils
) -> None:
    browser = serve.browser(pupils, code, 2)
    serve.until_ready()
    before, statuses = until_all(serve), []
    # The class plays in a window: without a reason nothing would be taken.
    (serve.folder / "force-release").write_text("this is its test")
    serve.ask(signal.SIGHUP)
    end = time.monotonic() + 300
    while before & serve.workers() and time.monotonic() < end:
        statuses.append(browser.choose(1, 1))
        time.sleep(0.1)
    assert not before & until_all(serve)
    assert set(statuses) == {200}


def test_after_a_stop_everything_acknowledged_is_there_and_durable(
    serve: Serve, code: str, pupils: Pupils
) -> None:
    browser = serve.browser(pupils, code, 3)
    for choice in (1, 2, 1, 2):
        browser.choose(2, choice)
    assert until(lambda: browser.flush() == 200)
    assert serve.end() == 0
    assert browser.choose(2, 1) == 0
    serve.start()
    with psycopg.connect(serve.database) as connection:
        stored = connection.execute(
            "SELECT seq FROM competition_answer WHERE question = 2 AND attempt_id ="
            " (SELECT max(attempt_id) FROM competition_answer WHERE question = 2)"
        )
        assert {seq for (seq,) in stored} == browser.confirmed == {1, 2, 3, 4}
        for setting in ("fsync", "synchronous_commit"):
            assert connection.execute(f"SHOW {setting}").fetchone() == ("on",)
