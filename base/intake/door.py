"""The one door for files from strangers: each is read by a process of its own, within limits.

A server process has one reader (``base.intake.reader``), which waits ready. Files are read one
after the other; who waits for long, or behind many, is asked to come again.
"""

from __future__ import annotations

import atexit
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import partial
from pathlib import Path
from typing import Protocol

from base.intake.file_refusal import NoTime, RefusedFile, TooMuch
from base.intake.limits import LIMITS, ReaderLimits
from base.intake.wire import (
    Answer,
    Denied,
    Garbled,
    Lost,
    Request,
    decode,
    decode_answer,
    encode,
    packed,
    received,
    sentence,
    values_of,
)

log = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parents[2]
# Names, not imports: what the reader has at hand before the first file comes.
PREPARED = (
    *("base.intake.sheets", "base.intake.pictures", "base.intake.scene_pictures"),
    *("base.intake.rosters.roster", "quizbank.formats.read_file"),
    "base.printing.typesetting",
)
# Each of those who wait holds a connection to the database; a process has twenty.
MOST_WAITING = 4
LINE_SECONDS = 20.0
# A reader that was only just started has to import first, on a busy machine for a while.
START_SECONDS = 20.0
# How soon those who wait notice that the server ends, or that nobody waits for them.
POLL = 0.25


PIECE = 256 * 1024
# Whether somebody still waits for what a thread does; whoever serves a request says so.
is_awaited: ContextVar[Callable[[], bool]] = ContextVar("is_awaited", default=lambda: True)
# What the message around an answer may add to it.
SLACK = 1024


class Patiently(Protocol):
    """Calls until there is something, or nobody waits any longer."""

    def __call__[T](self, act: Callable[[], T]) -> T:
        """What ``act`` gave. Raises ``Gone``."""


class Gone(Exception):
    """The reader has ended, does not answer, or is not waited for any more."""


class Reader:
    """The process, seen from its server."""

    def __init__(self) -> None:
        self._line, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                [sys.executable, "-m", "base.intake.reader", *PREPARED],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                cwd=ROOT,
                # No address of a database, no key: it needs none.
                env={"PATH": os.defpath, "LANG": "C.UTF-8"},
                start_new_session=True,
            )
        self._line.settimeout(POLL)

    @property
    def pid(self) -> int:
        """Its number."""
        return self._process.pid

    @property
    def runs(self) -> bool:
        """Whether it is there."""
        return self._process.poll() is None

    def ask(self, request: Request, *, is_wanted: Callable[[], bool]) -> Answer:
        """What it says of a file. Raises ``Gone`` and ``Garbled``."""
        until = time.monotonic() + request.limits.seconds + START_SECONDS

        def patiently[T](act: Callable[[], T]) -> T:
            while True:
                with suppress(TimeoutError):
                    return act()
                if time.monotonic() > until or not is_wanted():
                    raise Gone

        try:
            self._send(memoryview(packed(encode(request))), patiently)
            most = request.limits.answer + SLACK
            return decode_answer(received(lambda size: self._exactly(size, patiently), most))
        except OSError as error:
            raise Gone from error

    def _send(self, message: memoryview, patiently: Patiently) -> None:
        while message:
            message = message[patiently(partial(self._line.send, message)) :]

    def _exactly(self, size: int, patiently: Patiently) -> bytes:
        pieces = bytearray()
        while len(pieces) < size:
            piece = patiently(partial(self._line.recv, min(PIECE, size - len(pieces))))
            if not piece:
                raise Gone
            pieces += piece
        return bytes(pieces)

    def end(self) -> None:
        """End it and the copy that may be at work."""
        if self._process.poll() is None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._line.close()


class Door:
    """Reads files one at a time; threads wait in line, and only threads: never the event loop."""

    def __init__(self, *, line_seconds: float = LINE_SECONDS) -> None:
        self._line_seconds = line_seconds
        self._turn = threading.Lock()
        self._room = threading.BoundedSemaphore(MOST_WAITING + 1)
        self._waiting: set[int] = set()
        self._reader: Reader | None = None
        self._closed = False

    @property
    def reader_pid(self) -> int | None:
        """The number of the process that reads, once it has been started."""
        return self._reader.pid if self._reader is not None else None

    @property
    def waiting(self) -> int:
        """How many threads wait for the one that is read."""
        return len(self._waiting)

    def warm(self) -> None:
        """Start the reader ahead, unless somebody is about to."""
        if self._turn.acquire(blocking=False):
            try:
                self._ready()
            finally:
                self._turn.release()

    def read[T](
        self,
        function: str,
        content: bytes,
        gives: type[T],
        *,
        limits: ReaderLimits = LIMITS,
        **options: str,
    ) -> T:
        """What ``function`` (``module:name``) makes of a file, as plain data.

        Raises ``RefusedFile`` as the function does, ``TooMuch`` where the file does not let itself
        be read, ``NoTime`` where others come first.
        """
        request = Request(function, options, content, limits)
        try:
            with self._my_turn():
                answer = self._asked(request)
            return _value(answer, function, gives)
        except Garbled as error:
            log.error("%s: the reader is not understood: %s", function, error)  # noqa: TRY400
            raise TooMuch from error

    def close(self) -> None:
        """End the reader; who waits is told to come again."""
        self._closed = True
        reader = self._reader
        if reader is not None:
            reader.end()

    @property
    def _is_wanted(self) -> bool:
        return not self._closed and is_awaited.get()()

    @contextmanager
    def _my_turn(self) -> Iterator[None]:
        if not self._room.acquire(blocking=False):
            raise NoTime
        try:
            self._queue()
            try:
                yield
            finally:
                self._turn.release()
        finally:
            self._room.release()

    def _queue(self) -> None:
        until = time.monotonic() + self._line_seconds
        self._waiting.add(threading.get_ident())
        try:
            while not self._turn.acquire(timeout=POLL):
                if time.monotonic() > until or not self._is_wanted:
                    raise NoTime
        finally:
            self._waiting.discard(threading.get_ident())

    def _asked(self, request: Request) -> Answer:
        """Whatever goes wrong, the next file finds a reader that is ready."""
        reader = self._ready()
        try:
            return reader.ask(request, is_wanted=lambda: self._is_wanted)
        except (Gone, Garbled) as error:
            reader.end()
            if not self._is_wanted:
                raise NoTime from error
            log.warning("%s: the reader is gone: %r", request.function, error)
            raise TooMuch from error
        finally:
            if not (self._closed or reader.runs):
                self._ready()

    def _ready(self) -> Reader:
        if self._closed:
            raise NoTime
        if self._reader is None:
            atexit.register(self.close)
        elif not self._reader.runs:
            self._reader.end()
            self._reader = None
        self._reader = self._reader or Reader()
        return self._reader


def _value[T](answer: Answer, function: str, gives: type[T]) -> T:
    match answer:
        case Denied(why):
            raise RefusedFile(sentence(why), **values_of(why))
        case Lost(why, what):
            say = log.error if why == "fault" else log.warning
            say("%s did not read a file: %s %s", function, why, what)
            raise TooMuch
        case _:
            return decode(answer.value, gives)


door = Door()
