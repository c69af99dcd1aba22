"""The address of the demo is printed as soon as it answers there, and not where it never does."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.machine import ROOT


@pytest.fixture
def awaited() -> Iterator[subprocess.Popen[bytes]]:
    """Whoever is going to listen."""
    with subprocess.Popen(["sleep", "60"]) as process:
        yield process
        process.kill()


def waiting(port: int, process: subprocess.Popen[bytes]) -> subprocess.Popen[str]:
    """Says "Open" when it is time; its first second is over, in which nothing listens."""
    script = ["-m", "deploy.say_once_open"]
    command = [sys.executable, *script, "127.0.0.1", str(port), str(process.pid), "Open"]
    started = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    with pytest.raises(subprocess.TimeoutExpired):
        started.wait(timeout=1)
    return started


def test_nothing_is_said_before_somebody_listens(awaited: subprocess.Popen[bytes]) -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        started = waiting(server.getsockname()[1], awaited)
        server.listen()
        assert started.communicate(timeout=30)[0] == "Open\n"
