"""The product as `make serve` starts it, with a folder and ports of its own, and its mails."""

from __future__ import annotations

import email
import json
import os
import re
import shutil
import signal
import ssl
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from datetime import timedelta
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import httpx

from deploy import proxy
from deploy.children import dies_with_us
from deploy.processes import processes
from deploy.state import answers
from tests.machine import ROOT
from tests.mail_server import Post, mail_server

FIRST_PORT = 8470
# The proxy and what is behind it stand one after the other.
WORKERS = 2
PORTS = 1 + len(processes(WORKERS))
START_SECONDS, STOP_SECONDS = 600.0, 120.0
MAIL_SECONDS = 240.0
SENDER = "kviz@quiz.example"
# Of a moved clock: stopwatches go on, files are as old as they are, and nobody who asks for the
# time waits for another process. With the "fix" Python's threads wait for each other without pause.
AS_IT_RUNS = {
    "FAKETIME_DISABLE_SHM": "1",
    "FAKETIME_CACHE_DURATION": "1000000",
    "FAKETIME_FORCE_MONOTONIC_FIX": "0",
    # Both spellings: the second is that of older versions.
    "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    "DONT_FAKE_MONOTONIC": "1",
    "NO_FAKE_STAT": "1",
}
BETWEEN_MAILS = re.compile(rb"^-{79}\n", re.MULTILINE)


class Server:
    """All of `make serve`, or where there is no nginx all but that: a worker speaks TLS then."""

    def __init__(self, port: int | None) -> None:
        self.port = port or _free_ports()
        self.url = f"https://127.0.0.1:{self.port}"
        self.folder = _make_folder()
        self._process: subprocess.Popen[bytes] | None = None
        # How far its clock is ahead of ours, and what it is told besides; its mail server.
        self.ahead, self._told = timedelta(0), dict[str, str]()
        self._post, self._until_closed = Post(), ExitStack()

    def start(self) -> None:
        """Start everything and wait until it answers through TLS."""
        names = {"SERVE_DIR": str(self.folder), "WORKER_PORT": str(self.port + 1)}
        names |= {"WORKERS": str(WORKERS), "SEED": ""}
        names |= dict.fromkeys(("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "EMAIL_URL"), "")
        names |= dict.fromkeys(("PUBLIC_ADDRESS", "CERTIFICATE", "CERTIFICATE_KEY"), "")
        names |= self._told
        module = "deploy.serve" if _has_proxy() and not self.ahead else "tests.walk.serving"
        command = [sys.executable, "-m", module, "127.0.0.1", str(self.port)]
        with (self.folder / "serve.log").open("ab") as told:
            self._process = subprocess.Popen(
                [*dies_with_us(signal.SIGTERM), *command],
                cwd=ROOT,
                env={**os.environ, **names},
                stdout=told,
                stderr=told,
                start_new_session=True,  # Ctrl-C is for us: we end it in order
            )
        self._until_healthy()

    def take_mails(self) -> None:
        """From the next start on there is a mail server, which keeps what it takes."""
        self._post = self._until_closed.enter_context(mail_server())
        self._told |= {
            "EMAIL_URL": f"smtp://127.0.0.1:{self._post.port}?tls=0",
            "DEFAULT_FROM_EMAIL": SENDER,
        }

    def put_forward(self, by: timedelta) -> None:
        """From the next start on the clock of all its processes is ahead."""
        self.ahead += timedelta(seconds=int(by.total_seconds()))
        clock = {
            "LD_PRELOAD": str(clock_library()),
            "FAKETIME": f"{self.ahead.total_seconds():+.0f}",
            **AS_IT_RUNS,
        }
        self._told["WALK_CLOCK"] = json.dumps(clock)

    def stop(self) -> None:
        """End it in good order."""
        if self._process is None:
            return
        self._process.terminate()
        status = self._process.wait(STOP_SECONDS)
        self._process = None
        assert status == 0, f"make serve ended with {status}:\n{self.told}"

    def close(self, *, keep_logs_in: Path) -> None:
        """End it somehow; what it said is kept, its data is not."""
        try:
            self.stop()
        finally:
            if self._process is not None:
                self._process.kill()
            self._until_closed.close()
            shutil.copytree(self.folder / "logs", keep_logs_in, dirs_exist_ok=True)
            shutil.copy(self.folder / "serve.log", keep_logs_in)
            shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def told(self) -> str:
        """What it has said on its own terminal."""
        return (self.folder / "serve.log").read_text(errors="replace")

    @property
    def tls(self) -> ssl.SSLContext:
        """Trust in its self-made certificate."""
        return ssl.create_default_context(cafile=self.folder / "nginx/certificate.pem")

    def manage(self, *command: str, **more: str) -> None:
        """A command of the operator, in the environment that `make serve` names."""
        script = f'. {self.folder}/environment && exec "$0" manage.py "$@"'
        done = subprocess.run(
            ["sh", "-c", script, sys.executable, *command],
            cwd=ROOT,
            env={**os.environ, **json.loads(self._told.get("WALK_CLOCK", "{}")), **more},
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr

    def mail_to(self, address: str, *, of: str = "") -> str:
        """What the latest mail to somebody says, once it is there."""
        return str(self.message_to(address, of=of).get_content())

    def message_to(self, address: str, *, of: str = "", known: int = 0) -> EmailMessage:
        """The latest mail to somebody that speaks of something, once there are more than those
        ``known``."""
        end = time.monotonic() + MAIL_SECONDS
        while time.monotonic() < end:
            found = self.messages_to(address, of=of)
            if len(found) > known:
                return found[0]
            time.sleep(0.5)
        raise TimeoutError(f"no mail to {address} after {MAIL_SECONDS:.0f} s")

    def messages_to(self, address: str, *, of: str = "") -> list[EmailMessage]:
        """All that speak of it, the newest first: of the mail server, and before there was one, of
        a folder of the data."""
        found = [*self._post.to(address)[::-1], *self._mails()]
        return [one for one in found if one["To"] == address and of in str(one.get_content())]

    def _mails(self) -> list[EmailMessage]:
        """The newest first."""
        files = (self.folder / "data/mail").glob("*.log")
        newest = sorted(files, key=lambda one: one.stat().st_mtime, reverse=True)
        found = [one for file in newest for one in BETWEEN_MAILS.split(file.read_bytes())[::-1]]
        return [email.message_from_bytes(one, policy=default) for one in found]

    def _until_healthy(self) -> None:
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end and self._process is not None:
            assert self._process.poll() is None, f"make serve ended:\n{self.told}"
            if "\nOpen " in self.told and self._is_healthy():
                return
            time.sleep(0.2)
        raise TimeoutError(f"make serve was not there after {START_SECONDS:.0f} s:\n{self.told}")

    def _is_healthy(self) -> bool:
        try:
            return httpx.get(f"{self.url}/health", verify=self.tls, timeout=5).status_code == 200
        except (httpx.TransportError, OSError):
            return False


def clock_library() -> Path | None:
    """Of libfaketime the one in which threads do not wait for each other either: it is ahead by the
    same all the time."""
    return next(iter(sorted(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))), None)


def _has_proxy() -> bool:
    try:
        proxy.binary()
    except proxy.ProxyMissingError:
        return False
    return True


def _free_ports() -> int:
    """The first of enough ports in a row on which nobody listens."""
    for port in range(FIRST_PORT, FIRST_PORT + 100, PORTS):
        if not any(answers(one) for one in range(port, port + PORTS)):
            return port
    raise OSError(f"no free ports from {FIRST_PORT} on")


def _make_folder() -> Path:
    """In the clone, or where others may enter: PostgreSQL is not root."""
    tools = ROOT / ".tools"
    closed = os.geteuid() == 0 and not proxy.is_open_to_all(tools)
    folder = Path(tempfile.mkdtemp(prefix="walk-", dir=None if closed else tools))
    folder.chmod(0o755)
    return folder
