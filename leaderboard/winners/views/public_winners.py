"""The winners for anybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from leaderboard.winners.permissions import get_public_winners
from leaderboard.winners.queries.public_page import public_awards
from schools.languages.speech import spoken_in
from schools.pages.context import active_language


@never_cache
@require_safe
def public_winners(request: HttpRequest, edition: str, country: str) -> HttpResponse:
    """Read anew each time: a name whose consent was taken back is gone with the next look."""
    found = get_public_winners(edition, country)
    code = found.country.pk if found.country else ""
    with spoken_in(code):
        context = {
            "edition": found.edition,
            "country": found.country,
            "takes_part": found.takes_part,
            "awards": public_awards(found.edition, found.country, active_language()),
        }
        return render(request, "leaderboard/winners/public.html", context)
