"""Pages that are the same for everybody, packed as small as browsers take them, once per content.

The proxy keeps what is packed here; what it packs itself it packs lightly, at each request.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps

import brotli
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

type View[**P] = Callable[P, HttpResponse]


def packed[**P](view: View[P]) -> View[P]:
    """Pack a view's text with Brotli for browsers that take it: nearly all, over TLS."""

    @wraps(view)
    def packing(*args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(*args, **kwargs)
        patch_vary_headers(response, ["Accept-Encoding"])
        if response.status_code == 200 and _takes_brotli(args[0]):
            response.content = _pack(response.content)
            response["Content-Encoding"] = "br"
            if "ETag" in response:
                # The same page in other bytes.
                response["ETag"] = f"W/{response['ETag'].removeprefix('W/')}"
        return response

    return packing


def _takes_brotli(request: object) -> bool:
    accepted = (
        request.headers.get("Accept-Encoding", "") if isinstance(request, HttpRequest) else ""
    )
    return "br" in [one.partition(";")[0].strip() for one in accepted.split(",")]


@lru_cache(maxsize=64)
def _pack(body: bytes) -> bytes:
    packed: bytes = brotli.compress(body, mode=brotli.MODE_TEXT)
    return packed
