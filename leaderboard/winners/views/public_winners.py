"""The winners for anybody."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from base import clock
from base.languages.speech import spoken_in
from base.pages.context import active_language
from leaderboard.awards.queries import waiting_pools
from leaderboard.models import Draw
from leaderboard.results.queries import deleted_in
from leaderboard.winners.permissions import PublicWinners, get_public_winners
from leaderboard.winners.queries.public_page import public_awards


@never_cache
@require_safe
def public_winners(request: HttpRequest, edition: str, country: str) -> HttpResponse:
    """Read anew each time: a name whose consent was taken back is gone with the next look."""
    found = get_public_winners(edition, country)
    home = found.country
    with spoken_in(home.pk), timezone.override(ZoneInfo(home.timezone)):
        page = "leaderboard/winners/public.html"
        return render(request, page, {"found": found, **_told(found)})


def _told(found: PublicWinners) -> dict[str, object]:
    """What stands on the page beside when it is: nothing before the winners are named."""
    if found.reopened:
        return {}
    if found.opens > clock.now():
        return {"opens": timezone.localtime(found.opens)}
    awards = public_awards(found.edition, found.country, active_language())
    return {
        "awards": awards,
        "to_draw": waiting_pools(found.edition, [found.country.pk]),
        "deleted": _deleted(found, any_left=bool(awards)),
        "drawn": Draw.objects.filter(edition=found.edition).exclude(source="").exists(),
    }


def _deleted(found: PublicWinners, *, any_left: bool) -> str:
    """Whether classes of those who could stand here are gone: ``some``, ``all`` or none of them."""
    if found.country.pk not in deleted_in(found.edition):
        return ""
    return "some" if any_left else "all"
