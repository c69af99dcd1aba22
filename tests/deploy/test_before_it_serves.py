"""`make serve` says what is wrong before it begins, and ends in order without a terminal."""

from __future__ import annotations

import asyncio
import io
import os
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from deploy.serve import Machine, serve
from deploy.state import Refused, Wishes
from tests.proxied import nginx_or_skip
from tests.services import free_port


@pytest.fixture
def nginx() -> str:
    return nginx_or_skip()


def wishes(folder: Path, **given: str) -> Wishes:
    """Of a machine whose stores are somebody else's: nothing is started to find out."""
    there = {"DATABASE_URL": "postgresql://h/q", "REDIS_URL": "redis://h", "WORKERS": "2"}
    ports = {"SERVE_DIR": str(folder), "WORKER_PORT": str(free_port(row=5))}
    return Wishes("127.0.0.1", free_port(), there | ports | given)


def test_a_certificate_that_is_not_there_is_told(tmp_path: Path) -> None:
    own, named = tmp_path / "own.pem", tmp_path / "named.pem"
    own.touch()
    assert wishes(tmp_path).pem("CERTIFICATE", own) == own
    with pytest.raises(Refused, match=f"CERTIFICATE: {named} is not there"):
        wishes(tmp_path, CERTIFICATE=str(named)).pem("CERTIFICATE", own)
    named.touch()
    assert wishes(tmp_path, CERTIFICATE=str(named)).pem("CERTIFICATE", own) == named


class Unbegun(Machine):
    """Notes what it was asked to run."""

    ran: tuple[str, ...] = ()

    async def _run(self, *command: str) -> str:
        self.ran += command
        return ""


@contextmanager
def taken() -> Iterator[int]:
    """A port at which somebody listens, as the distribution's own nginx does at 80."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield int(other.getsockname()[1])


@pytest.mark.usefixtures("nginx")
def test_a_port_for_plain_http_that_is_taken_is_told_before_a_backup_is_brought_back(
    tmp_path: Path,
) -> None:
    with taken() as port:
        machine = Unbegun(wishes(tmp_path, PLAIN_PORT=str(port), RESTORE="/mnt/quiz.dump"))
        machine._product = []
        with pytest.raises(Refused, match=f"port {port} is in use"):
            asyncio.run(machine.start())
    machine.folder._lock.close()
    assert machine.ran == ()


@pytest.mark.usefixtures("nginx")
def test_a_machine_that_serves_itself_alone_hears_plain_http_alone(tmp_path: Path) -> None:
    port = free_port()
    machine = Machine(wishes(tmp_path, PLAIN_PORT=str(port)))
    machine.folder._lock.close()
    told = (tmp_path / "nginx/nginx.conf").read_text()
    listens = {line.split()[1].rstrip(";") for line in told.splitlines() if "listen " in line}
    assert listens == {f"127.0.0.1:{port}", f"127.0.0.1:{machine.wishes.port}"}


class Gone(io.StringIO):
    """A terminal that was closed."""

    def write(self, _text: str) -> int:
        raise OSError(5, "Input/output error")


class Ended(Machine):
    """Somebody ends it as soon as it runs."""

    stopped = 0

    async def start(self) -> None:
        os.kill(os.getpid(), signal.SIGTERM)

    async def stop(self) -> None:
        Ended.stopped += 1
        self.folder._lock.close()


@pytest.mark.usefixtures("nginx")
def test_it_ends_in_order_also_when_its_terminal_was_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", Gone())
    asyncio.run(serve(wishes(tmp_path), Ended))
    assert Ended.stopped == 1
