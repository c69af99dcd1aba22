"""Boards inside other pages: a school's own site, and a hall's big screen that changes boards."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from base.pages.context import active_language
from base.pages.for_everybody import kept_a_second
from leaderboard.boards import board_screens
from leaderboard.boards.board_list import link_to
from leaderboard.boards.permissions import boards_of, get_board_at
from leaderboard.boards.views.boards import in_hall, marked

ANYWHERE: dict[str, list[str]] = {**settings.SECURE_CSP, "frame-ancestors": ["*"]}
BOARDS_AT_MOST = 40


@kept_a_second
@require_safe
@xframe_options_exempt
@csp_override(ANYWHERE)
def embed(request: HttpRequest, edition: str, country: str, division: str) -> HttpResponse:
    """One board for a frame in any page; reads no log-in and sets no cookie."""
    found = get_board_at(edition, country, division)
    context = board_screens.board_screen(found, active_language(), mark=marked(request))
    context |= in_hall(request)
    context["url"] = board_screens.address_of(found)
    context["tag"] = context["shell"]["tag"]
    response = render(request, "leaderboard/boards/embed.html", context)
    # A site that asks this of all it loads (COEP) may have the frame too.
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@require_safe
def big_screen(request: HttpRequest, edition: str) -> HttpResponse:
    """The chosen boards one after another, each as its page for frames; or the choice."""
    every = list(boards_of(edition)[:BOARDS_AT_MOST])
    if not every:
        raise Http404
    asked = request.GET.getlist("show")
    chosen = [board for board in every if str(board.pk) in asked]
    links = [link_to(board) for board in chosen or every]
    context: dict[str, object] = {"edition": every[0].season, "links": links}
    if not chosen:
        context["missing"] = "go" in request.GET
        return render(request, "leaderboard/boards/big_screen_choice.html", context)
    context["dark"], light = "light" not in request.GET, "&light=1" * ("light" in request.GET)
    look = f"?look=hall{light}"
    context["look"] = look
    context["shell"] = {
        "frames": [f"{board_screens.address_of(board, 'embed')}{look}" for board in chosen],
        "titles": [f"{link.title}: {link.board}" for link in links],
        "words": board_screens.hall_words(),
    }
    return render(request, "leaderboard/boards/big_screen.html", context)
