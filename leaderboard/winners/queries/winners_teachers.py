"""Whom to tell of a winner: the teachers of the class who still teach at its school."""

from __future__ import annotations

from collections.abc import Iterable

from allauth.account.models import EmailAddress
from django.db.models import Exists, OuterRef, QuerySet

from leaderboard.models import Winner
from schools.models import Role, SchoolClass
from schools.permissions import classes_taught
from schools.roles import Visitor

CLASS = "award__attempt__entry__school_class"


def readers_of_winners(winners: Iterable[Winner]) -> list[tuple[int, str]]:
    """``(teacher, country of the school)``, each once, whose account is open and e-mail proved.

    Also who has ended the letters: without this one a child would lose its prize.
    """
    found = _told_classes(winners).order_by()
    return sorted(found.values_list("teachers", "school__country").distinct())


def without_teacher(winners: Iterable[Winner]) -> set[int]:
    """The winners of whom nobody can be told; one statement."""
    listed = list(winners)
    told = _told_classes(listed).order_by().values("pk")
    asked = Winner.objects.filter(pk__in=[one.pk for one in listed])
    return set(asked.exclude(**{f"{CLASS}__in": told}).values_list("pk", flat=True))


def _told_classes(winners: Iterable[Winner]) -> QuerySet[SchoolClass]:
    """Their classes, once for each of the ``teachers`` who may be written to."""
    teacher = OuterRef("teachers")
    proved = EmailAddress.objects.filter(user=teacher, verified=True)
    teaches = Role.objects.filter(
        user=teacher, kind=Role.Kind.TEACHER, school=OuterRef("school"), approved_at__isnull=False
    )
    classes = Winner.objects.filter(pk__in=[one.pk for one in winners]).values(CLASS)
    return SchoolClass.objects.filter(
        Exists(proved), Exists(teaches), pk__in=classes, teachers__is_active=True
    )


def winners_of_teacher(user: Visitor) -> QuerySet[Winner]:
    """The winners of the own classes; nobody's for who has a class for today only."""
    return Winner.objects.filter(**{f"{CLASS}__in": classes_taught(user)})
