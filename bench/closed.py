"""Pupils in a closed loop: the next answer goes out when the last one is acknowledged.

``python -m bench.closed PORT SEATS WARM SECONDS LEDGER`` plays every seat of the file SEATS (see
``bench.seat``) over a connection of its own with TLS, writes what was acknowledged to LEDGER and
prints a summary as JSON.
"""

from __future__ import annotations

import asyncio
import json
import resource
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import uvloop

from bench import seat
from bench.browser import HEADERS, trusting
from bench.line import Line
from bench.measure import percentile
from bench.seat import Seat
from competition.config.open_files import allow_many_files

QUESTIONS, CHOICES = 20, 3
HEAD = (
    "POST /hall/answers HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {}\r\n"
    f"{HEADERS}Content-Length: "
)


@dataclass(slots=True)
class Notes:
    """What all pupils of the process share: when to measure, and what they saw."""

    begin: float
    end: float
    ledger: list[tuple[int, int, int, int, int]] = field(default_factory=list)
    taken: list[float] = field(default_factory=list)
    refused: int = 0

    def acknowledged(self, row: tuple[int, int, int, int, int], sent: float) -> None:
        """An event (attempt, lease, seq, question, choice) that the server says it has."""
        self.ledger.append(row)
        if sent >= self.begin:
            self.taken.append((time.monotonic() - sent) * 1000)


async def answer_until_the_end(line: Line, pupil: Seat, notes: Notes) -> None:
    """One pupil's loop; whoever is cut off in the middle has not been acknowledged."""
    head, seq = HEAD.format(pupil.credential).encode() + b"%d\r\n\r\n%b", 1
    while (sent := time.monotonic()) < notes.end:
        event = (seq, seq % QUESTIONS + 1, seq % CHOICES + 1)
        body = b'{"events":[[%d,%d,%d,0]]}' % event
        try:
            reply = await line.ask(head % (len(body), body))
        except ConnectionError:
            notes.refused += 1
            return
        if reply.status == 200 and json.loads(reply.body)["acked"] == [seq]:
            notes.acknowledged((pupil.attempt, pupil.lease, *event), sent)
        else:
            notes.refused += 1
        seq += 1


async def play(port: int, seats: list[Seat], warm: float, seconds: float) -> Notes:
    """All pupils at once; the first ``warm`` seconds are in the ledger but not in the times."""
    loop, trust = asyncio.get_running_loop(), trusting("http/1.1")
    lines = [(await loop.create_connection(Line, "127.0.0.1", port, ssl=trust))[1] for _ in seats]
    begin = time.monotonic() + warm
    notes = Notes(begin, begin + seconds)
    pairs = zip(lines, seats, strict=True)
    await asyncio.gather(*(answer_until_the_end(line, pupil, notes) for line, pupil in pairs))
    return notes


def summary(notes: Notes, seconds: float) -> dict[str, float]:
    """Rates a second, times in milliseconds; the processor time is that of the whole process."""
    usage, taken = resource.getrusage(resource.RUSAGE_SELF), sorted(notes.taken) or [float("nan")]
    return {
        "a_second": len(notes.taken) / seconds,
        "p50_ms": percentile(taken, 0.5),
        "p99_ms": percentile(taken, 0.99),
        "acknowledged": len(notes.ledger),
        "refused": notes.refused,
        "generator_cpu_s": usage.ru_utime + usage.ru_stime,
    }


def main(port: str, seats: str, warm: str, seconds: str, ledger: str) -> None:
    """Play, write the ledger, print the summary."""
    allow_many_files()
    pupils = seat.read(Path(seats))
    notes = uvloop.run(play(int(port), pupils, float(warm), float(seconds)))
    Path(ledger).write_text("".join(f"{' '.join(map(str, row))}\n" for row in notes.ledger))
    print(json.dumps(summary(notes, float(seconds))))


if __name__ == "__main__":
    main(*sys.argv[1:])
