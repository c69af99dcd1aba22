"""Organizers decide the appeals of their area."""

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

from base.clock import now
from base.models import User
from competition.editions.permissions import desk_of, get_led_edition
from competition.exceptions import CompetitionError
from competition.models import Edition
from competition.rules.edition_steps import SEALED
from leaderboard.appeals.actions.ending import decide, leave_open
from leaderboard.appeals.forms import REASONS, EndForm
from leaderboard.appeals.permissions import (
    area_appeals,
    get_appealed_edition,
    get_area_appeal,
    leads_edition,
)
from leaderboard.appeals.queries.case_lines import case_lines
from leaderboard.models import Appeal
from schools.roles import staff_of, zone_of

# The desk shows the same form beside the case.
BACK = {"desk": "leaderboard:desk"}


@login_required
@never_cache
@require_safe
def appeals(request: HttpRequest, edition: str) -> HttpResponse:
    """Open ones first, by the date until which they are to be decided; then how others ended."""
    user = staff_of(request)
    return _page(request, user, get_appealed_edition(user, edition), {})


def _page(
    request: HttpRequest, user: User, edition: Edition, kept: dict[str, object]
) -> HttpResponse:
    """``kept``: ``{appeal, sentence}`` of what was sent and refused; nobody types it twice."""
    lines = case_lines(edition, list(area_appeals(user, edition)), at=now())
    leads, sealed = leads_edition(user, edition), edition.state in SEALED
    context = {
        "edition": edition,
        "open": [one for one in lines if one.appeal.ended_at is None],
        "ended": [one for one in lines if one.appeal.ended_at is not None],
        "leads": leads and not sealed,
        "may_neutralise": leads,
        "sealed": sealed,
        "reasons": [(one.value, one.label) for one in REASONS],
        "now": now(),
        "kept": kept,
    }
    with timezone.override(zone_of(user)):
        return render(request, "leaderboard/appeals/area.html", context)


@require_POST
@login_required
@never_cache
def decide_appeal(request: HttpRequest, edition: str) -> HttpResponse:
    """Uphold one, refuse it, or say that the seal need not wait; what was refused stays written."""
    user = staff_of(request)
    found, form = get_appealed_edition(user, edition), EndForm(request.POST)
    back = BACK.get(request.POST.get("from", ""), "leaderboard:appeals")
    if not form.is_valid():
        messages.error(request, _("Write a sentence for the teacher."))
        return redirect(back, found.slug)
    data = form.cleaned_data
    appeal = get_area_appeal(user, found, data["appeal"])
    with timezone.override(zone_of(user)):
        try:
            messages.success(request, _act(appeal, found, user, data))
        except CompetitionError as refusal:
            messages.error(request, str(refusal))
            kept = {"appeal": appeal.pk, "sentence": data["sentence"]}
            return _page(request, user, found, kept)
    return redirect(back, found.slug)


def _act(appeal: Appeal, edition: Edition, user: User, data: dict[str, Any]) -> str:
    """Raises what the actions raise; 404 for who does not lead and lets the seal not wait."""
    if data["act"] == "leave":
        get_led_edition(desk_of(user), edition.slug)
        leave_open(appeal, why=data["sentence"], by=user, at=now())
        return _("The seal does not wait for it. That stands on record with your name.")
    decide(appeal, upheld=data["act"] == "uphold", sentence=data["sentence"], by=user, at=now())
    if data["act"] == "uphold" and appeal.question:
        return _(
            "Upheld. The teachers of the class get a mail. The question counts until whoever leads "
            "the edition neutralises it."
        )
    return _("Decided. The teachers of the class get a mail.")
