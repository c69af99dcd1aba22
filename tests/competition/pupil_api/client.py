"""Speaks to the real hall through ASGI, as a pupil's browser does."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import httpx
from asgiref.sync import sync_to_async

from base import clock
from base.models import User
from competition.models import Sitting
from competition.pupil_api.app import PupilApi
from competition.sittings.actions import sittings


class Pupil:
    """One browser. ``join`` keeps the credential; every method returns (status, reply)."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client
        self.credential = ""
        self.seq = 0

    async def post(self, name: str, body: object, **headers: str) -> tuple[int, dict[str, Any]]:
        """Any request, even a wrong one; ``body`` may be bytes."""
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        if self.credential:
            headers.setdefault("Authorization", f"Bearer {self.credential}")
        reply = await self.client.post(f"/hall/{name}", content=raw, headers=headers)
        return reply.status_code, reply.json()

    async def join(
        self, sitting: Sitting, number: int = 1, pin: str = "", **more: str
    ) -> tuple[int, dict[str, Any]]:
        """Join with the PIN the cast gives to a number, unless another is named."""
        self.credential = ""
        body = {"code": sitting.code, "number": number, "pin": pin or f"{1000 + number}", **more}
        status, reply = await self.post("join", body)
        self.credential, self.seq = reply.get("credential", ""), 0
        return status, reply

    async def start(self, language: str = "bs") -> tuple[int, dict[str, Any]]:
        """Open the paper."""
        return await self.post("start", {"language": language})

    async def choose(self, question: int, choice: int) -> tuple[int, dict[str, Any]]:
        """One answer with the next sequence number."""
        self.seq += 1
        return await self.post("answers", {"events": [[self.seq, question, choice, 0]]})

    async def finish(self) -> tuple[int, dict[str, Any]]:
        """Finish with all that was made."""
        return await self.post("finish", {"made": self.seq})


@asynccontextmanager
async def open_hall() -> AsyncIterator[httpx.AsyncClient]:
    """A hall of its own, closed afterwards."""
    hall = PupilApi()
    transport = httpx.ASGITransport(app=hall)  # type: ignore[arg-type]  # httpx's own ASGI types
    async with httpx.AsyncClient(transport=transport, base_url="http://hall") as client:
        yield client
    await hall.close()


@sync_to_async
def start_now(sitting: Sitting, teacher: User) -> None:
    """Start all, eight seconds ago."""
    sittings.start_all(sitting, by=teacher, at=clock.now() - timedelta(seconds=8))
