"""What `make serve` is told by the environment, and what it keeps between two starts."""

from __future__ import annotations

import fcntl
import os
import secrets
import shlex
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from deploy.processes import FIRST_PORT, Process, processes
from deploy.proxy import is_open_to_all

ROOT = Path(__file__).resolve().parents[1]
# Where root's clone is closed to others, PostgreSQL and nginx, which are not root, go here.
OPEN_PLACE = Path("/var/lib/safer-internet-quiz")
LOOPBACK = ("127.0.0.1", "localhost", "::1")
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - only where somebody asked for it
# What the product gets as it was given, where it was given: docs/running.md.
AS_GIVEN = (
    *("SECRET_KEY_FALLBACKS", "CSRF_TRUSTED_ORIGINS", "HSTS_SUBDOMAINS"),
    *("EMAIL_URL", "DEFAULT_FROM_EMAIL", "SECOND_FACTOR", "PG_BIN", "SEED"),
)


class Refused(Exception):
    """What was asked for cannot be served; the message says why."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """Host and port that people type, and the environment variables of docs/running.md."""

    host: str
    port: int
    environment: Mapping[str, str]

    def get(self, name: str, default: str = "") -> str:
        """A variable; one set to nothing is as good as none."""
        return self.environment.get(name) or default

    @property
    def folder(self) -> Path:
        """Where everything is kept."""
        if named := self.get("SERVE_DIR"):
            return Path(named).absolute()
        here = ROOT / ".data/serve"
        closed = os.geteuid() == 0 and not is_open_to_all(ROOT)
        return OPEN_PLACE if closed else here

    @property
    def processes(self) -> list[Process]:
        """Of the product: as many as the machine has cores for, or ``WORKERS``."""
        cores = int(self.get("WORKERS") or len(os.sched_getaffinity(0)))
        return processes(cores, first_port=int(self.get("WORKER_PORT") or FIRST_PORT))

    @property
    def plain_port(self) -> int | None:
        plain = self.get("PLAIN_PORT")
        return int(plain) if plain else None

    @property
    def ports(self) -> list[int]:
        """Of the proxy."""
        return [self.port, *([self.plain_port] if self.plain_port else [])]

    @property
    def shown(self) -> str:
        """The host that people type."""
        return own_address() if self.host in EVERYWHERE else self.host

    @property
    def address(self) -> str:
        """What people open."""
        return f"https://{self.shown}" + ("" if self.port == 443 else f":{self.port}")

    @property
    def listen(self) -> int | str:
        """Where TLS is spoken."""
        return self._bound(self.port)

    @property
    def listen_plain(self) -> int | str | None:
        """Where plain HTTP is sent on to TLS, if anywhere."""
        return self._bound(self.plain_port) if self.plain_port else None

    def _bound(self, port: int) -> int | str:
        """Only a loopback address is kept to itself."""
        return f"127.0.0.1:{port}" if self.host in LOOPBACK[:2] else port

    def pem(self, name: str, own: Path) -> Path:
        """A file of the certificate: the one that is named, else our own. Raises ``Refused``.

        nginx, which comes last, would miss it only when all else is done.
        """
        path = Path(self.get(name, str(own))).absolute()
        if not os.access(path, os.R_OK):
            raise Refused(f"{name}: {path} is not there, or may not be read")
        return path

    def product(self, database: str, redis: str, key: str) -> dict[str, str]:
        """The environment of the product's processes."""
        hosts = ",".join(dict.fromkeys([*LOOPBACK[:2], "[::1]", self.shown]))
        given = {name: self.get(name) for name in AS_GIVEN if self.get(name)}
        return given | {
            "DATABASE_URL": database,
            "REDIS_URL": redis,
            "SECRET_KEY": self.get("SECRET_KEY", key),
            "ALLOWED_HOSTS": self.get("ALLOWED_HOSTS", hosts),
            "PUBLIC_ADDRESS": self.get("PUBLIC_ADDRESS", self.address),
            "DATA_DIR": str(self.folder / "data"),
            "HTTPS": "1",
        }


def own_address() -> str:
    """The machine's address in its network; no packet is sent to find out."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return socket.gethostname()
        return str(probe.getsockname()[0])


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int, host: str = "127.0.0.1") -> bool:
    """Whether somebody listens on a port."""
    try:
        socket.create_connection((host, port), timeout=1).close()
    except OSError:
        return False
    return True


class Folder:
    """The kept folder of one machine. Only one set of servers may use it at a time."""

    def __init__(self, path: Path) -> None:
        """Make it, and take it. Raises ``Refused``."""
        self.path = path
        self.logs = path / "logs"
        self.logs.mkdir(parents=True, exist_ok=True)
        self._lock = (path / "lock").open("a")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise Refused(f"`make serve` runs already with {path}") from error
        (path / "pid").write_text(f"{os.getpid()}\n")

    def make(self, name: str) -> Path:
        """A folder in it."""
        made = self.path / name
        made.mkdir(exist_ok=True)
        return made

    def secret(self, name: str) -> str:
        """Something that cannot be guessed; made at the first time, then kept."""
        path = self.path / f"{name}.secret"
        if not path.exists():
            self.write_private(path.name, secrets.token_urlsafe(50))
        return path.read_text().strip()

    def write_private(self, name: str, text: str) -> Path:
        """Write a file that only its owner may read."""
        path = self.path / name
        path.touch(mode=0o600)
        path.write_text(text)
        return path

    def write_environment(self, environment: Mapping[str, str]) -> Path:
        """What a shell has to source before `manage.py`."""
        lines = [f"export {name}={shlex.quote(value)}\n" for name, value in environment.items()]
        return self.write_private("environment", "".join(lines))
