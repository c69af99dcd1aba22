"""Django behind ASGI with everything of a request in one thread, as it is written."""

from __future__ import annotations

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIHandler
from django.http import HttpRequest, HttpResponseBase


class OneThreadHandler(ASGIHandler):
    """Goes into the request's thread once, for all middleware and the view.

    Django's own prepares an asynchronous chain, and WhiteNoise and our views, which are not
    asynchronous, then send each request from the loop to a thread, back, and once more to the
    thread: a third of the processor time of a small page (decision 189).
    """

    def load_middleware(self, is_async: bool = False) -> None:
        """The synchronous chain, whatever Django's handler asks for."""
        super().load_middleware(is_async=False)

    async def get_response_async(self, request: HttpRequest) -> HttpResponseBase:
        """What the chain answers, from the thread that the request has to itself."""
        return await sync_to_async(self.get_response, thread_sensitive=True)(request)
