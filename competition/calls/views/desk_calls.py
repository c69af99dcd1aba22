"""Calls for help at the organizer's desk: the list, one call, and what is done about it."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import conditional_page, require_POST, require_safe

from competition.calls import actions
from competition.calls.forms import CallActForm
from competition.calls.permissions import get_call
from competition.calls.prepared_answers import sentence
from competition.calls.queries import closed_calls, counts_of, offered_answers, open_calls
from competition.editions.at_hand import AtHand, looked_at
from competition.editions.queries.visible import editions_for
from competition.exceptions import CompetitionError
from competition.models import HelpCall
from competition.rules.help_calls import is_free
from schools.clock import now
from schools.models import User
from schools.permissions import countries_run_by
from schools.roles import staff_of, zone_of

type Act = Callable[[HelpCall, CallActForm, User], None]
LISTED = 30


@login_required
@never_cache
@require_safe
def help_calls(request: HttpRequest) -> HttpResponse:
    """Who waits, who is looked after, what was closed lately, and why it was asked."""
    user, hand = staff_of(request), looked_at(request, at=now())
    context = {
        "hand": hand,
        "calls": open_calls(user),
        "closed": closed_calls(user, at=now())[:LISTED],
        "counts": counts_of(user, hand.edition) if hand else [],
        "runs": _has_numbers(user, hand),
    }
    with timezone.override(zone_of(user)):
        return render(request, "competition/calls/calls.html", context)


def _has_numbers(user: User, hand: AtHand | None) -> bool:
    """Whether the numbers for teachers are theirs: not of an edition in which they only help."""
    if hand is None or not countries_run_by(user).exists():
        return False
    return hand.edition in editions_for(user, at=now())


@login_required
@require_safe
@conditional_page
def calls_list(request: HttpRequest) -> HttpResponse:
    """``{html}``: the open calls; the page asks again and again."""
    user = staff_of(request)
    looked_at(request, at=now())
    with timezone.override(zone_of(user)):
        told = {"calls": open_calls(user)}
        return JsonResponse({"html": render_to_string("competition/calls/_list.html", told)})


@login_required
@never_cache
@require_safe
def help_call(request: HttpRequest, call_id: int) -> HttpResponse:
    """One call with what can be done about it, and what was done so far."""
    user = staff_of(request)
    call = get_call(user, call_id)
    steps = call.steps.select_related("by")
    context = {
        "call": call,
        "mine": call.taken_by_id == user.pk,
        "free": call.is_open and is_free(call.taken_at, call.answer, now()),
        "sentences": offered_answers(call).items(),
        "steps": [(step, sentence(call.reason, step.sentence)) for step in steps],
    }
    with timezone.override(zone_of(user)):
        return render(request, "competition/calls/call.html", context)


@require_POST
@login_required
def act_on_call(request: HttpRequest, call_id: int) -> HttpResponse:
    """Take it, give it back, answer, close."""
    user = staff_of(request)
    call = get_call(user, call_id)
    form = CallActForm(request.POST, call=call)
    if not form.is_valid():
        raise Http404
    try:
        ACTS[form.cleaned_data["action"]](call, form, user)
    except CompetitionError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, SAID[form.cleaned_data["action"]]())
    return redirect("competition:help_call", call_id=call.pk)


ACTS: dict[str, Act] = {
    "take": lambda call, form, by: actions.take(call, by=by, at=now()),
    "back": lambda call, form, by: actions.give_back(call, by=by, at=now()),
    "answer": lambda call, form, by: actions.answer(
        call, sentence=form.cleaned_data["sentence"], by=by, at=now()
    ),
    "close": lambda call, form, by: actions.close_call(call, by=by, at=now()),
}
SAID: dict[str, Callable[[], str]] = {
    "take": lambda: _("The call is yours. The teacher reads that somebody is on it."),
    "back": lambda: _("The call waits for somebody else now."),
    "answer": lambda: _(
        "The teacher reads it within seconds, or once that computer has network again."
    ),
    "close": lambda: _("Closed."),
}
