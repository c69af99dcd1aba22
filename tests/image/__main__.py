"""Makes what Containerfile makes, in a fresh Debian root, and asks each process whether it lives.

``make image``, as root on Debian: mmdebstrap makes the root, deploy/container/install.sh does its
steps in it, and every process of compose.yaml runs there, with PostgreSQL and Redis beside it. The
machine's own settings for apt and pip are taken along, for where these come through a mirror.
"""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx

from deploy.processes import Process, processes, told_to_proxy
from tests.machine import ROOT
from tests.services import PostgresServer, RedisServer, free_port

CODENAME = "trixie"
SECONDS = 60.0
# Taken along where they are, so that the root's packages come from where the machine's do.
MIRRORS = ("etc/apt", "etc/pip.conf", "root/.config/pip", "etc/ssl/certs", "usr/share/keyrings")


class Image:
    """A root in which the product is installed."""

    def __init__(self, folder: Path) -> None:
        self.root = folder

    def make(self) -> None:
        """All steps of Containerfile; the clone's files as git knows them."""
        run("mmdebstrap", "--variant=minbase", "--include=ca-certificates", CODENAME, self.root)
        for name in MIRRORS:
            self._take(name)
        clone = self.root / "opt/quiz"
        clone.mkdir(parents=True)
        files = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True)
        run(
            "cp", "--parents", "-t", clone, *files.stdout.decode().strip("\0").split("\0"), cwd=ROOT
        )
        run(*self.inside("/opt/quiz/deploy/container/install.sh"))

    def inside(self, *command: str, user: str = "root") -> list[str]:
        """The command, as it runs in the root."""
        return ["chroot", f"--userspec={user}", str(self.root), *command]

    def _take(self, name: str) -> None:
        source, target = Path("/") / name, self.root / name
        if source.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            run("cp", "-aT", "--remove-destination", source, target)


def run(
    *command: str | Path, cwd: Path | None = None, more: Mapping[str, str] | None = None
) -> None:
    """Run it to its end, and say what it said if it fails; ``more`` joins its environment."""
    done = subprocess.run(
        list(map(str, command)),
        cwd=cwd,
        env={**os.environ, **(more or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))[:200]} failed:\n{done.stdout[-4000:]}")


@contextmanager
def running(command: list[str], **environment: str) -> Iterator[None]:
    """It runs as long as the block."""
    process = subprocess.Popen(command, env=os.environ | environment)
    try:
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def until_answered(url: str) -> httpx.Response:
    """The reply, once there is one."""
    end = time.monotonic() + SECONDS
    while True:
        try:
            return httpx.get(url, verify=False, timeout=10)  # the certificate is made there
        except httpx.TransportError:
            if time.monotonic() > end:
                sys.exit(f"{url} does not answer")
            time.sleep(0.2)


def try_out(image: Image) -> None:
    """Start what compose.yaml starts, in the root, and ask everybody."""
    with PostgresServer() as postgres, RedisServer() as redis:
        environment = {
            "DATABASE_URL": postgres.url,
            "REDIS_URL": redis.url,
            "SECRET_KEY": secrets.token_urlsafe(60),
            "PUBLIC_ADDRESS": "https://localhost",
            "DATA_DIR": "/var/lib/quiz",
        }
        run(*image.inside(*_in_clone("deploy.steps", "database"), user="quiz"), more=environment)
        those = processes(2, first_port=free_port(row=len(processes(2))))
        with ExitStack() as stack:
            for one in those:
                stack.enter_context(
                    running(image.inside(*_command(one), user="quiz"), **environment)
                )
            for one in those:
                _ask(one)
            _ask_proxy(image, those, stack)


def _in_clone(*words: str) -> list[str]:
    """A Python module of the clone, as compose.yaml runs it in the image's working folder."""
    return ["/bin/sh", "-c", 'cd /opt/quiz && exec .venv/bin/python -m "$@"', "sh", *words]


def _command(process: Process) -> list[str]:
    act = ("deploy.processes", "run", process.kind.purpose, "--port", str(process.port))
    return _in_clone(*act)


def _ask(process: Process) -> None:
    health = until_answered(f"http://127.0.0.1:{process.port}/health")
    assert health.json() == {"alive": True, "purpose": process.kind.purpose}, health.text
    ready = until_answered(f"http://127.0.0.1:{process.port}/ready")
    assert ready.json() == {"ready": True, "missing": []}, ready.text
    sys.stdout.write(f"{process.name}: {health.text} {ready.text}\n")


def _ask_proxy(image: Image, those: list[Process], stack: ExitStack) -> None:
    port = free_port()
    command = ["/opt/quiz/deploy/container/proxy.sh", *told_to_proxy(those)]
    command += ["--listen", str(port), "--plain", "0"]
    stack.enter_context(running(image.inside(*command)))
    for path, status in (("/health", 200), ("/en/", 200), ("/hall/", 404)):
        reply = until_answered(f"https://localhost:{port}{path}")
        assert reply.status_code == status, (path, reply.status_code, reply.text[:300])
        sys.stdout.write(f"{path} through the proxy: {reply.status_code}\n")


def main() -> None:
    """Make it, try it, take it away."""
    if os.geteuid() or shutil.which("mmdebstrap") is None:
        sys.exit("Needs root and the Debian package mmdebstrap: sudo apt-get install mmdebstrap")
    with tempfile.TemporaryDirectory(prefix="quiz-image-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        image = Image(Path(folder) / "root")
        image.make()
        try_out(image)


if __name__ == "__main__":
    main()
