"""A teacher asks for help, is told what to do meanwhile, and sees who is on it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    conditional_page,
    require_http_methods,
    require_POST,
    require_safe,
)

from competition.calls import actions
from competition.calls.forms import AskForm
from competition.calls.permissions import Asker, get_asker, get_own_call
from competition.calls.prepared_answers import sentence
from competition.calls.queries import child_contacts, own_calls
from competition.editions.queries.help_line import help_line_of
from competition.editions.queries.visible import current_edition
from competition.exceptions import CompetitionError
from competition.models import Edition, HelpCall
from schools.clock import now
from schools.models import User
from schools.roles import staff_of, zone_at

PANEL = "competition/calls/_panel.html"


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask_help(request: HttpRequest) -> HttpResponse:
    """The list of reasons; afterwards back to the monitor, or to what to do for a child."""
    user, asker = staff_of(request), _asker(request)
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            call = _ask(form, asker, user)
        except CompetitionError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Your call has reached the organizers."))
            return redirect(_afterwards(call, asker))
    context = {"form": form, "reasons": HelpCall.Reason, **_panel(user, asker)}
    with timezone.override(zone_at(asker.school)):
        return render(request, "competition/calls/ask.html", context)


def _ask(form: AskForm, asker: Asker, user: User) -> HelpCall:
    return actions.ask(
        asker.school,
        reason=form.cleaned_data["reason"],
        sitting=asker.sitting,
        edition=_edition(asker),
        phone=form.cleaned_data["phone"],
        by=user,
        at=now(),
    )


def _afterwards(call: HelpCall, asker: Asker) -> str:
    if asker.sitting is not None and call.reason != HelpCall.Reason.CHILD:
        return reverse("competition:sitting", args=[asker.sitting.pk])
    return reverse("competition:ask_help") + asker.query


@login_required
@require_safe
@conditional_page
def help_panel(request: HttpRequest) -> HttpResponse:
    """``{html}``: what stands beside the button; it renews itself while a call is open."""
    asker = _asker(request)
    with timezone.override(zone_at(asker.school)):
        return JsonResponse({"html": render_to_string(PANEL, _panel(staff_of(request), asker))})


@require_POST
@login_required
def settle_own_call(request: HttpRequest, call_id: int) -> HttpResponse:
    """The teacher needs nothing any more."""
    user = staff_of(request)
    call = get_own_call(user, call_id)
    try:
        actions.close_own_call(call, by=user, at=now())
    except CompetitionError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Closed. Good that it is settled."))
    if call.sitting_id is not None:
        return redirect("competition:sitting", sitting_id=call.sitting_id)
    return redirect("competition:ask_help")


def _asker(request: HttpRequest) -> Asker:
    told = request.GET
    return get_asker(
        staff_of(request), sitting=told.get("sitting", ""), school=told.get("school", "")
    )


def _edition(asker: Asker) -> Edition | None:
    if asker.sitting is not None:
        return asker.sitting.entry.edition
    return current_edition({asker.school.country_id})


def _panel(user: User, asker: Asker) -> dict[str, object]:
    calls = own_calls(user, asker)
    child = any(call.reason == HelpCall.Reason.CHILD for call in calls)
    return {
        "asker": asker,
        "calls": [(call, sentence(call.reason, call.answer)) for call in calls],
        "help_line": help_line_of(_edition(asker), asker.school.country),
        "contacts": list(child_contacts(asker.school)) if child else [],
        "child": child,
    }
