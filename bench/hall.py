"""The requests of ``static/js/pupil/api.js``, timed and counted."""

from __future__ import annotations

import time
from typing import Any

import msgspec

from bench.browser import Browser, Unreachable
from bench.notes import Notes
from competition.pupil_api import protocol

REPLIES: dict[str, msgspec.json.Decoder[Any]] = {
    "join": msgspec.json.Decoder(protocol.JoinReply),
    "start": msgspec.json.Decoder(protocol.StartReply),
    "answers": msgspec.json.Decoder(protocol.AnswersReply),
    "heartbeat": msgspec.json.Decoder(protocol.HeartbeatReply),
    "finish": msgspec.json.Decoder(protocol.FinishReply),
}
REFUSALS = msgspec.json.Decoder(protocol.RefusalReply)
BUSY = 503


class Refusal(Exception):
    """The server understood and said no; ``code`` is one of docs/hall.md."""

    def __init__(self, status: int, said: protocol.RefusalReply) -> None:
        super().__init__(said.error)
        self.status, self.code = status, said.error
        self.wait, self.missing = said.wait or 0.0, said.missing or []


class Hall:
    """What one lease says to the server, once it has joined."""

    __slots__ = ("_bearer", "_notes", "attempt", "browser", "lease")

    def __init__(self, browser: Browser, notes: Notes) -> None:
        self.browser, self._notes = browser, notes
        self._bearer = b""
        self.attempt = self.lease = 0

    async def join(self, body: bytes) -> protocol.JoinReply:
        """Join and keep the credential. Raises ``Refusal`` and ``Unreachable``."""
        reply: protocol.JoinReply = await self._ask("join", body)
        attempt, _, rest = reply.credential.partition(".")
        self.attempt, self.lease = int(attempt), int(rest.partition(":")[0])
        self._bearer = f"Authorization: Bearer {reply.credential}\r\n".encode()
        return reply

    async def start(self, language: str) -> protocol.StartReply:
        """Start, or get the paper once more."""
        return await self._ask("start", b'{"language":"%b"}' % language.encode())  # type: ignore[no-any-return]

    async def answers(self, body: bytes) -> protocol.AnswersReply:
        """Send events."""
        return await self._ask("answers", body)  # type: ignore[no-any-return]

    async def heartbeat(self, on: int, *, active: bool) -> protocol.HeartbeatReply:
        """A sign of life."""
        body = b'{"on":%d,"active":%b}' % (on, b"true" if active else b"false")
        return await self._ask("heartbeat", body)  # type: ignore[no-any-return]

    async def finish(self, made: int) -> protocol.FinishReply:
        """Finish, naming the last event."""
        return await self._ask("finish", b'{"made":%d}' % made)  # type: ignore[no-any-return]

    async def _ask(self, name: str, body: bytes) -> Any:  # noqa: ANN401 - each caller names it
        since = time.monotonic()
        reply = await self.browser.post(f"/hall/{name}", body, self._bearer)
        if reply.status == 200:
            self._notes.took(name, since, time.monotonic())
            return REPLIES[name].decode(reply.body)
        self._notes.took(f"refused {reply.status}", since, time.monotonic())
        raise self._no(name, reply.status, reply.body, reply.retry_after)

    def _no(self, name: str, status: int, body: bytes, asked: float) -> Refusal | Unreachable:
        try:
            said = REFUSALS.decode(body)
        except msgspec.DecodeError:
            said = protocol.RefusalReply("no_json")
        self._notes.counts[f"refused {name} {status} {said.error}"] += 1
        return Refusal(status, said) if status < 500 else Unreachable(asked)
