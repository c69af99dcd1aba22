"""Whose attempts one may look at and decide about at the review desk; views use no other way in."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from competition.editions.permissions import desk_editions, desk_of
from competition.models import Attempt, Edition, Sitting
from schools.roles import Visitor, area_of, organizes

CLASS = "entry__school_class__school__"
EARLY = (Edition.State.DRAFT, Edition.State.REGISTRATION, Edition.State.REHEARSAL)


def get_reviewed_edition(user: Visitor, slug: str) -> Edition:
    """An edition in which somebody organizes a country or a region; 404 for any other.

    Not before it is live: nobody has played before.
    """
    if not organizes(user):
        raise Http404
    return get_object_or_404(desk_editions(desk_of(user)).exclude(state__in=EARLY), slug=slug)


def reviewed_sittings(user: Visitor, edition: Edition) -> QuerySet[Sitting]:
    """The official sittings of an edition in the area of an organizer."""
    mine = area_of(user).inside(f"{CLASS}region__", f"{CLASS}country")
    return Sitting.objects.filter(mine, entry__edition=edition, kind=Sitting.Kind.OFFICIAL)


def get_reviewed_attempt(user: Visitor, edition: Edition, attempt_id: int) -> Attempt:
    """An official attempt of the own area; 404 for any other."""
    official = Attempt.objects.filter(kind=Sitting.Kind.OFFICIAL)
    return get_object_or_404(official, pk=attempt_id, sitting__in=reviewed_sittings(user, edition))
