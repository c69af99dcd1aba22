"""The load: pupils in a process of their own who answer as fast as they are acknowledged.

``python -m bench.pupils PORT CODE PUPILS WARM SECONDS LEDGER`` joins, starts and answers over one
kept connection a pupil, writes what was acknowledged to LEDGER and prints a summary as JSON.
"""

from __future__ import annotations

import asyncio
import json
import resource
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import uvloop

QUESTIONS, CHOICES = 5, 4


class Line(asyncio.Protocol):
    """One HTTP/1.1 connection that is kept: one request at a time, as little work as can be."""

    def __init__(self) -> None:
        self._transport: asyncio.Transport | None = None
        self._received = b""
        self._reply: asyncio.Future[tuple[int, bytes]] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way out."""
        self._transport = cast("asyncio.Transport", transport)

    def connection_lost(self, exc: Exception | None) -> None:
        """Whoever waits learns that nobody answers any more."""
        if self._reply is not None and not self._reply.done():
            self._reply.set_exception(exc or ConnectionResetError())

    def data_received(self, data: bytes) -> None:
        """Resolve the request once its reply is whole."""
        self._received += data
        head, blank, body = self._received.partition(b"\r\n\r\n")
        if not blank or self._reply is None or self._reply.done():
            return
        length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n", 1)[0])
        if len(body) >= length:
            self._received = b""
            self._reply.set_result((int(head[9:12]), body))

    async def post(self, name: str, body: bytes, credential: str = "") -> tuple[int, bytes]:
        """(status, body) of one request to the hall."""
        assert self._transport is not None
        self._reply = asyncio.get_running_loop().create_future()
        bearer = f"Authorization: Bearer {credential}\r\n" if credential else ""
        head = f"POST /hall/{name} HTTP/1.1\r\nHost: localhost\r\n{bearer}"
        head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        self._transport.write(head.encode() + body)
        return await self._reply


@dataclass(slots=True)
class Notes:
    """What the pupils saw: acknowledged events, the milliseconds each took, what was not a 200."""

    ledger: list[tuple[int, int, int, int, int]] = field(default_factory=list)
    taken: list[float] = field(default_factory=list)
    refused: int = 0


class Pupil:
    """One card: joins, starts, then makes one event after the other."""

    def __init__(self, line: Line, notes: Notes) -> None:
        self._line, self._notes = line, notes
        self._credential = ""
        self._attempt = self._lease = self._seq = 0

    async def come_in(self, code: str, number: int) -> None:
        """Join with the PIN of the tests' cast, and start."""
        reply = await self._ask("join", {"code": code, "number": number, "pin": f"{1000 + number}"})
        self._credential = reply["credential"]
        attempt, _, rest = self._credential.partition(".")
        self._attempt, self._lease = int(attempt), int(rest.partition(":")[0])
        await self._ask("start", {"language": "bs"})

    async def answer_until(self, measured_from: float, end: float) -> None:
        """Answer in a closed loop: the next event goes out when the last is acknowledged."""
        while (sent := time.monotonic()) < end:
            self._seq += 1
            event = (self._seq, self._seq % QUESTIONS + 1, self._seq % CHOICES + 1)
            await self._answer(event, sent, measured=sent >= measured_from)

    async def _answer(self, event: tuple[int, int, int], sent: float, *, measured: bool) -> None:
        body = b'{"events":[[%d,%d,%d,0]]}' % event
        status, raw = await self._line.post("answers", body, self._credential)
        if status != 200 or json.loads(raw)["acked"] != [event[0]]:
            self._notes.refused += 1
            return
        self._notes.ledger.append((self._attempt, self._lease, *event))
        if measured:
            self._notes.taken.append((time.monotonic() - sent) * 1000)

    async def _ask(self, name: str, body: dict[str, object]) -> dict[str, Any]:
        status, raw = await self._line.post(name, json.dumps(body).encode(), self._credential)
        if status != 200:
            raise ConnectionError(f"{name}: {status} {raw.decode()}")
        return cast("dict[str, Any]", json.loads(raw))


async def play(port: int, code: str, pupils: int, warm: float, seconds: float) -> Notes:
    """All pupils at once; the first ``warm`` seconds are in the ledger but not in the times."""
    loop, notes = asyncio.get_running_loop(), Notes()
    class_ = []
    for _pupil in range(pupils):
        _, line = await loop.create_connection(Line, "127.0.0.1", port)
        class_.append(Pupil(line, notes))
    await asyncio.gather(*(one.come_in(code, n) for n, one in enumerate(class_, start=1)))
    begin = time.monotonic() + warm
    await asyncio.gather(*(one.answer_until(begin, begin + seconds) for one in class_))
    return notes


def percentile(ordered: list[float], share: float) -> float:
    """The value below which this share of a sorted list lies."""
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def main(port: str, code: str, pupils: str, warm: str, seconds: str, ledger: str) -> None:
    """Play, write the ledger, print the summary."""
    began = time.monotonic()
    notes = uvloop.run(play(int(port), code, int(pupils), float(warm), float(seconds)))
    wall = time.monotonic() - began
    Path(ledger).write_text("".join(f"{' '.join(map(str, row))}\n" for row in notes.ledger))
    usage = resource.getrusage(resource.RUSAGE_SELF)
    taken = sorted(notes.taken) or [float("nan")]
    summary = {
        "a_second": len(notes.taken) / float(seconds),
        "p50_ms": percentile(taken, 0.5),
        "p99_ms": percentile(taken, 0.99),
        "longest_ms": taken[-1],
        "refused": notes.refused,
        "generator_cores": (usage.ru_utime + usage.ru_stime) / wall,
    }
    print(json.dumps(summary))


if __name__ == "__main__":
    main(*sys.argv[1:])
