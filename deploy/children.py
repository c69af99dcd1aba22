"""Server processes that are started, watched, started again when they die, and stopped."""

from __future__ import annotations

import asyncio
import logging
import os
import shutil
import signal
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from deploy.programs import Identity

log = logging.getLogger("serve")

# A process that lived as long as this before it died is started again at once.
SETTLED = 10.0
LONGEST_PAUSE = 10.0
START_SECONDS = 60.0


class NotStarted(Exception):
    """A process ended at once, or did not answer in time; the message says where its log is."""


@dataclass(frozen=True, slots=True)
class Program:
    """What to run: how it is asked to end, and ``is_ready``, which may block for a second."""

    name: str
    command: Sequence[str]
    is_ready: Callable[[], bool]
    stop: signal.Signals = signal.SIGTERM
    stop_seconds: float = 15.0
    environment: Mapping[str, str] | None = None
    folder: Path | None = None
    identity: Identity = field(default_factory=Identity)


class Child:
    """One process of a program that should always be there."""

    def __init__(self, program: Program, logs: Path) -> None:
        self.program = program
        self.log = logs / f"{program.name}.log"
        self._process: asyncio.subprocess.Process | None = None
        self._keeper: asyncio.Task[None] | None = None

    @property
    def pid(self) -> int | None:
        """Its number while it runs."""
        return self._process.pid if self._process is not None and self._runs else None

    @property
    def _runs(self) -> bool:
        return self._process is not None and self._process.returncode is None

    async def start(self) -> None:
        """Start it, wait until it is ready, and keep it. Raises ``NotStarted``."""
        await self._launch()
        await self._until_ready()
        self._keeper = asyncio.create_task(self._keep(), name=self.program.name)

    async def retire(self, how: signal.Signals) -> None:
        """Ask it to end in its own time, and do not start it again."""
        await self._let_go()
        self.ask(how)

    async def _let_go(self) -> None:
        if self._keeper is not None:
            self._keeper.cancel()
            with suppress(asyncio.CancelledError):
                await self._keeper
            self._keeper = None

    async def stop(self) -> None:
        """Ask it to end and wait; kill it if it does not."""
        await self._let_go()
        if self._process is None:
            return
        self.ask(self.program.stop)
        try:
            async with asyncio.timeout(self.program.stop_seconds):
                await self._process.wait()
        except TimeoutError:
            log.warning("%s does not end: killed", self.program.name)
        self._end_its_group()
        await self._process.wait()

    async def replace(self) -> None:
        """Stop it and start a new one. Raises ``NotStarted``, and then goes on trying."""
        await self.stop()
        try:
            await self.start()
        except NotStarted:
            self._keeper = asyncio.create_task(self._keep(), name=self.program.name)
            raise

    def ask(self, what: signal.Signals) -> None:
        """Send it a signal, if it is there."""
        if self._process is not None and self._runs:
            with suppress(ProcessLookupError):
                self._process.send_signal(what)

    def _end_its_group(self) -> None:
        """What it began and left behind would keep its ports, as nginx's workers do."""
        if self._process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)

    async def _launch(self) -> None:
        with self.log.open("ab") as output:
            self._process = await asyncio.create_subprocess_exec(
                *dies_with_us(self.program.stop),
                *self.program.command,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                env=self.program.environment,
                cwd=self.program.folder,
                # A group of its own: Ctrl-C is for us, and we end whatever it began.
                start_new_session=True,
                **self.program.identity,
            )

    async def _until_ready(self) -> None:
        end = time.monotonic() + START_SECONDS
        while self._runs and time.monotonic() < end:
            if await asyncio.to_thread(self.program.is_ready):
                return
            await asyncio.sleep(0.1)
        what = "is not ready" if self._runs else "ended at once"
        raise NotStarted(f"{self.program.name} {what}; see {self.log}")

    async def _keep(self) -> None:
        pause = 0.0
        while self._process is not None:
            began = time.monotonic()
            status = await self._process.wait()
            self._end_its_group()
            settled = time.monotonic() - began > SETTLED
            pause = 0.0 if settled else min(2 * pause + 0.5, LONGEST_PAUSE)
            log.warning("%s ended (%d), started again", self.program.name, status)
            await asyncio.sleep(pause)
            try:
                await self._launch()
            except OSError as error:
                log.warning("%s cannot be started: %s", self.program.name, error)


def dies_with_us(how: signal.Signals) -> list[str]:
    """Where Linux's setpriv is: nothing is left running when we are killed."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", how.name.removeprefix("SIG"), "--"] if setpriv else []
