"""The day on one page, and its numbers for a page that renews itself."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import conditional_page, require_safe

from base.clock import now
from competition.day.day_facts import DayScreen, screen_of
from competition.editions.at_hand import AtHand, looked_at
from competition.notices.queries import live_notices
from leaderboard.boards.permissions import boards_run_by
from schools.roles import organizes, staff_of

PART = "leaderboard/boards/_day_figures.html"


@login_required
@never_cache
@require_safe
def day(request: HttpRequest) -> HttpResponse:
    """Calm when all is well; what needs a look stands first, with the way to it."""
    hand = looked_at(request, at=now())
    if hand is None:
        # Who helps for the day has nothing to do yet.
        return redirect("competition:editions" if organizes(request.user) else "mfa_index")
    screen = _screen(request, hand)
    context = _context(screen, hand)
    context |= {
        "days": [(one, one == screen.begins) for one in screen.days()],
        "figures_url": request.get_full_path().replace("/staff/day/", "/staff/day/figures/", 1),
    }
    with timezone.override(screen.zone):
        return render(request, "leaderboard/boards/day.html", context)


@login_required
@require_safe
@conditional_page
def figures(request: HttpRequest) -> HttpResponse:
    """``{html}``: the part of the page that renews itself; the browser asks with its ETag."""
    hand = looked_at(request, at=now())
    if hand is None:
        raise Http404
    screen = _screen(request, hand)
    with timezone.override(screen.zone):
        return JsonResponse({"html": render_to_string(PART, _context(screen, hand))})


def _screen(request: HttpRequest, hand: AtHand) -> DayScreen:
    return DayScreen(staff_of(request), hand.edition, request.GET, at=now())


def _context(screen: DayScreen, hand: AtHand) -> dict[str, object]:
    """The numbers, with what the organizer has set going."""
    boards = boards_run_by(screen.user, screen.edition)
    return {
        **screen_of(screen),
        "leads": screen.leads,
        "runs": screen.runs,
        "hand": hand,
        "frozen": boards.filter(frozen_at__isnull=False).count(),
        "boards": boards.count(),
        "speaking": live_notices(screen.edition, at=screen.at).count(),
    }
