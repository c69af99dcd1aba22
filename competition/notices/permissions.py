"""Whose notices may be withdrawn; views use no other way in."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from base.models import User
from competition.models import Notice, Sitting
from schools.roles import Area, Visitor, area_of, looked_on_by


def notices_of(user: Visitor) -> QuerySet[Notice]:
    """Notices a user may withdraw: the own ones and those to the own countries."""
    area = area_of(user)
    if area.everywhere:
        return Notice.objects.all()
    if not isinstance(user, User) or not area:
        return Notice.objects.none()
    return Notice.objects.filter(Q(spoken_by=user) | Q(country__in=area.countries))


def managed_sittings(user: Visitor) -> QuerySet[Sitting]:
    """Sittings in the area of an organizer, all for coordinators and superusers."""
    return _sittings_in(area_of(user))


def looked_on_sittings(user: Visitor) -> QuerySet[Sitting]:
    """Those that are seen on the day: also in the area of a helper, who changes nothing there."""
    return _sittings_in(looked_on_by(user))


def _sittings_in(area: Area) -> QuerySet[Sitting]:
    school = "entry__school_class__school__"
    return Sitting.objects.filter(area.inside(f"{school}region__", f"{school}country"))
