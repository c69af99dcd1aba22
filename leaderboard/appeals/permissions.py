"""Whose appeals somebody sees, lodges and decides; views use no other way in."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from base.models import User
from competition.editions.permissions import desk_editions, desk_of
from competition.models import Edition, Sitting
from leaderboard.appeals.queries import appeals_in, sittings_to_appeal
from leaderboard.models import Appeal
from schools.roles import area_of, organizes


def get_sitting_to_appeal(user: User, sitting_id: int) -> Sitting:
    """An official sitting of an own class that is over; 404 for any other."""
    return get_object_or_404(sittings_to_appeal(user), pk=sitting_id)


def get_appealed_edition(user: User, slug: str) -> Edition:
    """An edition in which somebody organizes a country or a region; 404 for any other."""
    if not organizes(user):
        raise Http404
    return get_object_or_404(desk_editions(desk_of(user)), slug=slug)


def area_appeals(user: User, edition: Edition) -> QuerySet[Appeal]:
    """The appeals of an edition in the area of an organizer."""
    return appeals_in(area_of(user), edition)


def get_area_appeal(user: User, edition: Edition, appeal_id: int) -> Appeal:
    """One of them; 404 for any other."""
    return get_object_or_404(area_appeals(user, edition), pk=appeal_id)


def leads_edition(user: User, edition: Edition) -> bool:
    """Whether somebody may neutralise a question."""
    return desk_of(user).leads(edition)
