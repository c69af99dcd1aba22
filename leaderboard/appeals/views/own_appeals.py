"""A teacher reads decisions about the own classes, answers them, and appeals."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from base.clock import now
from base.pages.numbers import ids
from competition.editions.queries.visible import objections_until
from competition.exceptions import CompetitionError
from competition.rules.edition_steps import SEALED
from competition.sittings.queries.class_clock import zone_of_class
from leaderboard.appeals.actions.lodging import answer, lodge, withdraw
from leaderboard.appeals.forms import AppealForm, SaidForm
from leaderboard.appeals.permissions import get_own_appeal, get_sitting_to_appeal, get_told
from leaderboard.appeals.queries.appeal_lists import appeals_of
from leaderboard.appeals.queries.told_decisions import told_to
from schools.roles import staff_of, zone_of

# Newer ones stand on top; older editions have their own.
SHOWN = 100


@login_required
@never_cache
@require_safe
def own_appeals(request: HttpRequest) -> HttpResponse:
    """Decisions about the own classes with their answers, and appeals with their ends."""
    user = staff_of(request)
    told = told_to(user)[:SHOWN]
    context = {
        "told": told,
        "appeals": appeals_of(user).filter(decision__isnull=True)[:SHOWN],
        "now": now(),
        "sealed": SEALED,
    }
    with timezone.override(zone_of(user)):
        return render(request, "leaderboard/appeals/own.html", context)


@require_POST
@login_required
def answer_decision(request: HttpRequest) -> HttpResponse:
    """Answer one decision."""
    user, form = staff_of(request), SaidForm(request.POST)
    number = ids([request.POST.get("decision", "")])
    told = get_told(user, number[0] if number else 0)
    if not form.is_valid():
        messages.error(request, _("Write an answer of at most 1,000 characters."))
        return redirect("leaderboard:own_appeals")
    try:
        answer(told, text=form.cleaned_data["text"], by=user, at=now())
    except CompetitionError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Your answer is with the organizers. You get a mail."))
    return redirect("leaderboard:own_appeals")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def lodge_appeal(request: HttpRequest, sitting_id: int) -> HttpResponse:
    """An appeal about a sitting of an own class."""
    user = staff_of(request)
    sitting = get_sitting_to_appeal(user, sitting_id)
    form = AppealForm(request.POST or None, sitting=sitting)
    if request.method == "POST" and form.is_valid():
        try:
            lodge(sitting, **form.cleaned_data, by=user, at=now())
        except CompetitionError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Your appeal is with the organizers. You get a mail."))
            return redirect("leaderboard:own_appeals")
    until = objections_until(sitting.entry.edition)
    early, sealed = until is not None and now() < until, sitting.entry.edition.state in SEALED
    context = {"sitting": sitting, "form": form, "until": until}
    context |= {"open": early and not sealed, "sealed": early and sealed}
    with timezone.override(zone_of_class(sitting)):
        return render(request, "leaderboard/appeals/lodge.html", context)


@require_POST
@login_required
def withdraw_appeal(request: HttpRequest) -> HttpResponse:
    """Take an own appeal or answer back."""
    user, number = staff_of(request), ids([request.POST.get("appeal", "")])
    if not number:
        raise Http404
    try:
        withdraw(get_own_appeal(user, number[0]), by=user, at=now())
    except CompetitionError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Withdrawn."))
    return redirect("leaderboard:own_appeals")
