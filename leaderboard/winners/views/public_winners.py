"""The winners for anybody."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from base import clock
from base.languages.speech import spoken_in
from base.pages.context import active_language
from competition.editions.queries.taking_part import codes_of, countries_of
from leaderboard.awards.queries.waiting_places import WaitingPlaces, waiting_places
from leaderboard.boards.permissions import ALL
from leaderboard.models import AwardTerms, DrawPlan
from leaderboard.results.queries.deleted_years import deleted_in
from leaderboard.winners.permissions import PublicWinners, get_public_winners
from leaderboard.winners.queries.public_page import public_awards


@never_cache
@require_safe
def public_winners(request: HttpRequest, edition: str, country: str) -> HttpResponse:
    """Read anew each time: a name whose consent was taken back is gone with the next look."""
    found = get_public_winners(edition, country)
    home = found.country
    zone = ZoneInfo(home.timezone if home else settings.TIME_ZONE)
    with spoken_in(home.pk if home else ""), timezone.override(zone):
        page = "leaderboard/winners/public.html"
        return render(request, page, {"found": found, **_told(found)})


def _told(found: PublicWinners) -> dict[str, object]:
    """What stands on the page beside when it is: nothing before the winners are named."""
    if found.reopened:
        return {}
    if found.opens > clock.now():
        return {"opens": timezone.localtime(found.opens)}
    awards = public_awards(found.edition, found.country, active_language())
    across = AwardTerms.objects.filter(rule__edition=found.edition, across=True)
    lost = found.country is None and not awards and not across.exists()
    return {
        "awards": awards,
        "to_draw": _to_draw(found),
        "deleted": "" if lost else _deleted(found, any_left=bool(awards)),
        "drawn": DrawPlan.objects.filter(edition=found.edition).exists(),
        "countries": countries_of(found.edition) if lost else (),
    }


def _to_draw(found: PublicWinners) -> list[WaitingPlaces]:
    """Of a country and of all together; on the page of all together these alone."""
    return waiting_places(found.edition, [found.country.pk, ALL] if found.country else [ALL])


def _deleted(found: PublicWinners, *, any_left: bool) -> str:
    """Whether classes of those who could stand here are gone: ``some``, ``all`` or none of them."""
    gone = deleted_in(found.edition)
    if not gone:
        return ""
    there = {found.country.pk} if found.country else codes_of(found.edition)
    lost = there & gone.keys()
    if not lost:
        return ""
    return "some" if any_left or lost != there else "all"
