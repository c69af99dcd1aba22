"""Addresses with a character that no database holds are answered before a view sees them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from asgiref.sync import iscoroutinefunction
from django.http import HttpRequest, HttpResponseBase, HttpResponseNotFound
from django.utils.decorators import sync_and_async_middleware

type Middleware = Callable[[HttpRequest], HttpResponseBase | Awaitable[HttpResponseBase]]
NUL = "\0"


def holds_nul(request: HttpRequest) -> bool:
    """Whether its path or what stands behind the question mark has a NUL."""
    return NUL in request.path_info or "%00" in request.META.get("QUERY_STRING", "")


@sync_and_async_middleware
def no_nul(get_response: Callable[[HttpRequest], Any]) -> Middleware:
    """404, as for everything else that there is not. Forms refuse it by themselves."""
    if iscoroutinefunction(get_response):

        async def answer_later(request: HttpRequest) -> HttpResponseBase:
            if holds_nul(request):
                return HttpResponseNotFound()
            response: HttpResponseBase = await get_response(request)
            return response

        return answer_later

    def answer(request: HttpRequest) -> HttpResponseBase:
        if holds_nul(request):
            return HttpResponseNotFound()
        response: HttpResponseBase = get_response(request)
        return response

    return answer
