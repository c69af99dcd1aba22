"""`make serve`: everything a centre runs on one machine, as one command in the foreground.

``python -m deploy.serve HOST PORT``. SIGINT and SIGTERM stop everything in good order; SIGHUP
prepares the present release and restarts the processes one by one. docs/running.md says the rest.
"""

from __future__ import annotations

import asyncio
import http.client
import logging
import os
import signal
import subprocess
import sys
from collections.abc import Coroutine, Sequence
from contextlib import suppress
from pathlib import Path

from deploy import programs, proxy, stores
from deploy.children import Child, NotStarted, Program
from deploy.processes import ANSWERS, PAGES, Process, ports, spare_ports
from deploy.state import ROOT, Folder, Refused, Wishes, answers
from deploy.steps import STEPS

log = logging.getLogger("serve")

# Asked before them where others are at work already; the first start is never refused.
ASK, FORCE = ("manage.py", "may_release"), "force-release"
# Between the proxy's last connection and the end of those behind it.
LAST_REQUESTS = 0.5
# The proxy rests a process that refused it for a second (``fail_timeout``) and looks again then.
NOTICED = 1.5


class Machine:
    """The servers of one machine: stores, the product's processes, proxy."""

    def __init__(self, wishes: Wishes) -> None:
        self.wishes = wishes
        self.folder = Folder(wishes.folder)
        self._stores: list[Child] = []
        database, redis = self._name_database(), self._name_redis()
        self.product = wishes.product(database, redis, self.folder.secret("key"))
        self.environment = stores.python_environment(self.product)
        self._product = [self._child(self._program(one)) for one in wishes.processes]
        self._proxy = self._child(self._nginx())
        self._turn = asyncio.Lock()

    async def start(self) -> None:
        """Start everything; returns when it can be used. Raises ``NotStarted`` or ``Refused``."""
        _refuse_taken([*self.wishes.ports, *(one.port for one in self.wishes.processes)])
        for store in self._stores:
            await store.start()
        if backup := self.wishes.get("RESTORE"):
            await self._run("manage.py", "restore", backup)
        await self._prepare()
        await asyncio.gather(*(one.start() for one in self._product))
        await self._proxy.start()

    async def stop(self) -> None:
        """Take no more, finish what is under way, then end the stores."""
        await self._proxy.retire(signal.SIGQUIT)
        await asyncio.sleep(LAST_REQUESTS)
        await asyncio.gather(*(one.stop() for one in self._product))
        await self._proxy.stop()
        for store in reversed(self._stores):
            await store.stop()

    async def renew(self) -> None:
        """Prepare the present release, then one process after the other; stops at a bad one.

        Those nobody waits for are first: what is wrong with a release shows there.
        """
        async with self._turn:
            try:
                await self._ask_for_release()
                await self._prepare()
                for one in reversed(self._product):
                    await one.replace()
                    await asyncio.sleep(NOTICED)
                self._write_nginx()
            except (NotStarted, Refused) as error:
                log.warning("the new release is not taken further: %s", error)
                return
            self._proxy.ask(signal.SIGHUP)
            log.warning("all processes are new")

    def _child(self, program: Program) -> Child:
        return Child(program, self.folder.logs)

    def _name_database(self) -> str:
        """The one that the environment names is somebody else's to keep; else one of our own."""
        url = self.wishes.get("DATABASE_URL")
        if url.startswith("sqlite"):
            raise Refused("several processes need PostgreSQL: leave DATABASE_URL out, or name one")
        if not url:
            program, url = stores.postgres(self.folder, processes=len(self.wishes.processes))
            self._stores.append(self._child(program))
        return url

    def _name_redis(self) -> str:
        url = self.wishes.get("REDIS_URL")
        if not url:
            program, url = stores.redis(self.folder)
            self._stores.append(self._child(program))
        return url

    def _program(self, process: Process) -> Program:
        return Program(
            name=process.name,
            command=process.command(sys.executable),
            is_ready=lambda: is_ready(process.port),
            stop_seconds=20.0,
            environment=self.environment | process.environment,
            folder=ROOT,
        )

    def _nginx(self) -> Program:
        return Program(
            name="nginx",
            command=proxy.command(self._write_nginx()),
            is_ready=lambda: answers(self.wishes.port),
        )

    def _write_nginx(self) -> Path:
        folder = self.folder.make("nginx")
        certificate, key = proxy.certificate(folder, self.wishes.shown)
        text = proxy.render(
            answers=ports(self.wishes.processes, ANSWERS),
            pages=ports(self.wishes.processes, PAGES),
            spare=spare_ports(self.wishes.processes),
            listen=self.wishes.listen,
            certificate=self.wishes.pem("CERTIFICATE", certificate),
            key=self.wishes.pem("CERTIFICATE_KEY", key),
            static=self.folder.make("data") / "static",
            folder=folder,
            plain=self.wishes.listen_plain,
        )
        (folder / "nginx.conf").write_text(text)
        return folder / "nginx.conf"

    async def _prepare(self) -> None:
        for step in STEPS:
            await self._run(*step.command)
        if self.wishes.get("SEED"):
            _say(await self._run("manage.py", "seed_demo"))

    async def _ask_for_release(self) -> None:
        """Not while classes play, unless somebody wrote the reason into ``force-release``."""
        note = self.folder.path / FORCE
        reason = note.read_text(encoding="utf-8").strip() if note.exists() else ""
        await self._run(*ASK, *(("--force", "--reason", reason) if reason else ()))
        note.unlink(missing_ok=True)

    async def _run(self, *command: str) -> str:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *command,
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        said, _ = await process.communicate()
        if process.returncode:
            raise NotStarted(f"{' '.join(command)} failed:\n{said.decode()}")
        return said.decode()


def is_ready(port: int) -> bool:
    """Whether a process says that it can serve."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/ready")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _refuse_taken(ports: Sequence[int]) -> None:
    if taken := [str(port) for port in ports if answers(port)]:
        raise Refused(
            f"port {', '.join(taken)} is in use: stop what uses it, or choose others "
            "(PORT and PLAIN_PORT for the proxy, WORKER_PORT for the first process behind it)"
        )


def told(machine: Machine, environment: Path) -> str:
    """What a person has to know once everything runs."""
    wishes, folder = machine.wishes, machine.folder
    figures = " ".join(f"http://127.0.0.1:{one.port}/metrics" for one in wishes.processes)
    own = "" if wishes.get("CERTIFICATE") else "  (a certificate of its own: browsers warn)"
    return f"""
Open {wishes.address}/{own}
  logs           {folder.logs}
  first log-in   . {environment} && {sys.executable} manage.py createsuperuser
  figures        {figures}
  new release    kill -HUP {os.getpid()}   (processes are restarted one by one)
  stop           Ctrl-C, or kill {os.getpid()}
"""


async def serve(wishes: Wishes, kind: type[Machine]) -> None:
    """Run until a signal asks to end."""
    loop, end = asyncio.get_running_loop(), asyncio.Event()
    for sign in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(sign, end.set)
    machine = kind(wishes)
    environment = machine.folder.write_environment(machine.product)
    renewals: set[asyncio.Task[None]] = set()
    loop.add_signal_handler(signal.SIGHUP, lambda: renewals.add(loop.create_task(machine.renew())))
    try:
        await _first(machine.start(), end)
        if not end.is_set():
            _say(told(machine, environment))
            await end.wait()
    finally:
        for renewal in renewals:
            renewal.cancel()
        if end.is_set():
            _say("Stopping: nothing new is taken, what is under way is finished.\n")
        await machine.stop()


def _say(text: str) -> None:
    """To whoever looks on; a terminal that was closed since must not spoil the order of the end."""
    with suppress(OSError):
        sys.stdout.write(text)
        sys.stdout.flush()


async def _first(start: Coroutine[object, object, None], end: asyncio.Event) -> None:
    """Wait for the start, or for the wish to end before it is over."""
    starting = asyncio.ensure_future(start)
    ending = asyncio.create_task(end.wait())
    await asyncio.wait({starting, ending}, return_when=asyncio.FIRST_COMPLETED)
    ending.cancel()
    if not starting.done():
        starting.cancel()
        return
    starting.result()


def main(host: str, port: str, *, kind: type[Machine] = Machine) -> int:
    """Serve; returns the exit status."""
    logging.basicConfig(format="%(asctime)s %(message)s", level=logging.WARNING)
    problems = (Refused, NotStarted, programs.MissingError, proxy.ProxyMissingError)
    try:
        asyncio.run(serve(Wishes(host, int(port), os.environ), kind))
    except problems as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
