"""Public boards: all of them, one, and its snapshot."""

from __future__ import annotations

import hashlib

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from base.clock import now
from base.pages.context import active_language
from base.pages.for_everybody import kept_a_second
from base.pages.numbers import ids
from competition.editions.queries.taking_part import editions_in
from competition.rules.edition_steps import SEALED
from leaderboard.boards import board_list as lists
from leaderboard.boards import board_screens
from leaderboard.boards.permissions import (
    current_boards,
    earlier_boards,
    get_board,
    get_board_at,
)


@kept_a_second
@require_safe
def board_list(request: HttpRequest) -> HttpResponse:
    """Every board of the editions people speak of now, and below them those of earlier years."""
    found = lists.by_edition(current_boards())
    place = {one.pk: n for n, one in enumerate(editions_in(None, at=now()))}
    found.sort(key=lambda one: place.get(one.edition.pk, len(place)))
    earlier = lists.by_edition(earlier_boards(), totals=False)
    lists.mark_winners([*found, *earlier], at=now())
    context = {"editions": found, "earlier": earlier, "final": SEALED}
    return render(request, "leaderboard/boards/boards.html", context)


@kept_a_second
@require_safe
def board(request: HttpRequest, edition: str, country: str, division: str) -> HttpResponse:
    """One board as it stands; from there on its script keeps it moving."""
    found = get_board_at(edition, country, division)
    context = board_screens.board_screen(found, active_language(), mark=marked(request))
    context |= in_hall(request)
    context["frame"] = request.build_absolute_uri(board_screens.address_of(found, "embed"))
    return render(request, "leaderboard/boards/board.html", context)


def in_hall(request: HttpRequest) -> dict[str, bool]:
    """Whether the page is for a big screen, and for one in a bright room."""
    hall = request.GET.get("look") == "hall"
    return {"hall": hall, "dark": hall and "light" not in request.GET}


def marked(request: HttpRequest) -> str:
    """The row a visitor wants marked; a row that is not on the board is marked by nobody."""
    asked = request.GET.get("school", "")
    return asked if ids([asked]) else ""


@kept_a_second
@require_safe
def snapshot(request: HttpRequest, board_id: int) -> HttpResponse:
    """The text the socket pushes, for pages whose socket is blocked."""
    text = get_board(pk=board_id).text()
    etag = f'"{hashlib.sha256(text.encode()).hexdigest()[:24]}"'
    response = HttpResponse(text, content_type="application/json")
    response["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response) or response
