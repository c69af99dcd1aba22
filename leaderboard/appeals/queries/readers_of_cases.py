"""Who is written to about decisions, appeals, and papers that became known."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.db.models import Exists, OuterRef, Q, QuerySet

from schools import clock
from schools.models import Country, Role, SchoolClass, User, not_ended


def _reachable() -> QuerySet[User]:
    proved = EmailAddress.objects.filter(user=OuterRef("pk"), verified=True)
    return User.objects.filter(Exists(proved), is_active=True)


def teachers_to_tell(school_class: SchoolClass) -> QuerySet[User]:
    """Who teaches the class and is still at its school; one query."""
    here = Role.objects.filter(
        user=OuterRef("pk"), kind=Role.Kind.TEACHER, school=school_class.school_id
    )
    return _reachable().filter(Exists(here), classes=school_class)


def organizers_to_tell(country: Country) -> QuerySet[User]:
    """Organizers of the whole country, and coordinators; one query."""
    where = Q(kind=Role.Kind.ORGANIZER, country=country) | Q(kind=Role.Kind.COORDINATOR)
    roles = Role.objects.filter(where, not_ended(clock.now()), approved_at__isnull=False)
    return _reachable().filter(Exists(roles.filter(user=OuterRef("pk"))))
