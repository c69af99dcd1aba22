"""Organizers decide the appeals of their area; what there is to do when a paper became known."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from competition.editions.permissions import desk_of, get_led_edition
from competition.exceptions import CompetitionError
from competition.models import Edition
from competition.rules.edition_steps import SEALED
from leaderboard.appeals.actions.ending import decide, leave_open
from leaderboard.appeals.forms import EndForm
from leaderboard.appeals.permissions import (
    area_appeals,
    get_appealed_edition,
    get_area_appeal,
    leads_edition,
)
from leaderboard.models import Appeal, KnownPaper
from schools.clock import now
from schools.models import User
from schools.roles import area_of, staff_of, zone_of

# The desk shows the same form beside the case.
BACK = {"desk": "leaderboard:desk"}


@login_required
@never_cache
@require_safe
def appeals(request: HttpRequest, edition: str) -> HttpResponse:
    """Open ones first, by the date until which they are to be decided; then how others ended."""
    user = staff_of(request)
    found = get_appealed_edition(user, edition)
    rows = list(area_appeals(user, found))
    context = {
        "edition": found,
        "open": [one for one in rows if one.ended_at is None],
        "ended": [one for one in rows if one.ended_at is not None],
        "leads": leads_edition(user, found) and found.state not in SEALED,
        "now": now(),
    }
    with timezone.override(zone_of(user)):
        return render(request, "leaderboard/appeals/area.html", context)


@require_POST
@login_required
def decide_appeal(request: HttpRequest, edition: str) -> HttpResponse:
    """Uphold one, refuse it, or say that the seal need not wait."""
    user = staff_of(request)
    found, form = get_appealed_edition(user, edition), EndForm(request.POST)
    back = redirect(BACK.get(request.POST.get("from", ""), "leaderboard:appeals"), found.slug)
    if not form.is_valid():
        messages.error(request, _("Write a sentence for the teacher."))
        return back
    appeal = get_area_appeal(user, found, form.cleaned_data["appeal"])
    try:
        messages.success(request, _act(appeal, found, user, form.cleaned_data))
    except CompetitionError as refusal:
        messages.error(request, str(refusal))
    return back


def _act(appeal: Appeal, edition: Edition, user: User, data: dict[str, Any]) -> str:
    """Raises what the actions raise; 404 for who does not lead and lets the seal not wait."""
    if data["act"] == "leave":
        get_led_edition(desk_of(user), edition.slug)
        leave_open(appeal, why=data["sentence"], by=user, at=now())
        return _("The seal does not wait for it. That stands on record with your name.")
    decide(appeal, upheld=data["act"] == "uphold", sentence=data["sentence"], by=user, at=now())
    return _("Decided. The teachers of the class get a mail.")


@login_required
@never_cache
@require_safe
def known_paper(request: HttpRequest, edition: str) -> HttpResponse:
    """Which papers seem to be known in the own countries, and what can be done."""
    user = staff_of(request)
    found = get_appealed_edition(user, edition)
    rows = KnownPaper.objects.filter(division__edition=found)
    rows = rows.select_related("division", "country", "paper")
    area = area_of(user)
    seen = rows if area.everywhere else rows.filter(country__in=area.near)
    context = {"edition": found, "seen": seen, "leads": leads_edition(user, found)}
    with timezone.override(zone_of(user)):
        return render(request, "leaderboard/appeals/known_paper.html", context)
