"""The machine is gone at 10:05, with a stopwatch: ``python -m bench.machine_gone``.

Two folders stand for two machines. On the first `make serve` holds a class in the middle of its
quiz and the night's backup; everything of it is killed at once. Then what docs/running.md says is
done, as it is written there, with the same key and certificate, a backup and an empty folder. The
pupils' browsers stay as they were, and go on by themselves.
"""

from __future__ import annotations

import os
import shlex
import signal
import ssl
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import psycopg

from deploy import proxy
from tests.machine import ROOT, Browser, Machine
from tests.services import free_port

PUPILS = 4
SECRET = {"SECRET_KEY": "bench-only-bench-only-bench-only-bench-only-bench-only"}
TOLD = (
    "from competition.models import Attempt, Credit, Outage;"
    "print(Outage.objects.count(), Credit.objects.values('attempt').distinct().count())"
)


class ServedMachine:
    """A folder that stands for a machine on which `make serve` runs."""

    def __init__(self, place: Path, port: int, pair: tuple[Path, Path]) -> None:
        self.folder, self._port = place, port
        self._workers = free_port()
        self._pair = pair
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, **more: str) -> None:
        """As a person starts it; returns when it says that it can be opened."""
        certificate, key = map(str, self._pair)
        said = {"CERTIFICATE": certificate, "CERTIFICATE_KEY": key, **SECRET, **more}
        said |= {"SERVE_DIR": str(self.folder), "WORKERS": "2", "WORKER_PORT": str(self._workers)}
        said |= {"DATABASE_URL": "", "REDIS_URL": ""}
        command = [sys.executable, "-m", "deploy.serve", "127.0.0.1", str(self._port)]
        self._process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **said}, stdout=subprocess.PIPE
        )
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if line.startswith(b"Open "):
                return
        raise SystemExit(f"it ended with {self._process.wait()}")

    def run(self, *command: str) -> str:
        """A command beside it, with its file ``environment`` sourced."""
        words = shlex.join((sys.executable, *command))
        script = f". '{self.folder}/environment' && {words}"
        done = subprocess.run(["sh", "-c", script], cwd=ROOT, capture_output=True, text=True)
        return done.stdout + done.stderr

    def end(self, sign: signal.Signals) -> None:
        """Killed, Linux ends all that belongs to it."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(sign)
            self._process.wait(60)


def main() -> None:
    """Play it and print what took how long."""
    with tempfile.TemporaryDirectory(prefix="quiz-gone-", ignore_cleanup_errors=True) as name:
        place = Path(name)
        place.chmod(0o755)
        rehearse(place, free_port())


def rehearse(place: Path, port: int) -> None:
    """The first machine plays and dies; the second one is made from its backup."""
    pair = proxy.certificate(place)
    first, second = (ServedMachine(place / one, port, pair) for one in ("first", "second"))
    try:
        replace_from_backup(first, second, place, f"https://127.0.0.1:{port}", pair[0])
    finally:
        first.end(signal.SIGKILL)
        second.end(signal.SIGTERM)


def replace_from_backup(
    first: ServedMachine, second: ServedMachine, place: Path, url: str, certificate: Path
) -> None:
    """Lines 6 to 9 of the page."""
    first.start()
    pupils = played(first, url, certificate)
    first.run("manage.py", "back_up", "--to", str(place / "other"))
    (backup,) = (place / "other").iterdir()
    assert [pupil.choose(2, 1) for pupil in pupils] == [200] * PUPILS
    first.end(signal.SIGKILL)
    watch = Stopwatch()
    watch.take("the second machine serves", lambda: second.start(RESTORE=str(backup)))
    watch.take("check_server", lambda: second.run("manage.py", "check_server"))
    watch.take("the pupils' next answers are saved", lambda: go_on(pupils))
    watch.take("back_up", lambda: second.run("manage.py", "back_up"))
    print(watch.table())
    print(second.run("manage.py", "check_server"))
    print(second.run("manage.py", "shell", "--no-imports", "-c", TOLD))


def played(machine: ServedMachine, url: str, certificate: Path) -> list[Browser]:
    """A class in the middle of its quiz: each pupil has one answer that is in the backup."""
    database = machine.run("-c", "import os; print(os.environ['DATABASE_URL'])").strip()
    with psycopg.connect(database) as connection:
        connection.execute("TRUNCATE schools_country CASCADE")
    code = str(Machine(DATABASE_URL=database, REDIS_URL="", **SECRET).stage(cards=PUPILS)["code"])
    trusted = ssl.create_default_context(cafile=certificate)
    pupils = [Browser(url, code, number) for number in range(1, PUPILS + 1)]
    for pupil in pupils:
        pupil.client = httpx.Client(base_url=url, verify=trusted, timeout=60)
        pupil.come_in()
        assert pupil.choose(1, 1) == 200
    return pupils


def go_on(pupils: list[Browser]) -> str:
    """Each sends what it has, with the credential of the first machine, until it is saved."""
    return " ".join(str(pupil.choose(3, 1)) for pupil in pupils)


class Stopwatch:
    """Seconds since the machine was gone, at each step."""

    def __init__(self) -> None:
        self._begin = time.monotonic()
        self._lines: list[str] = []

    def take(self, what: str, step: Callable[[], object]) -> None:
        """Do a step and note when it was done."""
        before = time.monotonic()
        said = step()
        now = time.monotonic()
        self._lines.append(f"| {what} | {now - before:.1f} | {now - self._begin:.1f} |")
        if said:
            print(said)

    def table(self) -> str:
        """What took how long."""
        return "\n".join(["| step | seconds | since 10:05 |", "|---|---|---|", *self._lines])


if __name__ == "__main__":
    main()
