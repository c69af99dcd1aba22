"""How many of a class are here, for the pupils who wait for the start: numbers and nothing else.

Asked for beside the answers: a process that has somebody waiting asks once a second for all its
waiting sittings together, and whoever is told reads what it has in memory.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection

from django.db.models import (
    Count,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Coalesce, Concat

from competition.models import Attempt, Sitting
from competition.sittings.queries.seating import FREED
from schools.models import Card

# A waiting pupil comes every four seconds, or every six under load.
WANTED_SECONDS = 15.0


class Rooms:
    """What this process knows of the rooms in which pupils wait."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._wanted: dict[int, float] = {}
        self._told: dict[int, tuple[int, int]] = {}

    def told(self, sitting: int) -> tuple[int, int] | None:
        """``(here, of)``, or nothing before it is known; from now on it is asked for."""
        self._wanted[sitting] = self._now()
        return self._told.get(sitting)

    def forget(self) -> None:
        """Begin anew: in tests."""
        self._wanted, self._told = {}, {}

    def look(self) -> None:
        """One statement while somebody waits, else none."""
        late = self._now() - WANTED_SECONDS
        for sitting, wanted in list(self._wanted.items()):
            if wanted < late:
                del self._wanted[sitting]
        self._told = attendance(list(self._wanted)) if self._wanted else {}


def attendance(sittings: Collection[int]) -> dict[int, tuple[int, int]]:
    """``{sitting: (who has joined, who is expected)}``, as its monitor says; one query."""
    there = Attempt.objects.filter(sitting=OuterRef("pk"), voided_at__isnull=True)
    joined = there.exclude(FREED)
    rows = Sitting.objects.filter(pk__in=sittings).annotate(
        here=_count(joined, "sitting"),
        playing=_count(_in_group(_cards(), "number"), "school_class"),
        elsewhere=_count(_in_group(_elsewhere(), "card__number"), "entry"),
    )
    told = rows.values_list("pk", "here", "playing", "elsewhere")
    return {pk: (here, playing - elsewhere) for pk, here, playing, elsewhere in told}


def _cards() -> QuerySet[Card]:
    return Card.objects.filter(school_class=OuterRef("entry__school_class"))


def _elsewhere() -> QuerySet[Attempt]:
    """Cards whose counting attempt is in another sitting: one each, as a constraint says."""
    counting = Attempt.objects.filter(
        entry=OuterRef("entry"),
        kind=OuterRef("kind"),
        voided_at__isnull=True,
        started_at__isnull=False,
    ).exclude(sitting=OuterRef("pk"))
    return counting.filter(kind=Sitting.Kind.OFFICIAL)


def _in_group[Row: (Card, Attempt)](rows: QuerySet[Row], number: str) -> QuerySet[Row]:
    """Those of the group that plays; without one everybody does."""
    with_number = rows.alias(group=_with_commas(OuterRef("numbers")), own=_with_commas(number))
    return with_number.filter(Q(group=",,") | Q(group__contains=F("own")))


def _with_commas(what: OuterRef | str) -> Concat:
    text, comma = TextField(), Value(",", output_field=TextField())
    return Concat(comma, Cast(what, text), comma, output_field=text)


def _count(rows: QuerySet[Attempt] | QuerySet[Card], by: str) -> Coalesce:
    counted = rows.order_by().values(by).annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


rooms = Rooms()
