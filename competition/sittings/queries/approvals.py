"""Which sittings are approved, so that their results may stand in public."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from competition.models import Result, Sitting
from competition.rules.edition_steps import SEALED
from schools.models import Role


def approved_now(sitting: str = "") -> Q:
    """For a query that reaches the sitting by this prefix: school and teacher are approved today.

    The school is confirmed, and whoever opened the sitting is an approved teacher of that school.
    """
    school = f"{sitting}entry__school_class__school"
    approved = Role.objects.filter(
        kind=Role.Kind.TEACHER,
        user=OuterRef(f"{sitting}opened_by"),
        school=OuterRef(school),
        approved_at__isnull=False,
    )
    return Q(Exists(approved), **{f"{school}__verified_at__isnull": False})


def stands(sitting: str = "") -> Q:
    """For a query that reaches the sitting by this prefix: its results are approved.

    Until it closes that is as school and teacher are now. Its closing keeps it; if it waited then,
    an approval brings it on later, but into no list that is sealed.
    """
    is_final = Q(
        **{
            f"{sitting}closed_at__isnull": False,
            f"{sitting}entry__edition__state__in": SEALED,
        }
    )
    return Q(**{f"{sitting}approved_at__isnull": False}) | (approved_now(sitting) & ~is_final)


def held_back() -> QuerySet[Sitting]:
    """Official sittings with results that wait for an approval, in editions not sealed yet."""
    counting = Result.objects.filter(attempt__sitting=OuterRef("pk"), counts=True)
    sittings = Sitting.objects.filter(~stands(), Exists(counting), kind=Sitting.Kind.OFFICIAL)
    return sittings.exclude(entry__edition__state__in=SEALED)
