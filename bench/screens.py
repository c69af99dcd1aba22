"""The teachers' monitors of a load day: a socket for each class, from its arrival to its end.

Runs in a thread of the teachers' process. What the screens cost the servers belongs to the day;
what they show is not looked at, only counted.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import msgspec

from bench.browser import Site
from bench.plan import Class, Plan
from bench.watcher import watch

SCREENS = "screens.json"
AGAIN = 5.0
# A class is watched a little longer than its last answer.
AFTER = 30.0


class Screens(threading.Thread):
    """All of them; ``sessions`` are the teachers' session keys by sitting.

    What they count stands in the file ``told``: ``{most_open, texts, not_opened, ended}``.
    """

    def __init__(self, plan: Plan, sessions: Mapping[int, str], told: Path) -> None:
        super().__init__(name="screens", daemon=True)
        self._plan, self._sessions, self._told = plan, sessions, told
        self._open = 0
        self.counts = Counter[str]()

    def run(self) -> None:
        """Until the process ends."""
        asyncio.run(self._all())

    async def _all(self) -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(self._tell())
            for one in self._plan.classes:
                group.create_task(self._one(one))

    async def _tell(self) -> None:
        while True:
            await asyncio.sleep(1.0)
            self.counts["most_open"] = max(self.counts["most_open"], self._open)
            # In one step: this process is ended at any moment, and its file read.
            half = self._told.with_suffix(".half")
            half.write_bytes(msgspec.json.encode(dict(self.counts)))
            half.replace(self._told)

    async def _one(self, one: Class) -> None:
        """Open the monitor, and again whenever its server has gone."""
        plan = self._plan
        until = one.starts + plan.notice + one.events * plan.think + AFTER
        await asyncio.sleep(max(plan.begins + one.arrives - time.time(), 0))
        while (left := plan.begins + until - time.time()) > 0:
            try:
                await self._look(one, left)
            except OSError:
                self.counts["not_opened"] += 1
            await asyncio.sleep(AGAIN)

    async def _look(self, one: Class, seconds: float) -> None:
        site = Site.at(self._plan.url)
        cookie = f"Cookie: sessionid={self._sessions[one.sitting]}\r\n".encode()
        monitor = f"/ws/sittings/{one.sitting}/"
        seen = await watch(replace(site, headers=site.headers + cookie), monitor, self._take)
        self._open += 1
        try:
            async with asyncio.timeout(seconds):
                await seen.closed.wait()
            self.counts["ended"] += 1
        except TimeoutError:
            pass
        finally:
            self._open -= 1
            seen.close()

    def _take(self, _text: bytes, _at: float) -> None:
        self.counts["texts"] += 1
