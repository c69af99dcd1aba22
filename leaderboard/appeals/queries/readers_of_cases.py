"""Who is written to about decisions and appeals."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.db.models import Exists, OuterRef, QuerySet

from base.models import User
from schools.models import Role, SchoolClass


def _reachable() -> QuerySet[User]:
    proved = EmailAddress.objects.filter(user=OuterRef("pk"), verified=True)
    return User.objects.filter(Exists(proved), is_active=True)


def teachers_to_tell(school_class: SchoolClass) -> QuerySet[User]:
    """Who teaches the class and is still at its school; one query."""
    here = Role.objects.filter(
        user=OuterRef("pk"), kind=Role.Kind.TEACHER, school=school_class.school_id
    )
    return _reachable().filter(Exists(here), classes=school_class)
