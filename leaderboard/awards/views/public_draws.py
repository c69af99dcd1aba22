"""The draws of an edition for anybody: what was named before, what was drawn, and once more."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from leaderboard.awards.permissions import AWARDS_FILE, DRAW_FILE, get_public_draw, get_told_draw
from leaderboard.awards.queries.draws import left_to_draws
from leaderboard.awards.queries.repeating import repeated
from leaderboard.awards.queries.sealed_awards import plan_of

SCRIPT = "leaderboard/awards/repeat_draw.txt"
REPEAT = "repeat_draw.py"


@require_safe
def draws(request: HttpRequest, edition: str) -> HttpResponse:
    """How awards are drawn, and how anybody repeats it."""
    found = get_public_draw(edition)
    again = None
    if found.seal and found.outcome and found.published and "repeat" in request.GET:
        again = repeated(found.seal, found.outcome)
    context = {
        "edition": found.edition,
        "seal": found.seal,
        "outcome": found.outcome,
        "published": found.published,
        "plan": plan_of(found.edition) if found.seal else None,
        "pools": left_to_draws(found.seal) if found.seal and found.published else [],
        "again": again,
        "script": render_to_string(SCRIPT),
        "files": (AWARDS_FILE, DRAW_FILE, REPEAT),
    }
    return render(request, "leaderboard/awards/draws.html", context)


@require_safe
def draw_file(request: HttpRequest, edition: str, file: str) -> HttpResponse:
    """One of the three files that a repetition needs."""
    bodies = {**get_told_draw(edition), REPEAT: render_to_string(SCRIPT)}
    if file not in bodies:
        raise Http404
    kind = "text/x-python" if file == REPEAT else "application/json"
    response = HttpResponse(bodies[file].encode(), content_type=f"{kind}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{file}"'
    return response
