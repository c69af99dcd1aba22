"""How somebody of staff reads: by which clocks, in which words, and how much of the record."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.http import HttpRequest
from django.utils import timezone

from base.languages.speech import spoken_in
from base.models import User
from base.record.permissions import RecordSight
from schools.models import Invitation, Role, SchoolClass
from schools.roles import country_of, get_reach, staff_of, zone_of


@contextmanager
def read_by(user: User) -> Iterator[None]:
    """Times by the clocks of somebody's country, and Serbian as it is said there."""
    with timezone.override(zone_of(user)), spoken_in(lambda: country_of(user)):
        yield


def record_sight(request: HttpRequest) -> RecordSight:
    """Everything, or what concerns the area of an organizer; 404 for others."""
    user, reach = staff_of(request), get_reach(request)
    return RecordSight(
        user=user,
        everywhere=reach.everywhere,
        objects=(
            reach.schools(),
            SchoolClass.objects.filter(school__in=reach.schools()),
            reach.people(),
            Role.objects.filter(reach.roles()),
            Invitation.objects.filter(reach.roles()),
        ),
        people=reach.people() | User.objects.filter(pk=user.pk),
    )
