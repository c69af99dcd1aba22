"""The product as `make serve` starts it, with a folder and ports of its own, and its mails."""

from __future__ import annotations

import email
import os
import re
import shutil
import signal
import ssl
import subprocess
import sys
import tempfile
import time
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import httpx

from deploy import proxy
from deploy.children import dies_with_us
from deploy.processes import processes
from deploy.state import answers
from tests.machine import ROOT

FIRST_PORT = 8470
# The proxy and what is behind it stand one after the other.
WORKERS = 2
PORTS = 1 + len(processes(WORKERS))
START_SECONDS, STOP_SECONDS = 600.0, 120.0
MAIL_SECONDS = 90.0
BETWEEN_MAILS = re.compile(rb"^-{79}\n", re.MULTILINE)


class Server:
    """All of `make serve`, or where there is no nginx all but that: a worker speaks TLS then."""

    def __init__(self, port: int | None) -> None:
        self.port = port or _free_ports()
        self.url = f"https://127.0.0.1:{self.port}"
        self.folder = _make_folder()
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start everything and wait until it answers through TLS."""
        names = {"SERVE_DIR": str(self.folder), "WORKER_PORT": str(self.port + 1)}
        names |= {"WORKERS": str(WORKERS), "SEED": ""}
        names |= dict.fromkeys(("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "EMAIL_URL"), "")
        names |= dict.fromkeys(("PUBLIC_ADDRESS", "CERTIFICATE", "CERTIFICATE_KEY"), "")
        command = [sys.executable, "-m", _module(), "127.0.0.1", str(self.port)]
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
            env={**os.environ, **more},
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr

    def mail_to(self, address: str) -> str:
        """The latest mail to somebody, once it is there; without a mail server they lie in a
        folder of the data."""
        end = time.monotonic() + MAIL_SECONDS
        while time.monotonic() < end:
            for message in self._mails():
                if message["To"] == address:
                    return str(message.get_content())
            time.sleep(0.5)
        raise TimeoutError(f"no mail to {address} after {MAIL_SECONDS:.0f} s")

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


def _module() -> str:
    try:
        proxy.binary()
    except proxy.ProxyMissingError:
        return "tests.walk.without_proxy"
    return "deploy.serve"


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
