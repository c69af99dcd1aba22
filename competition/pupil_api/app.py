"""The pupil API's ASGI application: seven addresses, no middleware."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeVar

import msgspec
from django.conf import settings

from competition import metrics
from competition.own_thread import in_own_thread
from competition.pupil_api import credentials, served_papers
from competition.pupil_api.batch import commit
from competition.pupil_api.group_commit import WriteQueue
from competition.pupil_api.miss_limit import MissBucket
from competition.pupil_api.pending import Again
from competition.pupil_api.protocol import (
    AnswersBody,
    AnswersReply,
    Body,
    Error,
    FinishBody,
    HeartbeatBody,
    JoinBody,
    LeaveBody,
    RefusedRequest,
    Reply,
    StartBody,
    encode,
)

log = logging.getLogger(__name__)

Scope = Mapping[str, Any]
Receive = Callable[[], Awaitable[Mapping[str, Any]]]
Send = Callable[[Mapping[str, Any]], Awaitable[None]]
AnyBody = TypeVar("AnyBody", bound=Body)

PREFIX = "/hall/"
LARGEST = 32 * 1024
SLOWEST = 15.0
BODIES: dict[str, msgspec.json.Decoder[Any]] = {
    name: msgspec.json.Decoder(kind)
    for name, kind in {
        "join": JoinBody,
        "start": StartBody,
        "answers": AnswersBody,
        "heartbeat": HeartbeatBody,
        "finish": FinishBody,
        "leave": LeaveBody,
    }.items()
}
PLAIN = [(b"content-type", b"application/json"), (b"cache-control", b"no-store")]
FOR_EVER = [
    (b"content-type", b"application/json; charset=utf-8"),
    (b"cache-control", b"public, max-age=31536000, immutable"),
]


class PupilApi:
    """Answers the pupil's requests of one process."""

    def __init__(self) -> None:
        self._lane: WriteQueue | None = None
        self.guesses = MissBucket()

    @property
    def write_queue(self) -> WriteQueue:
        """The process's write queue, made on the running loop at first use."""
        if self._lane is None:
            self._lane = WriteQueue(commit)
        return self._lane

    async def close(self) -> None:
        """Commit what is under way and stop."""
        if self._lane is not None:
            await self._lane.close()
            self._lane = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One HTTP request."""
        name, began = scope["path"].removeprefix(PREFIX), time.monotonic()
        try:
            status, headers, body = await self._answer(scope["method"], name, scope, receive)
            metrics.answered(name if name in BODIES else "paper", time.monotonic() - began)
        except RefusedRequest as refused:
            metrics.refused(refused.error.code)
            status, headers, body = _refusal(refused)
        except Exception:
            # Whatever it was, the pupil's browser keeps its events and comes again.
            log.exception("a request of the hall failed")
            metrics.refused(Error.FAILED.code)
            status, headers, body = _refusal(RefusedRequest(Error.FAILED, wait=5.0))
        length = (b"content-length", str(len(body)).encode())
        await send({"type": "http.response.start", "status": status, "headers": [*headers, length]})
        await send({"type": "http.response.body", "body": body})

    async def _answer(
        self, method: str, name: str, scope: Scope, receive: Receive
    ) -> tuple[int, list[Any], bytes]:
        if name.startswith("papers/"):
            return await _paper(method, name.removeprefix("papers/"))
        if name not in BODIES:
            raise RefusedRequest(Error.NO_SUCH_REQUEST)
        if method != "POST":
            raise RefusedRequest(Error.WRONG_METHOD)
        who = (0, 0) if name == "join" else _credential(scope)
        body = _parse(name, await _read(receive))
        outcome = await self.write_queue.submit(body, attempt=who[0], lease=who[1])
        return 200, PLAIN, encode(self._checked(outcome, joining=name == "join"))

    def _checked(self, outcome: object, *, joining: bool) -> Reply:
        if isinstance(outcome, RefusedRequest):
            raise self.guesses.check(outcome) if joining else outcome
        if isinstance(outcome, Again):
            raise RefusedRequest(Error.BUSY, wait=1.0)
        if isinstance(outcome, AnswersReply):
            metrics.acknowledged(len(outcome.acked), contradicted=len(outcome.refused))
        return outcome  # type: ignore[return-value]  # what is left of Outcome is Reply


def _credential(scope: Scope) -> tuple[int, int]:
    for name, value in scope["headers"]:
        if name == b"authorization":
            who = credentials.read(value)
            if who is not None:
                return who
    raise RefusedRequest(Error.BAD_CREDENTIAL)


def _parse(name: str, raw: bytes) -> Body:
    try:
        body: Body = BODIES[name].decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise RefusedRequest(Error.BAD_REQUEST) from error
    language = getattr(body, "language", None)
    if language is not None and language not in settings.ENDONYMS:
        raise RefusedRequest(Error.UNKNOWN_LANGUAGE)
    return body


async def _read(receive: Receive) -> bytes:
    """The whole body; a browser that dawdles or sends too much is turned away."""
    parts, size = [], 0
    try:
        async with asyncio.timeout(SLOWEST):
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise RefusedRequest(Error.BAD_REQUEST)
                part = message.get("body", b"")
                size += len(part)
                if size > LARGEST:
                    raise RefusedRequest(Error.TOO_LARGE)
                parts.append(part)
                if not message.get("more_body"):
                    return b"".join(parts)
    except TimeoutError as error:
        raise RefusedRequest(Error.BAD_REQUEST) from error


async def _paper(method: str, digest: str) -> tuple[int, list[Any], bytes]:
    if method not in ("GET", "HEAD"):
        raise RefusedRequest(Error.WRONG_METHOD)
    body = served_papers.kept_body(digest)
    body = body or await in_own_thread(served_papers.body_of, digest[:64])
    if body is None:
        raise RefusedRequest(Error.NO_SUCH_REQUEST)
    return 200, FOR_EVER, body


def _refusal(refused: RefusedRequest) -> tuple[int, list[Any], bytes]:
    headers = list(PLAIN)
    if refused.error in (Error.BUSY, Error.FAILED):
        headers.append((b"retry-after", str(round(refused.reply.wait or 1)).encode()))
    return refused.error.status, headers, encode(refused.reply)


pupil_api = PupilApi()
