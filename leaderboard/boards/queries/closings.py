"""Closed sittings: which are new, what waits to be told, and who is still to come."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Sum

from competition.models import Division, Edition, Entry, Sitting, Window
from leaderboard.boards.queries.due_boards import MOVING_STATES, OVERLAP
from leaderboard.boards.queries.figures import top_of
from leaderboard.models import Closing, Tally
from leaderboard.results.queries.counting_schools import PUPILS, UNKNOWN, schools_that_count
from leaderboard.results.queries.public_results import public_results
from leaderboard.rules.disclosure import Waiting
from schools.models import Card, School

# So many in a round: after an outage the rest comes in the next ones.
AT_ONCE = 500
# How far back a look at everything goes: what a shorter look missed is found, and not for ever.
DAY = timedelta(days=1)
SCHOOL = "sitting__entry__school_class__school"


class Weight(NamedTuple):
    """What the results of one sitting come to."""

    pupils: int
    points: int
    possible: int


def unseen(back: timedelta = OVERLAP) -> QuerySet[Sitting]:
    """Official sittings closed since the last look, a little earlier to be sure, oldest first."""
    latest = Closing.objects.aggregate(at=Max("closed_at"))["at"]
    since = {"closed_at__gte": latest - back} if latest else {}
    sittings = Sitting.objects.filter(
        ~Exists(Closing.objects.filter(sitting=OuterRef("pk"))),
        kind=Sitting.Kind.OFFICIAL,
        closed_at__isnull=False,
        entry__edition__state__in=MOVING_STATES,
        **since,
    )
    return sittings.select_related("entry__school_class").order_by("closed_at")[:AT_ONCE]


def waiting(edition: Edition, schools: Collection[int] | None) -> list[Closing]:
    """Closed sittings nothing has been told of; of these schools, or of all.

    One that was opened again waits for its next end.
    """
    found = Closing.objects.filter(
        edition=edition, parcel=Closing.Parcel.WAITING, sitting__closed_at__isnull=False
    )
    if schools is not None:
        found = found.filter(**{f"{SCHOOL}__in": schools})
    return list(found.select_related(f"{SCHOOL}__region").order_by("closed_at", "pk"))


def told_in(edition: Edition, country_code: str) -> set[int]:
    """The divisions of which figures of a country tell already."""
    told = Closing.objects.filter(
        ~Q(parcel=Closing.Parcel.WAITING),
        sitting__entry__division=OuterRef("pk"),
        edition=edition,
        **{f"{SCHOOL}__country": country_code},
    )
    found = Division.objects.filter(Exists(told), edition=edition)
    return set(found.values_list("pk", flat=True))


def school_of(closing: Closing) -> School:
    """Where it was; asked of the class, which moves when schools are merged."""
    return closing.sitting.entry.school_class.school


def region_of(school: School) -> int:
    """The largest region it lies in."""
    return top_of(school.region.path) if school.region.path else school.region_id


def weights(closings: Collection[Closing]) -> dict[int, Weight]:
    """``{sitting: what its results come to}``, of results the public may see."""
    rows = public_results().filter(attempt__sitting__in=[one.pk for one in closings]).order_by()
    sums = rows.values_list("attempt__sitting").annotate(
        Count("pk"), Sum("score"), Sum("max_score")
    )
    return {sitting: Weight(*values) for sitting, *values in sums}


def as_waiting(closing: Closing, weight: Weight | None) -> Waiting:
    """The closing as the rule of parcels sees it."""
    school = school_of(closing)
    return Waiting(
        sitting=closing.pk,
        school=school.pk,
        region=region_of(school),
        pupils=weight.pupils if weight else 0,
        division=closing.sitting.entry.division_id,
    )


def to_come(edition: Edition, schools: Collection[int]) -> dict[int, int]:
    """Cards of entered classes that have no closed official sitting, by school."""
    closed = Sitting.objects.filter(
        entry=OuterRef("pk"), kind=Sitting.Kind.OFFICIAL, closed_at__isnull=False
    )
    entries = Entry.objects.filter(
        ~Exists(closed), edition=edition, school_class__school__in=schools
    )
    rows = entries.order_by().values_list("school_class__school")
    return dict(rows.annotate(Count("school_class__cards")))


def is_over(edition: Edition, country_code: str, *, at: datetime) -> bool:
    """Whether no more pupils of a country are expected."""
    windows = Window.objects.filter(edition=edition, country=country_code, closes_at__gt=at)
    return edition.state != Edition.State.LIVE or not windows.exists()


def pupils_at(tally: Tally) -> int | None:
    """How many could take part there, by the register of schools.

    A school it does not know the pupils of has the cards of its entered classes; a region or
    country with such a school has no number.
    """
    if tally.school is not None:
        cards = Card.objects.filter(
            school_class__school=tally.school, school_class__entries__edition=tally.edition_id
        )
        return tally.school.pupil_count or cards.count()
    schools = schools_that_count(tally.edition_id).filter(country=tally.country_id)
    if tally.region is not None:
        schools = schools.filter(region__path__startswith=tally.region.path)
    known = schools.aggregate(pupils=Sum(PUPILS), untold=Sum(UNKNOWN))
    return None if known["untold"] else known["pupils"]
