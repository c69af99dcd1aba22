"""The process that reads files for a server: ``python -m base.intake.reader MODULE…``.

It has imported what reads before anybody asks, and knows neither Django nor a secret. Each file is
read by a copy of it that lives for that file alone, within limits: nothing of one file is there
when the next one is read. It ends when the server is gone, and ends the copy that works.
"""

from __future__ import annotations

import gc
import importlib
import os
import select
import signal
import socket
import sys
import time
import warnings
from collections.abc import Callable
from contextlib import suppress

from base.intake.file_refusal import RefusedFile
from base.intake.limits import ReaderLimits, confine, yield_to_others
from base.intake.wire import (
    Answer,
    Denied,
    Lost,
    Read,
    Request,
    decode,
    decode_answer,
    encode,
    packed,
    received,
    words,
)

# Pupils come first: what is read takes what they leave.
NICENESS = 10
PIECE = 256 * 1024
# The server itself takes nothing that is larger.
MOST_ASKED = 32 * 1024 * 1024


def main(modules: list[str]) -> None:
    """Serve requests that come on the standard input, a socket, until it is closed."""
    for sign in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        # Whoever ends the server by its group lets it finish the page that waits for us.
        signal.signal(sign, signal.SIG_IGN)
    yield_to_others(NICENESS)
    for module in modules:
        importlib.import_module(module)
    gc.freeze()
    line = socket.socket(fileno=os.dup(0))
    with suppress(EOFError, OSError):
        while True:
            content = received(lambda size: _exactly(line, size), MOST_ASKED)
            line.sendall(packed(encode(answer(decode(content, Request), line))))


def answer(request: Request, line: socket.socket) -> Answer:
    """What a copy of this process says of a file. Raises ``EOFError`` when the server is gone."""
    function = _function(request.function)
    end, begin = os.pipe()
    copy = os.fork()
    if copy == 0:
        os.close(end)
        _work(function, request, begin, line)
    os.close(begin)
    try:
        return _heard(end, copy, line, request.limits)
    finally:
        os.close(end)


def _heard(end: int, copy: int, line: socket.socket, limits: ReaderLimits) -> Answer:
    pieces: list[bytes] = []
    lost: Lost | None = None
    try:
        lost = _listen(end, line, pieces, limits)
    finally:
        # Also one that closed its pipe and lives on; of one that has ended the status stays.
        os.kill(copy, signal.SIGKILL)
        _pid, status = os.waitpid(copy, 0)
    if lost is None and status:
        late = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU
        lost = Lost("time" if late else "died", f"status {status}")
    return lost or decode_answer(b"".join(pieces))


def _listen(
    end: int, line: socket.socket, pieces: list[bytes], limits: ReaderLimits
) -> Lost | None:
    """Gather what the copy writes; says why it was given up, if it was."""
    until, size = time.monotonic() + limits.seconds, 0
    while True:
        ends = [end, line.fileno()]
        ready, _, _ = select.select(ends, [], [], max(0.0, until - time.monotonic()))
        if not ready:
            return Lost("time")
        if end not in ready:
            # Nothing is asked before the answer is there: the server has gone.
            raise EOFError
        piece = os.read(end, PIECE)
        if not piece:
            return None
        pieces.append(piece)
        size += len(piece)
        if size > limits.answer:
            return Lost("size")


def _work(
    function: Callable[..., object], request: Request, begin: int, line: socket.socket
) -> None:
    """The life of a copy: read one file, say what is in it, end."""
    status = 1
    try:
        line.close()
        _be_mute()
        confine(request.limits)
        told = memoryview(encode(_told(function, request)))
        while told:
            told = told[os.write(begin, told) :]
        status = 0
    finally:
        # Not the way of a process that ends by itself: nothing of ours is written or told twice.
        os._exit(status)


def _told(function: Callable[..., object], request: Request) -> Answer:
    try:
        return Read(encode(function(request.content, **request.options)))
    except RefusedFile as refusal:
        return Denied(words(refusal.text, refusal.values))
    except MemoryError:
        return Lost("memory")
    except Exception as error:  # noqa: BLE001 - whatever a file brings about is told to its server
        return Lost("fault", _where(error))


def _where(error: Exception) -> str:
    """The kind of an error and its line; never its text, which may hold what children wrote."""
    last = error.__traceback__
    while last is not None and last.tb_next is not None:
        last = last.tb_next
    place = f"{last.tb_frame.f_code.co_filename}:{last.tb_lineno}" if last else "?"
    return f"{type(error).__name__} at {place}"


def _be_mute() -> None:
    warnings.simplefilter("ignore")
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)


def _function(name: str) -> Callable[..., object]:
    module, _, function = name.partition(":")
    found: Callable[..., object] = getattr(importlib.import_module(module), function)
    return found


def _exactly(line: socket.socket, size: int) -> bytes:
    pieces = bytearray()
    while len(pieces) < size:
        piece = line.recv(min(PIECE, size - len(pieces)))
        if not piece:
            raise EOFError
        pieces += piece
    return bytes(pieces)


if __name__ == "__main__":
    main(sys.argv[1:])
