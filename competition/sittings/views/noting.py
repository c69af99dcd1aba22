"""The number of a file of answers, typed at the seat of its pupil."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from base.clock import now
from competition.exceptions import CompetitionError
from competition.sittings.actions.noting import note_number
from competition.sittings.permissions import get_card, get_sitting
from competition.sittings.queries.room_state import monitor_state
from schools.roles import staff_of


@require_POST
@login_required
def note_file(request: HttpRequest, sitting_id: int, card_id: int) -> HttpResponse:
    """Note it; a script gets the monitor's state, as after an act, a form goes back to the seat."""
    sitting = get_sitting(request.user, sitting_id)
    card, typed = get_card(sitting, card_id), request.POST.get("number", "")
    plain = request.accepts("text/html")
    try:
        note_number(sitting, card=card, typed=typed, by=staff_of(request), at=now())
    except CompetitionError as refusal:
        if not plain:
            return JsonResponse({"refusal": str(refusal)}, status=409)
        messages.error(request, str(refusal))
    else:
        if not plain:
            return JsonResponse(monitor_state(sitting, at=now()))
        messages.success(request, _("Noted."))
    return redirect("competition:seat", sitting_id=sitting_id, card_id=card_id)
