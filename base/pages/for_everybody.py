"""Pages that are the same for all visitors: a crowd at the proxy costs one of them a second."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

# What may hold something of one visitor: a log-in, or what the last page left to be said.
PERSONAL = (settings.SESSION_COOKIE_NAME, CookieStorage.cookie_name)
# nginx goes by this and keeps it to itself; `Cache-Control` is what browsers go by. Spelled
# `s-maxage` both would be one, but then Firefox shows an old board on "back".
FOR_THE_PROXY = "X-Accel-Expires"
SECONDS = 1


def kept_a_second[**P](
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """A view whose page the proxy may show to everybody for a second; a browser asks each time.

    Only a page that is there (200) is kept, and none of a visitor who brings a ``PERSONAL`` cookie.
    """

    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if is_personal(request):
            patch_cache_control(response, no_cache=True, private=True)
            return response
        patch_cache_control(response, no_cache=True)
        if response.status_code == 200:
            response[FOR_THE_PROXY] = str(SECONDS)
        return response

    return answer


def is_personal(request: HttpRequest) -> bool:
    """Whether a page may hold something that is this visitor's."""
    return any(map(request.COOKIES.get, PERSONAL))
