"""The page on which any PC checks itself, without a log-in, and what it asks of the server."""

from __future__ import annotations

import time
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from base.pages.addresses import as_typed, public_address
from competition.lab.pc_words import head_words, line_words

DEFAULT_PORTS = {"https": 443, "http": 80}


@require_safe
def check(request: HttpRequest) -> HttpResponse:
    """The check; nothing of it is stored."""
    context = {"lines": line_words(), "words": head_words()}
    return render(request, "competition/lab/check.html", context)


@require_safe
@never_cache
def server_time(request: HttpRequest) -> HttpResponse:
    """``{now}``: milliseconds since 1970; it asks no database."""
    return JsonResponse({"now": round(time.time() * 1000)})


@require_safe
def network(request: HttpRequest) -> HttpResponse:
    """What a school's network must let through, from the address this server really has."""
    address = urlsplit(public_address(request))
    context = {
        "address": as_typed(public_address(request)),
        "host": address.hostname,
        "port": address.port or DEFAULT_PORTS.get(address.scheme, 443),
        "is_safe": address.scheme == "https",
        "socket": f"{'wss' if address.scheme == 'https' else 'ws'}://{address.netloc}/ws/",
    }
    return render(request, "competition/lab/network.html", context)
