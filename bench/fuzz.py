"""Files of all kinds, spoilt at random, through the one door: each is read, or refused with words.

``python -m bench.fuzz [--files 2000] [--seed 1] [--only NUMBER]`` needs no server and no database.
What it must not find: a file that brings about a mistake of ours, ends the process that reads, or
is not given up in time. The same seed makes the same files.
"""

from __future__ import annotations

import argparse
import logging
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from random import Random

from base.intake.door import Door
from base.intake.file_refusal import RefusedFile, TooMuch
from base.intake.limits import LIMITS
from base.intake.scene_pictures import CleanPicture
from base.intake.sheets import ReadTable
from bench.mutating import Spoil, spoilt
from bench.seed_files import PICTURES, QUESTIONS, SCENES, Seed, seeds
from quizbank.formats.carried import Carried, arrived

# What a file may take beyond its limit until it is given up, on a busy machine.
GRACE = 30.0
LIMITED = ("time", "memory")


@dataclass(slots=True)
class Outcome:
    """What became of the files: how often what, and which ones must not be."""

    counts: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    slowest: tuple[float, str] = (0.0, "")

    def __str__(self) -> str:
        lines = [f"{count:6} {what}" for what, count in sorted(self.counts.items())]
        lines.append(f"{len(self.faults):6} that must not be")
        took, name = self.slowest
        return "\n".join([*lines, f"slowest: {took:.2f} s, {name}", *self.faults])


class Said(logging.Handler):
    """Keeps what the door writes to the log of one file."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line."""
        self.lines.append(record.getMessage())


def fuzz(files: int, seed: int, *, only: int | None = None, spoil: Spoil = spoilt) -> Outcome:
    """Try so many files, all kinds alike often."""
    outcome, kinds = Outcome(), list(seeds().items())
    with closing(Door()) as door, _heard() as said:
        for number in range(files) if only is None else [only]:
            name, honest = kinds[number % len(kinds)]
            content = spoil(honest[2], Random(f"{seed} {number}"))
            said.lines.clear()
            began = time.monotonic()
            what = _tried(door, honest, content)
            _note(outcome, f"{number} {name}", what, said.lines, time.monotonic() - began)
    return outcome


def _tried(door: Door, honest: Seed, content: bytes) -> str:
    reader, options, _content = honest
    try:
        if reader == PICTURES:
            door.read(reader, content, bytes)
        elif reader == SCENES:
            door.read(reader, content, CleanPicture)
        elif reader == QUESTIONS:
            arrived(door.read(reader, content, Carried, limits=LIMITS, **options))
        else:
            door.read(reader, content, ReadTable)
    except TooMuch:
        return "given up"
    except RefusedFile:
        return "refused"
    return "read"


def _note(outcome: Outcome, name: str, what: str, said: list[str], took: float) -> None:
    outcome.counts[what] += 1
    outcome.slowest = max(outcome.slowest, (took, name))
    # Time and memory are what limits are for; all else that is written there is a mistake.
    wrong = [
        line for line in said if not line.partition("a file: ")[2].startswith(("time", "memo"))
    ]
    if took > LIMITS.seconds + GRACE:
        wrong.append(f"took {took:.0f} s")
    outcome.faults += [f"{name}: {line}" for line in wrong]


@contextmanager
def _heard() -> Iterator[Said]:
    said, log = Said(), logging.getLogger("base.intake.door")
    log.addHandler(said)
    propagates, log.propagate = log.propagate, False
    try:
        yield said
    finally:
        log.removeHandler(said)
        log.propagate = propagates


def main() -> int:
    """Try, tell; the exit status says whether anything was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, help="one file of the seed again")
    asked = parser.parse_args()
    outcome = fuzz(asked.files, asked.seed, only=asked.only)
    print(outcome)
    return bool(outcome.faults)


if __name__ == "__main__":
    sys.exit(main())
