"""Own results as the pupil's page asks for them: an ASGI application beside Django's.

When a lesson ends thousands ask within seconds. Whoever asks while one look at the database is
under way shares the next one, and no request takes a thread, a connection or a middleware.
"""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import InterfaceError, OperationalError, close_old_connections

from base.clock import now
from competition.pupil_api.app import PLAIN, Receive, Scope, Send
from competition.rate_limit import Bucket
from leaderboard.receipts.actions import Opened, open_receipts
from leaderboard.rules.receipts import readings

log = logging.getLogger(__name__)

# Wrong receipts of everybody together, in this process: a school that mistypes never fills it.
guesses = Bucket(capacity=300, per_second=5)
LONGEST_BODY = 1000
COME_AGAIN = 5

Codes = Sequence[str]
Look = Callable[[Sequence[Codes]], list[Opened | None]]
Told = tuple[int, dict[str, Any]]


class TooManyGuesses(Exception):
    """The shared bucket is full; receipts can be tried again in a moment."""


def counted(opened: Opened | None) -> Opened | None:
    """The same; a receipt that opened nothing is a guess. Raises ``TooManyGuesses``.

    Looked up first: what strangers try never keeps a pupil from the own result.
    """
    if opened is None:
        moment = time.monotonic()
        if guesses.is_full(moment):
            raise TooManyGuesses
        guesses.pour(moment)
    return opened


def typed(raw: bytes) -> list[str]:
    """What the receipt in a JSON body may be; nothing for any other body."""
    try:
        body = json.loads(raw) if len(raw) <= LONGEST_BODY else None
    except (ValueError, RecursionError):
        return []
    receipt = body.get("receipt") if isinstance(body, dict) else None
    return readings(receipt) if isinstance(receipt, str) else []


def reply(opened: Opened | None) -> Told:
    """Status and JSON for what a receipt opened."""
    try:
        found = counted(opened)
    except TooManyGuesses:
        return 429, {"error": "slow_down"}
    if found is None:
        return 404, {"error": "unknown_receipt"}
    who = {"alias": found.alias, "animal": found.animal, "country": found.country}
    return 200, {**who, **found.result}


BUSY: Told = (503, {"error": "busy"})


@dataclass(slots=True, eq=False)
class _Asked:
    codes: Codes
    future: asyncio.Future[Told]
    since: float = field(default_factory=time.monotonic)


class ReceiptApi:
    """Answers ``POST /receipts/`` of one process; all of it on one loop but ``look``.

    At most ``room`` wait, and ``batch`` share a look. Whom a look comes too late for, after
    ``stale`` seconds, is asked to come again: the browser gives up at ten.
    """

    def __init__(
        self, look: Look, *, room: int = 4000, batch: int = 200, stale: float = 6.0
    ) -> None:
        self._look, self._room, self._batch, self._stale = look, room, batch, stale
        self._waiting: deque[_Asked] = deque()
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="receipts")
        self._task: asyncio.Task[None] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One HTTP request."""
        headers = list(PLAIN)
        if scope["method"] == "POST":
            status, told = await self._ask(typed(await _read(receive)))
        else:
            status, told = 405, {"error": "wrong_method"}
            headers.append((b"allow", b"POST"))
        if status in (429, 503):
            headers.append((b"retry-after", str(COME_AGAIN).encode()))
        body = json.dumps(told, cls=DjangoJSONEncoder).encode()
        headers.append((b"content-length", str(len(body)).encode()))
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    async def _ask(self, codes: Codes) -> Told:
        if len(self._waiting) >= self._room:
            return BUSY
        asked = _Asked(codes, asyncio.get_running_loop().create_future())
        self._waiting.append(asked)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._run(), name="receipts")
        return await asked.future

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        while some := self._next():
            found = await loop.run_in_executor(self._thread, self._seen, some)
            for asked, opened in zip(some, found, strict=True):
                _tell(asked, BUSY if isinstance(opened, Exception) else reply(opened))

    def _next(self) -> list[_Asked]:
        """Who shares the next look."""
        oldest = time.monotonic() - self._stale
        while self._waiting and self._waiting[0].since < oldest:
            _tell(self._waiting.popleft(), BUSY)
        return [self._waiting.popleft() for _ in range(min(self._batch, len(self._waiting)))]

    def _seen(self, some: Sequence[_Asked]) -> list[Opened | Exception | None]:
        """In the thread: what each opens; one that cannot be opened spoils it for no other."""
        try:
            return [*self._look([asked.codes for asked in some])]
        except (OperationalError, InterfaceError) as error:
            # The database is away: it is not asked again for each of them.
            log.warning("%d receipts have to wait: %r", len(some), error)
            return [error for _ in some]
        except Exception as error:
            if len(some) > 1:
                return [opened for asked in some for opened in self._seen([asked])]
            log.exception("a receipt could not be opened")
            return [error]

    async def close(self) -> None:
        """Answer who has asked, then stop."""
        if self._task is not None:
            await self._task
        self._thread.shutdown(wait=True)


def _tell(asked: _Asked, told: Told) -> None:
    if not asked.future.done():
        asked.future.set_result(told)


async def _read(receive: Receive) -> bytes:
    """As much of the body as says whether it is too long."""
    raw = b""
    while len(raw) <= LONGEST_BODY:
        message = await receive()
        raw += message.get("body", b"")
        if not message.get("more_body"):
            break
    return raw


def look(asked: Sequence[Codes]) -> list[Opened | None]:
    """What these receipts open now, by a connection that is given back."""
    close_old_connections()
    try:
        return open_receipts(asked, at=now())
    finally:
        close_old_connections()


receipt_api = ReceiptApi(look)
