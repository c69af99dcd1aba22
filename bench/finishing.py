"""Pupils who finish one after the other, whether the server is ready for them or not.

``python -m bench.finishing URL SEATS RATE OUT``: every seat of the file SEATS opens a connection
and sends five answers at its moment, RATE pupils a second, and finishes a second later. Writes
``{"answers_ms", "finish_ms", "acked", "refused", "processor_s"}`` to OUT; ``acked`` are the moments
of the acknowledged finishes on the monotonic clock, in order.
"""

from __future__ import annotations

import asyncio
import json
import random
import resource
import sys
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

import uvloop

from bench import seat
from bench.browser import Site
from bench.line import Line, Reply
from bench.seat import Seat
from competition.config.open_files import allow_many_files

EVENTS, QUESTIONS, CHOICES = 5, 20, 3
BETWEEN = 1.0
OK = 200


@dataclass(slots=True)
class Seen:
    """What the pupils saw: milliseconds of their requests, moments of finishes, refusals."""

    answers_ms: list[float] = field(default_factory=list)
    finish_ms: list[float] = field(default_factory=list)
    acked: list[float] = field(default_factory=list)
    refused: int = 0
    processor_s: float = 0.0


class Pupil:
    """One who is nearly through."""

    def __init__(self, site: Site, pupil: Seat, seen: Seen) -> None:
        self._site, self._seat, self._seen = site, pupil, seen

    async def leave(self, at: float) -> None:
        """Answer at a moment and finish; whoever is refused leaves without."""
        await asyncio.sleep(at - time.monotonic())
        try:
            line = await self._site.connect()
            await self._ask(line, "answers", _events(), self._seen.answers_ms, at)
            due = time.monotonic() + BETWEEN
            await asyncio.sleep(BETWEEN)
            body = b'{"made":%d}' % EVENTS
            await self._ask(line, "finish", body, self._seen.finish_ms, due)
            self._seen.acked.append(time.monotonic())
            line.close()
        except (OSError, TimeoutError):
            self._seen.refused += 1

    async def _ask(
        self, line: Line, name: str, body: bytes, taken: list[float], due: float
    ) -> Reply:
        """One request. The time is counted from when it was due. Raises ``OSError``."""
        head = f"POST /hall/{name} HTTP/1.1\r\nAuthorization: Bearer {self._seat.credential}\r\n"
        length = b"Content-Length: %d\r\n\r\n" % len(body)
        async with asyncio.timeout(10):
            reply = await line.ask(head.encode() + self._site.headers + length + body)
        if reply.status != OK:
            raise ConnectionRefusedError(reply.status, reply.body)
        taken.append((time.monotonic() - due) * 1000)
        return reply


def _events() -> bytes:
    """Choices by chance, so that the top of the board moves."""
    events = [
        [seq, (seq - 1) % QUESTIONS + 1, random.randint(1, CHOICES), 0]
        for seq in range(1, EVENTS + 1)
    ]
    return json.dumps({"events": events}).encode()


async def leave_all(url: str, seats: list[Seat], rate: float) -> Seen:
    """Everybody at the own moment."""
    site, seen, begin = Site.at(url), Seen(), time.monotonic() + 0.5
    pupils = [Pupil(site, one, seen) for one in seats]
    await asyncio.gather(*(one.leave(begin + n / rate) for n, one in enumerate(pupils)))
    return seen


def main(url: str, seats: str, rate: str, out: str) -> None:
    """Leave and tell."""
    allow_many_files()
    seen = uvloop.run(leave_all(url, seat.read(Path(seats)), float(rate)))
    usage = resource.getrusage(resource.RUSAGE_SELF)
    seen.processor_s = usage.ru_utime + usage.ru_stime
    Path(out).write_text(json.dumps(asdict(seen)))


if __name__ == "__main__":
    main(*sys.argv[1:])
