"""The draw of an edition for anybody: what was named before, and what anybody repeats it with."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from base import clock
from base.pages.context import active_language
from competition.rules.edition_steps import PUBLISHED
from leaderboard.awards.permissions import get_public_draw
from leaderboard.awards.queries.draws import drawn_names, newest_list
from leaderboard.results.queries.current_seal import confirmed_seals


@never_cache
@require_safe
def draws(request: HttpRequest, edition: str) -> HttpResponse:
    """Where the number comes from, and once it is drawn number, seed, tickets and who was drawn."""
    found, draw = get_public_draw(edition)
    seal = newest_list(found)
    published = found.state in PUBLISHED
    context = {
        "edition": found,
        "draw": draw,
        "seal": seal,
        "sealed": bool(seal and seal.confirmed_at),
        "number_of_seal": confirmed_seals(found).count(),
        "published": published,
        "drawn": drawn_names(found, draw, active_language(), at=clock.now())
        if published and draw
        else [],
    }
    return render(request, "leaderboard/awards/draws.html", context)
