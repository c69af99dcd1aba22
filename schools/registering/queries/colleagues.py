"""Who teaches beside somebody, and who of them waits for a word."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from base.models import User
from schools.models import Role
from schools.permissions import waiting_teachers

TEACHERS = Role.objects.filter(kind=Role.Kind.TEACHER)


def own_roles(user: User) -> QuerySet[Role]:
    """At which schools somebody teaches, with what became of the question to the school."""
    related = ("school__country", "school__region")
    return TEACHERS.filter(user=user).select_related(*related).order_by("school__name", "pk")


def waiting_colleagues(user: User) -> QuerySet[Role]:
    """Teachers who wait at a school at which the user is approved; never the user's own roles."""
    approved = TEACHERS.filter(user=user, school=OuterRef("school"), approved_at__isnull=False)
    waiting = waiting_teachers().filter(Exists(approved)).exclude(user=user)
    return waiting.select_related("user", "school").order_by("asked_at", "pk")
