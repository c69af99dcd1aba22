"""Many browsers at one board, in a process of their own.

``python -m bench.watching URL BOARD COUNT OUT`` connects, prints ``{"opened", "refused",
"seconds"}`` as one line of JSON, watches until its input ends, then writes ``{"snapshots":
[[version, total, watchers that have it, moment the last of them had it], …], "lag_p99_ms",
"processor_s"}`` to OUT. Moments are those of the monotonic clock, which all processes share.
"""

from __future__ import annotations

import asyncio
import json
import re
import resource
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import uvloop

from bench.browser import Site
from bench.measure import percentile
from bench.watcher import Watcher, watch
from competition.config.open_files import allow_many_files

VERSION, TOTAL = re.compile(rb'"version":(\d+)'), re.compile(rb'"total":(\d+)')
# So many connect at once; each costs the servers a handshake.
AT_ONCE = 50
TICK = 0.05


@dataclass(slots=True)
class Snapshot:
    """One version of the board: who has it, or a later one, and since when all of them."""

    total: int = 0
    watchers: int = 0
    last: float = 0.0


@dataclass(slots=True)
class Crowd:
    """What all watchers have seen. A watcher that skips a version has it with the next."""

    snapshots: dict[int, Snapshot] = field(default_factory=dict)

    def see(self, text: bytes, at: float, before: int) -> int:
        """A text has come to a watcher that had version ``before``; returns what it has now."""
        found = VERSION.search(text)
        version = int(found[1]) if found else before
        for missed in range(before + 1, version + 1):
            snapshot = self.snapshots.setdefault(missed, Snapshot())
            snapshot.watchers += 1
            snapshot.last = max(snapshot.last, at)
        total = TOTAL.search(text)
        if total is not None:
            self.snapshots.setdefault(version, Snapshot()).total = int(total[1])
        return max(before, version)


class Eyes:
    """One watcher's memory of the version it has."""

    __slots__ = ("_crowd", "version")

    def __init__(self, crowd: Crowd) -> None:
        self._crowd, self.version = crowd, 0

    def take(self, text: bytes, at: float) -> None:
        """A text has come."""
        self.version = self._crowd.see(text, at, self.version)


async def come(site: Site, board: int, count: int, crowd: Crowd) -> list[Watcher]:
    """Open so many sockets, some at a time; those that are refused are left out."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def one() -> Watcher | None:
        async with gate:
            try:
                return await watch(site, f"/ws/boards/{board}/", Eyes(crowd).take)
            except (OSError, TimeoutError):
                return None

    came = await asyncio.gather(*(one() for _ in range(count)))
    return [watcher for watcher in came if watcher is not None]


async def watch_all(url: str, board: int, count: int) -> dict[str, object]:
    """Come, say so, watch; returns what was seen."""
    crowd, since = Crowd(), time.monotonic()
    watchers = await come(Site.at(url), board, count, crowd)
    took = time.monotonic() - since
    opened = {"opened": len(watchers), "refused": count - len(watchers), "seconds": took}
    print(json.dumps(opened), flush=True)
    late = await _until_the_input_ends()
    return {
        "snapshots": [
            (version, one.total, one.watchers, one.last)
            for version, one in sorted(crowd.snapshots.items())
        ],
        "lag_p99_ms": 1000 * percentile(sorted(late), 0.99),
        "processor_s": _processor(),
    }


async def _until_the_input_ends() -> list[float]:
    """How late the loop came round meanwhile: it adds that to what it measures."""
    end = asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    late = []
    while not end.done():
        due = time.monotonic() + TICK
        await asyncio.sleep(TICK)
        late.append(time.monotonic() - due)
    return late


def _processor() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def main(url: str, board: str, count: str, out: str) -> None:
    """Watch and tell."""
    allow_many_files()
    found = uvloop.run(watch_all(url, int(board), int(count)))
    Path(out).write_text(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
