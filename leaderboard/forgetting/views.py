"""An edition is held, and let go again."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from base.clock import now
from base.record.permissions import look_everywhere
from competition.exceptions import CompetitionError
from competition.models import Edition
from leaderboard.forgetting.actions import agree_to_hold, ask_hold, end_hold
from schools.roles import staff_of


@require_POST
@login_required
def hold(request: HttpRequest, edition: str) -> HttpResponse:
    """One asks, another one agrees; a press ends it."""
    look_everywhere(request)
    found, by, at = get_object_or_404(Edition, slug=edition), staff_of(request), now()
    try:
        match request.POST.get("act"):
            case "agree":
                agree_to_hold(found, by=by, at=at)
            case "end":
                end_hold(found, by=by, at=at)
            case _:
                ask_hold(found, reason=request.POST.get("reason", ""), by=by, at=at)
    except CompetitionError as refusal:
        messages.error(request, str(refusal))
    return redirect("base:retention")
