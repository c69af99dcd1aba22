"""What a hostile file may bring the process that reads it to do; each is a function it can call."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

from base.intake.file_refusal import RefusedFile
from base.intake.phrases import Phrase


def echo(content: bytes) -> str:
    """A harmless one."""
    return content.decode()


def spin(_content: bytes) -> int:
    """Computes for ever."""
    number = 0
    while True:
        number += 1


def sleep(_content: bytes) -> None:
    """Waits for ever, without computing."""
    time.sleep(3600)


def swallow(_content: bytes) -> int:
    """Takes all memory there is."""
    eaten = []
    while True:
        eaten.append(bytearray(16 * 1024 * 1024))


def shout(_content: bytes) -> list[str]:
    """Answers without end."""
    return ["x" * 1024 * 1024] * 40


def fail(_content: bytes) -> None:
    """A mistake of ours."""
    raise KeyError("a name that stands in the file")


def die(_content: bytes) -> None:
    """As a library in C does that is led astray."""
    os.kill(os.getpid(), signal.SIGSEGV)


def write(content: bytes) -> int:
    """Writes a file."""
    return Path(content.decode()).write_bytes(b"x")


def lie(_content: bytes) -> list[int]:
    """Answers something else than was agreed."""
    return [1]


def refuse(_content: bytes) -> None:
    """As every reader of a format does."""
    raise RefusedFile(
        "%(place)s: %(count)d too many.", place=Phrase("row %(number)d", number=7), count=2
    )


def know(_content: bytes) -> list[str]:
    """What could be taken from it."""
    return [*os.environ, *sys.modules]
