"""A PostgreSQL that is gone when it has been looked at: for reading somebody's dump."""

from __future__ import annotations

import secrets
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from deploy import programs
from deploy.backup import restore
from deploy.state import free_port
from deploy.stores import CLEAN, make_cluster, postgres_answers

START_SECONDS, STOP_SECONDS = 120.0, 30.0
# Nothing in it has to outlive the look.
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "shared_buffers": "128MB",
    **dict.fromkeys(("fsync", "synchronous_commit", "full_page_writes"), "off"),
}


@dataclass(frozen=True, slots=True)
class Throwaway:
    """An empty database: its address, and the same as Django's settings have it."""

    url: str
    settings: Mapping[str, Any]


@contextmanager
def loaded(file: Path) -> Iterator[str]:
    """The ``DATABASE_URL`` of a database with a dump in it, as long as the block lasts.

    Raises ``BackupFailed`` and ``MissingError``.
    """
    # Not root reads it, but PostgreSQL's own user enters it.
    with TemporaryDirectory(prefix="quiz-look-") as name:
        folder = Path(name)
        if "sqlite3" in file.name:
            target = folder / "quiz.sqlite3"
            restore({"ENGINE": "sqlite", "NAME": target}, file)
            yield f"sqlite:///{target}"
            return
        with _postgres(folder) as empty:
            restore(empty.settings, file)
            yield empty.url


@contextmanager
def _postgres(folder: Path) -> Iterator[Throwaway]:
    identity, password, port = programs.postgres_identity(), secrets.token_hex(16), free_port()
    place, copies = folder / "postgres", folder / "programs"
    place.mkdir()
    copies.mkdir()
    if identity:
        folder.chmod(0o711)
        shutil.chown(place, identity["user"], identity["group"])
    binaries = programs.postgres(copies)
    make_cluster(place, binaries, password, identity)
    url = f"postgresql://postgres:{password}@127.0.0.1:{port}/postgres"
    options = [f"--{name}={value}" for name, value in {**SETTINGS, "port": port}.items()]
    process = subprocess.Popen(
        [str(binaries / "postgres"), "-D", str(place / "data"), *options],
        cwd=place,
        env=CLEAN | {"HOME": str(place)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        **identity,
    )
    try:
        _wait(process, url)
        yield Throwaway(url, _settings(port, password))
    finally:
        process.send_signal(signal.SIGQUIT)
        process.wait(STOP_SECONDS)


def _wait(process: subprocess.Popen[bytes], url: str) -> None:
    end = time.monotonic() + START_SECONDS
    while not postgres_answers(url):
        if process.poll() is not None or time.monotonic() > end:
            raise programs.MissingError("PostgreSQL did not start")
        time.sleep(0.1)


def _settings(port: int, password: str) -> dict[str, Any]:
    return {
        "ENGINE": "postgresql",
        "HOST": "127.0.0.1",
        "PORT": port,
        "USER": "postgres",
        "NAME": "postgres",
        "PASSWORD": password,
        "OPTIONS": {},
    }
