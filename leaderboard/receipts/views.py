"""What a receipt opens, as JSON for the pupil's page and as a page of its own."""

from __future__ import annotations

import json
import time

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from competition.rate_limit import Bucket
from leaderboard.receipts import receipt_screen
from leaderboard.receipts.actions import Opened, open_receipt
from leaderboard.receipts.forms import ReceiptForm
from leaderboard.rules.receipts import readings
from schools.clock import now
from schools.languages.speech import spoken_in
from schools.pages.context import active_language

# Wrong receipts of everybody together, in this process: a school that mistypes never fills it.
guesses = Bucket(capacity=300, per_second=5)
LONGEST_BODY = 1000


class TooManyGuesses(Exception):
    """The shared bucket is full; receipts can be tried again in a moment."""


@csrf_exempt
@never_cache
@require_POST
def receipt(request: HttpRequest) -> HttpResponse:
    """A receipt's result as JSON. Without a CSRF token: it changes nothing that matters."""
    try:
        opened = _open(_typed(request))
    except TooManyGuesses:
        response = JsonResponse({"error": "slow_down"}, status=429)
        response["Retry-After"] = "5"
        return response
    if opened is None:
        return JsonResponse({"error": "unknown_receipt"}, status=404)
    return JsonResponse({"alias": opened.alias, "animal": opened.animal, **opened.result})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def receipt_page(request: HttpRequest) -> HttpResponse:
    """The same for a pupil who types the receipt at home, with or without script."""
    form = ReceiptForm(request.POST or None)
    if not form.is_valid():
        return render(request, "leaderboard/receipts/receipt.html", {"form": form})
    try:
        opened = _open(form.cleaned_data["receipt"])
    except TooManyGuesses:
        form.add_error(
            "receipt", _("Too many codes are being tried. Please try again in a minute.")
        )
        return render(request, "leaderboard/receipts/receipt.html", {"form": form}, status=429)
    if opened is None:
        unknown = _("No result has this code. Check it and type it again.")
        deleted = _("Results of earlier school years may have been deleted.")
        form.add_error("receipt", f"{unknown} {deleted}")
        return render(request, "leaderboard/receipts/receipt.html", {"form": form}, status=404)
    # The address names no country; the receipt does.
    with spoken_in(opened.country):
        context = {"form": form, "own": receipt_screen.own_screen(opened, active_language())}
        return render(request, "leaderboard/receipts/receipt.html", context)


def _open(codes: list[str]) -> Opened | None:
    """Looked up first: what strangers try never keeps a pupil from the own result."""
    opened = open_receipt(codes, at=now())
    if opened is None:
        moment = time.monotonic()
        if guesses.is_full(moment):
            raise TooManyGuesses
        guesses.pour(moment)
    return opened


def _typed(request: HttpRequest) -> list[str]:
    """What the receipt in a JSON body may be; nothing for any other body."""
    raw = request.read(LONGEST_BODY + 1)
    try:
        body = json.loads(raw) if len(raw) <= LONGEST_BODY else None
    except (ValueError, RecursionError):
        return []
    typed = body.get("receipt") if isinstance(body, dict) else None
    return readings(typed) if isinstance(typed, str) else []
