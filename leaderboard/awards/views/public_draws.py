"""The draws of an edition for anybody: what was named before, what was drawn, and once more."""

from __future__ import annotations

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from leaderboard.awards.awards_document import plan_in
from leaderboard.awards.permissions import AWARDS_FILE, DRAW_FILE, get_public_draw, get_told_draw
from leaderboard.awards.queries.repeating import Repetition, repeated
from leaderboard.awards.queries.waiting_places import is_settled
from leaderboard.models import DrawOutcome, Seal

SCRIPT = "leaderboard/awards/repeat_draw.txt"
REPEAT = "repeat_draw.py"


@require_safe
def draws(request: HttpRequest, edition: str) -> HttpResponse:
    """How awards are drawn, and how anybody repeats it."""
    found = get_public_draw(edition)
    again = None
    if found.seal and found.outcome and found.published and "repeat" in request.GET:
        again = _repeated(found.seal, found.outcome)
    plan = plan_in(found.seal) if found.seal else None
    context = {
        "edition": found.edition,
        "seal": found.seal,
        "outcome": found.outcome,
        "published": found.published,
        "plan": plan,
        # Whether equals are there to be parted is told with the results.
        "left": bool(found.seal and plan and not (found.published and is_settled(found.seal))),
        "again": again,
        "script": render_to_string(SCRIPT),
        "files": (AWARDS_FILE, DRAW_FILE, REPEAT),
    }
    return render(request, "leaderboard/awards/draws.html", context)


def _repeated(seal: Seal, outcome: DrawOutcome) -> Repetition:
    """Worked out once an hour, however many press: of many pupils it takes a second."""
    key = f"repeated:{outcome.sha256}:{get_language()}"
    found: Repetition | None = cache.get(key)
    if found is None:
        found = repeated(seal, outcome)
        cache.set(key, found, 3600)
    return found


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
