"""Addresses with a character that no database holds are answered before a view sees them."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase, HttpResponseNotFound

NUL = "\0"

type Answer = Callable[[HttpRequest], HttpResponseBase]


def holds_nul(request: HttpRequest) -> bool:
    """Whether its path or what stands behind the question mark has a NUL."""
    return NUL in request.path_info or "%00" in request.META.get("QUERY_STRING", "")


def no_nul(get_response: Answer) -> Answer:
    """404, as for everything else that there is not. Forms refuse it by themselves."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        return HttpResponseNotFound() if holds_nul(request) else get_response(request)

    return answer
