"""The classes of an organizer's area, for looking: only teachers start something."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from base.clock import now
from competition.day.forms import ClassFilter
from competition.day.queries.area_classes import class_lines, in_state, sorted_ids
from competition.editions.at_hand import at_hand
from schools.permissions import managed_classes, manager_of
from schools.roles import zone_of

ON_A_PAGE = 50


@login_required
@never_cache
@require_safe
def area_classes(request: HttpRequest) -> HttpResponse:
    """Searched, narrowed, page by page."""
    user, hand = manager_of(request), at_hand(request, at=now())
    edition = hand.edition if hand else None
    wanted = ClassFilter(request.GET, edition=edition)
    found = sorted_ids(in_state(managed_classes(user), wanted.status, edition), wanted.words)
    part = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "hand": hand,
        "filter": wanted,
        "part": part,
        "lines": class_lines(list(part), edition),
    }
    with timezone.override(zone_of(user)):
        return render(request, "competition/day/area_classes.html", context)
