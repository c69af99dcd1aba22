"""A deliberately wrong server: answers are acknowledged before they are committed.

``python -m bench.faults.early_ack`` is uvicorn with the product and this one mistake. `make chaos`
runs it to show that its ledger finds the loss; no part of the product imports it.
"""

from __future__ import annotations

import asyncio

import uvicorn

# Sets Django up, which the pupil API's models need.
from competition.config import asgi  # noqa: F401
from competition.pupil_api import app
from competition.pupil_api.group_commit import WriteQueue
from competition.pupil_api.pending import Outcome
from competition.pupil_api.protocol import AnswersBody, AnswersReply, AttemptReply, Body

# What a browser in the middle of its quiz is told.
RUNNING = AttemptReply(
    phase="running", left=600.0, starts_in=None, current=True, wait=0.3, beat=20.0, receipt=None
)


class HastyQueue(WriteQueue):
    """A write queue that says "saved" as soon as an answer waits in its queue."""

    def __init__(self, *args: object) -> None:
        super().__init__(*args)  # type: ignore[arg-type]  # whatever a write queue wants
        self._under_way: set[asyncio.Task[Outcome]] = set()

    async def submit(self, body: Body, *, attempt: int = 0, lease: int = 0) -> Outcome:
        """What is refused at once is refused here too; nothing else is waited for."""
        stored = asyncio.create_task(super().submit(body, attempt=attempt, lease=lease))
        if not isinstance(body, AnswersBody):
            return await stored
        await asyncio.sleep(0)
        if stored.done():
            return stored.result()
        self._under_way.add(stored)
        stored.add_done_callback(self._forget)
        return AnswersReply([event.seq for event in body.events], [], RUNNING)

    def _forget(self, stored: asyncio.Task[Outcome]) -> None:
        self._under_way.discard(stored)
        if not stored.cancelled():
            stored.exception()


if __name__ == "__main__":
    app.__dict__["WriteQueue"] = HastyQueue  # the mistake
    uvicorn.main()
