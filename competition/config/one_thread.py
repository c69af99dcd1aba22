"""Django behind ASGI with everything of a request in one thread, and so many requests at once."""

from __future__ import annotations

import asyncio
from functools import cache

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIHandler
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.utils.translation import get_language_from_request, override

from competition import metrics

# Each page holds a connection to the database: of a process's twenty (``Purpose.connections``) the
# rest are for its sockets, its looks and its jobs.
AT_ONCE = 14
# Seconds a page may wait for its turn. What was sent waits longer: a page that is only read comes
# again by itself, and nginx gives up after sixty.
PATIENCE, OF_WHAT_WAS_SENT = 10.0, 40.0
COME_AGAIN = 5


class OneThreadHandler(ASGIHandler):
    """Goes into the request's thread once, for all middleware and the view.

    Django's own prepares an asynchronous chain, and WhiteNoise and our views, which are not
    asynchronous, then send each request from the loop to a thread, back, and once more to the
    thread: a third of the processor time of a small page (decision 189).

    More than ``at_once`` wait in the loop, in the order in which they came: a thousand threads that
    wait for a connection take the machine, and most of them get none in time.
    """

    def __init__(self, *, at_once: int = AT_ONCE) -> None:
        super().__init__()
        self._turns = asyncio.Semaphore(at_once)
        self.waiting = 0

    def load_middleware(self, is_async: bool = False) -> None:
        """The synchronous chain, whatever Django's handler asks for."""
        super().load_middleware(is_async=False)

    async def get_response_async(self, request: HttpRequest) -> HttpResponseBase:
        """What the chain answers, from the thread that the request has to itself."""
        if not await self._has_turn(request):
            metrics.page_refused()
            return come_again(request)
        try:
            return await sync_to_async(self.get_response, thread_sensitive=True)(request)
        finally:
            self._turns.release()

    async def _has_turn(self, request: HttpRequest) -> bool:
        self.waiting += 1
        try:
            async with asyncio.timeout(PATIENCE if _only_reads(request) else OF_WHAT_WAS_SENT):
                return await self._turns.acquire()
        except TimeoutError:
            return False
        finally:
            self.waiting -= 1


def _only_reads(request: HttpRequest) -> bool:
    return request.method in ("GET", "HEAD")


def come_again(request: HttpRequest) -> HttpResponse:
    """503 with a page that comes again by itself, or asks for what was sent once more."""
    language = get_language_from_request(request, check_path=True)
    page = _page(language, COME_AGAIN if _only_reads(request) else 0)
    headers = {"Retry-After": str(COME_AGAIN), "Cache-Control": "no-store"}
    return HttpResponse(page, status=503, headers=headers)


@cache
def _page(language: str, wait: int) -> str:
    """The same for all: whoever has no turn costs next to nothing."""
    with override(language):
        return render_to_string("503.html", {"wait": wait})
