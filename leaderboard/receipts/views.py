"""What a receipt opens, as JSON for the pupil's page and as a page of its own."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from base.clock import now
from base.languages.speech import spoken_in, variant
from base.languages.texts import in_reader_language
from base.pages.context import active_language
from competition.models import Result, Sitting
from leaderboard.awards.queries import own_ticket
from leaderboard.boards.screens import named
from leaderboard.receipts.actions import Opened, open_receipt
from leaderboard.receipts.queries import TopicScore, explained_in_words
from leaderboard.receipts.receipt_api import (
    COME_AGAIN,
    LONGEST_BODY,
    TooManyGuesses,
    counted,
    reply,
    typed,
)
from leaderboard.results.public_results import own_place
from leaderboard.results.words import in_words
from leaderboard.rules.receipts import readings
from leaderboard.winners.queries import own_awards

# As in static/js/pupil/topics.js: from fewer questions nobody knows how much a pupil knows.
TELLING = 3


class ReceiptForm(forms.Form):
    """A receipt, with or without spaces, in either case."""

    receipt = forms.CharField(
        label=gettext_lazy("Your code"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        error_messages={"required": gettext_lazy("Type the code from your thank-you page.")},
    )

    def clean_receipt(self) -> list[str]:
        """What it may be as stored; one of another shape is unknown, not an error of its own."""
        return readings(self.cleaned_data["receipt"])


def own_screen(opened: Opened, language: str) -> dict[str, Any]:
    """Context of a receipt's result; of few questions the topics that went well, and the others,
    stand apart, as the pupil's page has them."""
    result, voided = opened.result, "voided" in opened.result
    few = [topic for topic in result["topics"] if topic["asked"] < TELLING]
    many = [topic for topic in result["topics"] if topic["asked"] >= TELLING]
    return {
        "alias": "" if voided else named(opened.alias, variant(language, opened.country)),
        "voided": voided,
        "goes_on": "goes_on" in result,
        "animal": opened.animal,
        "kind": result["kind"],
        "phase": result["phase"],
        "score": result["score"],
        "max_score": result["max_score"],
        "late": result.get("late", 0),
        "topics": _with_names(many),
        "topics_right": _with_names([topic for topic in few if topic["right"]]),
        "topics_again": _with_names([topic for topic in few if not topic["right"]]),
        "questions": explained_in_words(opened.attempt, language) if result["keys"] else [],
        **_competing(opened),
        "awards": [] if voided else own_awards(opened.attempt),
    }


def _with_names(topics: list[TopicScore]) -> list[dict[str, Any]]:
    return [{**topic, "name": in_reader_language(topic["names"])} for topic in topics]


def _competing(opened: Opened) -> dict[str, Any]:
    """Of a score that counts: under what code it takes part in draws, empty where there are none;
    and the place with why it is not the one above, once places are told."""
    told, attempt = opened.result, opened.attempt
    official = attempt.kind == Sitting.Kind.OFFICIAL
    if not official or told["score"] is None or "voided" in told:
        return {}
    place = own_place(Result.objects.get(pk=attempt.pk), attempt.entry.division)
    why = in_words(place.apart) if place and place.apart else ""
    return {"ticket": own_ticket(attempt), "place": place, "why": why}


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
        context = {"form": form, "own": own_screen(opened, active_language())}
        return _page(request, context)


def _typed_wrong(request: HttpRequest, form: ReceiptForm, status: int = 200) -> HttpResponse:
    """With the focus in the field: whoever types goes on there."""
    form.fields["receipt"].widget.attrs["autofocus"] = True
    return _page(request, {"form": form}, status=status)


def _page(request: HttpRequest, context: dict[str, object], status: int = 200) -> HttpResponse:
    return render(request, "leaderboard/receipts/receipt.html", context, status=status)
