"""Whose notices may be withdrawn; views use no other way in."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import Http404

from competition.models import Notice, Sitting
from schools.models import User
from schools.roles import Visitor, area_of


def notices_of(user: Visitor) -> QuerySet[Notice]:
    """Notices a user may withdraw: the own ones and those to the own area."""
    area = area_of(user)
    if area.everywhere:
        return Notice.objects.all()
    if not isinstance(user, User) or not area:
        return Notice.objects.none()
    return Notice.objects.filter(Q(spoken_by=user) | area.inside())


def get_notice(user: Visitor, notice_id: int) -> Notice:
    """The notice for withdrawing it; 404 when it is missing or not the user's."""
    found = notices_of(user).filter(pk=notice_id).first()
    if found is None:
        raise Http404
    return found


def managed_sittings(user: Visitor) -> QuerySet[Sitting]:
    """Sittings in the area of an organizer, all for coordinators and superusers."""
    school = "entry__school_class__school__"
    return Sitting.objects.filter(area_of(user).inside(f"{school}region__", f"{school}country"))
