"""A teacher reads decisions about the own classes and appeals; organizers decide it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from base.clock import now
from competition.exceptions import CompetitionError
from competition.results.actions import ORGANIZERS_REASONS
from competition.rules.edition_steps import SEALED
from competition.sittings.queries.running import zone_of_class
from leaderboard.appeals.actions import decide, lodge
from leaderboard.appeals.forms import AppealForm, EndForm
from leaderboard.appeals.permissions import (
    area_appeals,
    get_appealed_edition,
    get_area_appeal,
    get_sitting_to_appeal,
    leads_edition,
)
from leaderboard.appeals.queries import (
    appeal_until,
    appeals_of,
    case_lines,
    organizers_decisions,
)
from schools.permissions import classes_taught
from schools.roles import staff_of, zone_of

# Newer ones stand on top; older editions have their own.
SHOWN = 100


@login_required
@never_cache
@require_safe
def own_appeals(request: HttpRequest) -> HttpResponse:
    """What organizers decided about the own classes, and appeals with their ends."""
    user = staff_of(request)
    related = ("card", "attempt__entry__school_class", "attempt__entry__edition")
    context = {
        "decisions": organizers_decisions(classes_taught(user)).select_related(*related)[:SHOWN],
        "appeals": appeals_of(user)[:SHOWN],
        "sealed": SEALED,
    }
    with timezone.override(zone_of(user)):
        return render(request, "leaderboard/appeals/own.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def lodge_appeal(request: HttpRequest, sitting_id: int) -> HttpResponse:
    """An appeal about a sitting of an own class; ``?card=`` it is about."""
    user = staff_of(request)
    sitting = get_sitting_to_appeal(user, sitting_id)
    form = AppealForm(request.POST or None, sitting=sitting, initial=request.GET.dict())
    if request.method == "POST" and form.is_valid():
        try:
            lodge(form.instance, sitting, by=user, at=now())
        except CompetitionError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Your appeal is with the organizers. You get a mail."))
            return redirect("leaderboard:own_appeals")
    until = appeal_until(sitting)
    early, sealed = until is not None and now() < until, sitting.entry.edition.state in SEALED
    context = {
        "sitting": sitting,
        "form": form,
        "until": until,
        "open": early and not sealed,
        "sealed": early and sealed,
    }
    with timezone.override(zone_of_class(sitting)):
        return render(request, "leaderboard/appeals/lodge.html", context)


@login_required
@never_cache
def appeals(request: HttpRequest, edition: str) -> HttpResponse:
    """Open ones first, by the date until which they are to be decided, then how others ended; one
    is upheld or not. What was written and refused is written still."""
    user = staff_of(request)
    found = get_appealed_edition(user, edition)
    with timezone.override(zone_of(user)):
        if request.method == "POST" and _decided(request, found.slug):
            return redirect("leaderboard:appeals", found.slug)
        lines = case_lines(list(area_appeals(user, found)), at=now())
        context = {
            "edition": found,
            "open": [line for line in lines if line.appeal.ended_at is None],
            "ended": [line for line in lines if line.appeal.ended_at is not None],
            "leads": leads_edition(user, found),
            "sealed": found.state in SEALED,
            "reasons": [(reason.value, reason.label) for reason in ORGANIZERS_REASONS],
            "now": now(),
            "kept": request.POST,
        }
        return render(request, "leaderboard/appeals/area.html", context)


def _decided(request: HttpRequest, slug: str) -> bool:
    """Whether an appeal was ended as it was sent."""
    user, form = staff_of(request), EndForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write a sentence for the teacher."))
        return False
    data = form.cleaned_data
    appeal = get_area_appeal(user, get_appealed_edition(user, slug), data["appeal"])
    upheld = data["act"] == "uphold"
    try:
        decide(appeal, upheld=upheld, sentence=data["sentence"], by=user, at=now())
    except CompetitionError as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, _("Decided. The teachers of the class get a mail."))
    return True
