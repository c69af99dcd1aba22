"""The page on which any PC checks itself, without a log-in, and what it asks of the server."""

from __future__ import annotations

import json
import time
from functools import lru_cache
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from competition.exceptions import CompetitionError
from competition.lab.actions import note_check
from competition.lab.pc_words import head_words, line_words
from competition.lab.permissions import lab_of
from competition.models import LabCode
from competition.rate_limit import Bucket
from competition.rules.lab import read_report
from schools.clock import now
from schools.pages.addresses import as_typed, public_address

# Wrong codes of all together, as with the codes of sittings: who has a right one always comes in.
misses = Bucket(capacity=300, per_second=5)
MOST_BYTES = 4096
DEFAULT_PORTS = {"https": 443, "http": 80}


@lru_cache(maxsize=5_000)
def reports_of(_lab_id: int) -> Bucket:
    """The reports that a process takes of one school; 40 PCs that start together are far below."""
    return Bucket(capacity=200, per_second=5)


@require_safe
def check(request: HttpRequest, code: str = "") -> HttpResponse:
    """The check; with a school's code the PC gets a number and stands on the school's list."""
    typed = request.GET.get("code", "").strip()
    if typed and not code:
        return redirect("competition:lab_check_for", code=_in_address(typed))
    lab = _lab(code)
    if code and lab is None and misses.is_full(time.monotonic()):
        return render(request, "429.html", status=429)
    context = {
        "lab": lab,
        "unknown": bool(code) and lab is None,
        "lines": line_words(),
        "words": head_words(),
    }
    return render(
        request, "competition/lab/check.html", context, status=200 if lab or not code else 404
    )


def _in_address(typed: str) -> str:
    """What was typed, as a part of an address; signs that no code has are left out."""
    return "".join(sign for sign in typed if sign.isascii() and sign.isalnum())[:12] or "-"


def _lab(code: str) -> LabCode | None:
    lab = lab_of(code) if code else None
    if code and lab is None:
        misses.pour(time.monotonic())
    return lab


@require_safe
@never_cache
def server_time(request: HttpRequest) -> HttpResponse:
    """``{now}``: milliseconds since 1970; it asks no database."""
    return JsonResponse({"now": round(time.time() * 1000)})


@csrf_exempt
@require_POST
def report(request: HttpRequest, code: str) -> HttpResponse:
    """``{number, ready}`` for a PC's report; nothing of the browser's cookies is looked at."""
    lab, at = _lab(code), time.monotonic()
    reports = misses if lab is None else reports_of(lab.pk)
    if reports.is_full(at):
        return JsonResponse({"error": "slow_down"}, status=429)
    if lab is None:
        return JsonResponse({"error": "unknown_code"}, status=404)
    reports.pour(at)
    told = read_report(_body(request))
    if told is None:
        return JsonResponse({"error": "bad_report"}, status=400)
    try:
        noted = note_check(lab, report=told, at=now())
    except CompetitionError:
        return JsonResponse({"error": "full"}, status=409)
    return JsonResponse({"number": noted.number, "ready": noted.ready})


def _body(request: HttpRequest) -> object:
    # A page of another site cannot send this type without being asked first.
    if request.content_type != "application/json":
        return None
    try:
        # What the header says may be wrong: so much is read and no more.
        raw = request.read(MOST_BYTES + 1)
        return json.loads(raw) if len(raw) <= MOST_BYTES else None
    except (ValueError, OSError, RecursionError):
        return None


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
