"""What a receipt opens, as JSON for the pupil's page and as a page of its own."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from base.clock import now
from base.languages.speech import spoken_in
from base.pages.context import active_language
from leaderboard.receipts import receipt_screen
from leaderboard.receipts.actions import open_receipt
from leaderboard.receipts.forms import ReceiptForm
from leaderboard.receipts.receipt_api import (
    COME_AGAIN,
    LONGEST_BODY,
    TooManyGuesses,
    counted,
    reply,
    typed,
)


@csrf_exempt
@never_cache
@require_POST
def receipt(request: HttpRequest) -> HttpResponse:
    """A receipt's result as JSON. Without a CSRF token: it changes nothing that matters.

    Where the product is served, ``ReceiptApi`` has answered before a request comes here.
    """
    codes = typed(request.read(LONGEST_BODY + 1))
    status, told = reply(open_receipt(codes, at=now()))
    response = JsonResponse(told, status=status)
    if status == 429:
        response["Retry-After"] = str(COME_AGAIN)
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def receipt_page(request: HttpRequest) -> HttpResponse:
    """The same for a pupil who types the receipt at home, with or without script."""
    form = ReceiptForm(request.POST or None)
    if not form.is_valid():
        return _typed_wrong(request, form) if form.is_bound else _page(request, {"form": form})
    try:
        opened = counted(open_receipt(form.cleaned_data["receipt"], at=now()))
    except TooManyGuesses:
        form.add_error(
            "receipt", _("Too many codes are being tried. Please try again in a minute.")
        )
        return _typed_wrong(request, form, status=429)
    if opened is None:
        unknown = _("No result has this code. Check it and type it again.")
        deleted = _("Results of earlier school years may have been deleted.")
        form.add_error("receipt", f"{unknown} {deleted}")
        return _typed_wrong(request, form, status=404)
    # The address names no country; the receipt does.
    with spoken_in(opened.country):
        context = {"form": form, "own": receipt_screen.own_screen(opened, active_language())}
        return _page(request, context)


def _typed_wrong(request: HttpRequest, form: ReceiptForm, status: int = 200) -> HttpResponse:
    """With the focus in the field: whoever types goes on there."""
    form.fields["receipt"].widget.attrs["autofocus"] = True
    return _page(request, {"form": form}, status=status)


def _page(request: HttpRequest, context: dict[str, object], status: int = 200) -> HttpResponse:
    return render(request, "leaderboard/receipts/receipt.html", context, status=status)
