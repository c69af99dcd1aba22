"""Registrations whose e-mail nobody confirmed: they belong to nobody."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from base.models import User
from schools.accounts.queries import unconfirmed_people
from schools.models import Role, School, SchoolClass

KEPT = timedelta(days=3)


def old_unconfirmed(at: datetime) -> QuerySet[User]:
    """Those that had three days."""
    return unconfirmed_people().filter(joined_at__lt=at - KEPT)


def left_proposals() -> QuerySet[School]:
    """Proposed schools of which nothing is left: nobody teaches there and no class is in them."""
    roles = Role.objects.filter(school=OuterRef("pk"))
    classes = SchoolClass.objects.filter(school=OuterRef("pk"))
    proposed = School.objects.filter(proposed_at__isnull=False, refused_for="")
    return proposed.filter(~Exists(roles), ~Exists(classes))
