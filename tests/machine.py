"""A real server of the product in processes of its own, which tests may kill."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from deploy.processes import UVICORN
from tests.services import free_port

ROOT = Path(__file__).resolve().parents[1]
# They take seconds on a quiet machine, and many times that on one with other work.
RUN_SECONDS, START_SECONDS, STOP_SECONDS = 1500, 300, 120
SERVERS = {
    "uvicorn": [*UVICORN, "--host", "127.0.0.1", "--port"],
    "daphne": ["-m", "daphne", "--verbosity", "0", "--bind", "127.0.0.1", "--port"],
}


class Machine:
    """One server process on a port that stays the same over restarts."""

    application = "competition.config.asgi:application"

    def __init__(self, *, server: str = "uvicorn", **environment: str) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        own = {"ALLOWED_HOSTS": "127.0.0.1", "HTTPS": "0", "PUBLIC_ADDRESS": self.url}
        self.environment = {**os.environ, **own, **environment}
        self._command = [sys.executable, *SERVERS[server], str(self.port)]
        self._process: subprocess.Popen[bytes] | None = None

    def run(self, *command: str) -> str:
        """Run a Python module of the product in this machine's environment; returns its output."""
        done = subprocess.run(
            [sys.executable, "-m", *command],
            cwd=ROOT,
            env=self.environment,
            check=False,
            capture_output=True,
            text=True,
            timeout=RUN_SECONDS,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def stage(self, cards: int = 3) -> dict[str, Any]:
        """Make the cast, and before it the tables where there are none; see ``tests.stage``."""
        return json.loads(self.run("tests.stage", str(cards)).splitlines()[-1])  # type: ignore[no-any-return]

    def start(self) -> Machine:
        """Start the process and wait until it answers; one that ends instead is told at once."""
        command = [*self._command, self.application]
        process = subprocess.Popen(command, cwd=ROOT, env=self.environment)
        self._process = process
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end and process.poll() is None:
            try:
                httpx.get(f"{self.url}/hall/", timeout=30)
            except httpx.TransportError:
                time.sleep(0.05)
            else:
                return self
        status = process.poll()
        self.kill()
        ended = f"the server ended with status {status}"
        raise TimeoutError(
            ended if status is not None else f"no answer from the server within {START_SECONDS} s"
        )

    @property
    def pid(self) -> int:
        """The number of the process that runs."""
        assert self._process is not None
        return self._process.pid

    def kill(self) -> None:
        """``kill -9``."""
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait(STOP_SECONDS)
            self._process = None

    def stop(self) -> int:
        """Ask the process to end; returns its exit status."""
        assert self._process is not None
        self._process.terminate()
        return self._process.wait(STOP_SECONDS)

    def __enter__(self) -> Machine:
        return self

    def __exit__(self, *exception: object) -> None:
        self.kill()


class Browser:
    """A pupil's browser reduced to what matters here: it keeps events until they are confirmed."""

    def __init__(self, url: str, code: str, number: int, *, pin: str = "") -> None:
        self.client = httpx.Client(base_url=url, timeout=60)
        self.body = {"code": code, "number": number, "pin": pin or f"{1000 + number}"}
        self.number = number
        self.made: list[tuple[int, int, int, int]] = []
        self.confirmed: set[int] = set()
        self.credential = ""

    def post(self, name: str, body: object) -> tuple[int, Any]:
        """(status, reply); status 0 when nobody answered."""
        headers = {"Authorization": f"Bearer {self.credential}"} if self.credential else {}
        try:
            reply = self.client.post(f"/hall/{name}", json=body, headers=headers)
        except httpx.TransportError:
            return 0, {}
        return reply.status_code, reply.json()

    def come_in(self) -> None:
        """Join and start."""
        self.join()
        self.begin()

    def join(self) -> None:
        """As far as the waiting room."""
        status, reply = self.post("join", self.body)
        assert status == 200, reply
        self.credential = reply["credential"]

    def begin(self) -> None:
        """Open the paper."""
        status, reply = self.post("start", {"language": "bs"})
        assert status == 200, reply

    def finish(self) -> None:
        """Hand in."""
        status, reply = self.post("finish", {"made": len(self.made)})
        assert status == 200, reply

    def choose(self, question: int, choice: int) -> int:
        """Make an event and send everything that is not confirmed; returns the status."""
        self.made.append((len(self.made) + 1, question, choice, 0))
        return self.flush()

    def flush(self) -> int:
        """Send what is not confirmed."""
        unsent = [event for event in self.made if event[0] not in self.confirmed]
        status, reply = self.post("answers", {"events": unsent})
        if status == 200:
            self.confirmed |= set(reply["acked"])
        return status


@contextmanager
def machine(server: str = "uvicorn", **environment: str) -> Iterator[Machine]:
    """A machine that is killed at the end."""
    with Machine(server=server, **environment) as one:
        yield one
