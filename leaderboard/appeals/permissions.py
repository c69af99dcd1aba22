"""Whose appeals somebody sees, lodges and decides; views use no other way in."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from base.models import User
from competition.editions.permissions import desk_editions, desk_of
from competition.models import Edition, Sitting
from leaderboard.appeals.queries import appeals, in_area
from leaderboard.models import Appeal
from schools.permissions import classes_taught
from schools.roles import area_of, organizes


def get_sitting_to_appeal(user: User, sitting_id: int) -> Sitting:
    """An official sitting of an own class that is over; 404 for any other."""
    official = Sitting.objects.filter(kind=Sitting.Kind.OFFICIAL, closed_at__isnull=False)
    own = official.filter(entry__school_class__in=classes_taught(user))
    related = ("entry__school_class__school__country", "entry__edition", "paper")
    return get_object_or_404(own.select_related(*related), pk=sitting_id)


def get_appealed_edition(user: User, slug: str) -> Edition:
    """An edition in which somebody organizes a country or a region; 404 for any other."""
    if not organizes(user):
        raise Http404
    return get_object_or_404(desk_editions(desk_of(user)), slug=slug)


def area_appeals(user: User, edition: Edition) -> QuerySet[Appeal]:
    """The appeals of an edition in the area of an organizer."""
    return appeals().filter(in_area(area_of(user)), edition=edition)
