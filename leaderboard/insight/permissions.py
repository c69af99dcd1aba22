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
    """The countries and subtrees of regions whose published figures the user gets; 404 for none."""
    holdings = holdings_of(user)
    if holdings.organizes:
        return list(holdings.area.places) or list(Country.objects.all())
    if not holdings.is_ministry:
        raise Http404
    places = (role.region or role.country for role in holdings.of(Role.Kind.MINISTRY))
    return [place for place in places if place is not None]


def insight_in(places: Sequence[Country | Region]) -> QuerySet[InsightSnapshot]:
    """The published figures of the countries of ``insight_places``, the newest first; those of
    demonstrations after all others.

    A subtree of regions gets only what lies in it: ``leaderboard.insight.looks.look_at``.
    """
    codes = {place.pk if isinstance(place, Country) else place.country_id for place in places}
    shown = InsightSnapshot.objects.filter(country__in=codes).select_related(
        "edition", "country", "seal"
    )
    shown = shown.defer(*(f"seal__{name}" for name in LARGE))
    return shown.order_by("edition__demonstration", "-edition__year", "-edition", "country")
