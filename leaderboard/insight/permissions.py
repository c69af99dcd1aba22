"""Whose published figures somebody gets; views use no other way in."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet
from django.http import Http404

from leaderboard.models import InsightSnapshot
from leaderboard.results.queries.current_seal import LARGE
from schools.models import Country, Region, Role
from schools.roles import Visitor, holdings_of


def insight_places(user: Visitor) -> list[Country | Region]:
    """The countries and subtrees of regions whose published figures the user gets, as an organizer
    and for the ministry; 404 for none."""
    holdings = holdings_of(user)
    if holdings.coordinates:
        return list(Country.objects.all())
    if not (holdings.organizes or holdings.is_ministry):
        raise Http404
    ministry = (role.region or role.country for role in holdings.of(Role.Kind.MINISTRY))
    return list(dict.fromkeys([*holdings.area.places, *(one for one in ministry if one)]))


def insight_in(places: Sequence[Country | Region]) -> QuerySet[InsightSnapshot]:
    """The published figures of the countries of ``insight_places``, the newest first.

    A subtree of regions gets only what lies in it: ``leaderboard.insight.looks.look_at``.
    """
    codes = {place.pk if isinstance(place, Country) else place.country_id for place in places}
    shown = InsightSnapshot.objects.filter(country__in=codes).select_related(
        "edition", "country", "seal"
    )
    shown = shown.defer(*(f"seal__{name}" for name in LARGE))
    return shown.order_by("-edition__year", "-edition", "country")
