"""Reserve papers on the day: taken into use by country where the official one is known."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from competition.editions.permissions import desk_of, get_desk_edition
from competition.editions.queries.taking_part import countries_of
from competition.exceptions import CompetitionError
from competition.models import Edition
from competition.papers.actions.reserves import end_reserve, use_reserve
from competition.papers.queries.official_paper import ReservePlace, reserve_places
from schools.clock import now
from schools.models import User
from schools.roles import staff_of, zone_of


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reserves(request: HttpRequest, edition: str) -> HttpResponse:
    """The reserve papers of the own countries; a POST takes one into use or out of it."""
    user = staff_of(request)
    found, places = _places(user, edition)
    if request.method == "POST":
        _decide(request, user, places)
        return redirect("competition:reserves", edition=found.slug)
    context = {
        "edition": found,
        "places": places,
        "is_live": found.state == Edition.State.LIVE,
    }
    with timezone.override(zone_of(user)):
        return render(request, "competition/papers/reserves.html", context)


def _places(user: User, slug: str) -> tuple[Edition, list[ReservePlace]]:
    """404 for whoever decides for no country of the edition."""
    desk = desk_of(user)
    edition = get_desk_edition(desk, slug)
    own = [country for country in countries_of(edition) if desk.edits(country)]
    if not own:
        raise Http404
    return edition, list(reserve_places(edition, own))


def _decide(request: HttpRequest, user: User, places: list[ReservePlace]) -> None:
    sent = request.POST
    wanted = (sent.get("division"), sent.get("country"))
    place = next((o for o in places if (o.division.code, o.country.pk) == wanted), None)
    if place is None or sent.get("act") not in ("use", "end"):
        raise Http404
    if sent["act"] == "end":
        end_reserve(place.division, place.country, by=user, at=now())
        messages.success(request, _("Sittings opened from now on have the official paper again."))
        return
    try:
        reason = sent.get("reason", "")
        use_reserve(place.division, place.country, reason=reason, by=user, at=now())
    except CompetitionError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Sittings opened from now on have the reserve paper."))
