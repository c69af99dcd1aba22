"""What waits for an organizer, as the daily mail tells it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, Min, OuterRef, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from base.models import OutgoingMail, User
from schools.models import Role, School
from schools.permissions import proposed_schools, waiting_roles
from schools.roles import area_of

# In the morning, before the first lesson.
HOUR = 7
MAIL = "waiting"
ORGANIZING = (Role.Kind.ORGANIZER, Role.Kind.COORDINATOR)


@dataclass(frozen=True, slots=True)
class WaitingCount:
    """How many teachers and proposed schools wait, and since when."""

    teachers: int
    schools: int
    since: datetime | None

    def __bool__(self) -> bool:
        return bool(self.teachers or self.schools)


def waiting_for(user: User) -> WaitingCount:
    """What waits for somebody; coordinators hear of countries that nobody organizes as a whole."""
    roles, schools = waiting_roles(user), proposed_schools(user)
    if area_of(user).everywhere:
        organizers = Role.objects.filter(kind=Role.Kind.ORGANIZER, approved_at__isnull=False)
        looked_after = organizers.filter(country__isnull=False, user__is_active=True)
        codes = set(looked_after.values_list("country", flat=True))
        roles = roles.exclude(school__country__in=codes)
        schools = schools.exclude(country__in=codes)
    asked = Coalesce("asked_at", "user__joined_at")
    first = (
        roles.aggregate(first=Min(asked))["first"],
        schools.aggregate(first=Min("proposed_at"))["first"],
    )
    since = min((one for one in first if one is not None), default=None)
    return WaitingCount(roles.count(), schools.count(), since)


def day_to_tell(at: datetime) -> date | None:
    """The day, once its morning has come."""
    local = timezone.localtime(at)
    return local.date() if local.hour >= HOUR else None


def organizers_not_told(day: date) -> QuerySet[User]:
    """Organizers and coordinators to whom nobody has posted the mail of that day."""
    roles = Role.objects.filter(user=OuterRef("pk"), kind__in=ORGANIZING, approved_at__isnull=False)
    posted = OutgoingMail.objects.filter(user=OuterRef("pk"), kind=MAIL, once=str(day))
    return User.objects.filter(Exists(roles), ~Exists(posted), is_active=True)


def somebody_waits() -> bool:
    """Whether anybody waits for any organizer."""
    asked = Role.objects.filter(kind=Role.Kind.TEACHER, approved_at__isnull=True)
    return (
        asked.exists() or School.objects.filter(proposed_at__isnull=False, refused_for="").exists()
    )
