"""A sitting to look at from outside: who is where by number, no name, no PIN, no button."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import conditional_page, require_safe

from competition.calls.actions import note_watched
from competition.calls.permissions import calls_of, get_watched_sitting
from competition.models import Sitting
from competition.sittings.queries.class_clock import zone_of_class
from competition.sittings.queries.room_state import monitor_state
from competition.sittings.views.seats import headline, seats
from schools.clock import now
from schools.pages.numbers import ids
from schools.roles import staff_of


@login_required
@never_cache
@require_safe
def watch_sitting(request: HttpRequest, sitting_id: int) -> HttpResponse:
    """Who came because of a call is written down there."""
    user = staff_of(request)
    sitting = get_watched_sitting(user, sitting_id)
    calls = calls_of(user).filter(sitting=sitting, pk__in=ids([request.GET.get("call", "")]))
    call = calls.first()
    if call is not None:
        note_watched(call, by=user, at=now())
    context = {"sitting": sitting, "call": call, **_seen(sitting)}
    return render(request, "competition/calls/watch.html", context)


@login_required
@require_safe
@conditional_page
def watched_state(request: HttpRequest, sitting_id: int) -> HttpResponse:
    """``{html}``: the part of the page that renews itself."""
    sitting = get_watched_sitting(staff_of(request), sitting_id)
    return JsonResponse(
        {"html": render_to_string("competition/calls/_watched.html", _seen(sitting))}
    )


def _seen(sitting: Sitting) -> dict[str, object]:
    state = monitor_state(sitting, at=now())
    return {"state": state, "seats": seats(state), "said": headline(state, zone_of_class(sitting))}
