"""Which schools an edition's totals are told of, and with how many pupils."""

from __future__ import annotations

from datetime import datetime

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from competition.models import Edition, Entry
from leaderboard.models import CountedSchool
from leaderboard.results.queries.current_seal import confirmed_seals
from schools.models import School

# What ``schools_that_count`` adds to each school: its pupils in the register, none if that does not
# say; for how many schools it stands, as others were merged into it since the day of the seal; and
# of how many of these the register did not say: their pupils are not among those it tells.
PUPILS: str = "register_pupils"
SCHOOLS: str = "register_schools"
UNKNOWN: str = "register_unknown"


def schools_that_count(edition: Edition | int | None) -> QuerySet[School]:
    """Schools of the register in an edition: the open ones, and closed ones that entered.

    Once the list is sealed they are those of that day, with the pupils of that day, and whichever
    entered; a new register changes nothing of it, nor does a merge: the school that stays stands
    for both. Proposed schools count once they are taken in.
    """
    sealed = CountedSchool.objects.filter(edition=edition)
    then = sealed.filter(school=OuterRef("pk"))
    is_open = Q(closed_at__isnull=True) & ~Exists(sealed)
    together = then.order_by().values("school")
    pupils = Subquery(together.annotate(all=Sum("pupil_count")).values("all"))
    many = Subquery(together.annotate(many=Count("pk")).values("many"))
    untold = Count("pk", filter=Q(pupil_count__isnull=True))
    unknown = Subquery(together.annotate(many=untold).values("many"))
    there = Q(Exists(then)) | Q(entered_in(edition)) | is_open
    told = Case(When(Exists(then), then=pupils), default=F("pupil_count"))
    today = Case(When(pupil_count__isnull=True, then=1), default=0)
    counting = School.objects.filter(there, proposed_at__isnull=True)
    return counting.annotate(
        **{PUPILS: told, SCHOOLS: Coalesce(many, Value(1)), UNKNOWN: Coalesce(unknown, today)}
    )


def entered_in(edition: Edition | int | None) -> Exists:
    """Whether a school has a class in the edition."""
    return Exists(Entry.objects.filter(edition=edition, school_class__school=OuterRef("pk")))


def register_of(edition: Edition) -> datetime | None:
    """Of which moment the register in an edition's totals is; none while it is that of today."""
    if not CountedSchool.objects.filter(edition=edition).exists():
        return None
    return confirmed_seals(edition).values_list("confirmed_at", flat=True).first()
