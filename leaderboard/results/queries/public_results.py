"""Which results the public may see, and how many there are."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from competition.models import Edition, Result, Sitting
from competition.sittings.queries.running import stands
from leaderboard.rules.suppression import FEWEST_SCHOOLS

# A board of pupils by its division and country.
type Place = tuple[int, str]

PUBLIC_STATES = (
    Edition.State.LIVE,
    Edition.State.REVIEW,
    Edition.State.SEALED,
    Edition.State.PUBLISHED,
    Edition.State.ARCHIVED,
)
OF_SITTING = {"division": "entry__division", "country": "entry__school_class__school__country"}


def public_results() -> QuerySet[Result]:
    """Results that may stand on a board: the one place that decides it.

    They count, their edition has gone live, and their sitting is approved. Others wait; nothing
    about them is lost. The sittings are asked for by themselves: there are few, and the database
    must not try the rule on every result.
    """
    return ready_results().filter(attempt__sitting__in=Sitting.objects.filter(stands()))


def ready_results() -> QuerySet[Result]:
    """Results that are public, or would be if their sitting were approved (``approved``)."""
    standing = Q(attempt__voided_at__isnull=True) | Q(attempt__kept=True)
    return Result.objects.filter(standing, counts=True, division__edition__state__in=PUBLIC_STATES)


def approved(sittings: Collection[int]) -> set[int]:
    """Those of some sittings whose ``ready_results`` are public.

    For a few rows out of many: asked by number, for the database takes it that hardly any sitting
    is approved, and would look at all of them and of their results first.
    """
    standing = Sitting.objects.filter(stands(), pk__in=sittings)
    return set(standing.values_list("pk", flat=True))


def board_results(division_id: int, country_code: str) -> QuerySet[Result]:
    """The public results of one board."""
    return public_results().filter(division=division_id, country=country_code)


def count_boards(places: Collection[Place]) -> dict[Place, int]:
    """How many ``board_results`` there are, without a look at the attempt behind each.

    All that count, which the index by rank tells alone, less those of the few sittings that may not
    be shown. A voided attempt does not count, so nobody has to ask for it again. Two statements for
    any number of boards.
    """
    all_that_count = Result.objects.filter(
        counts=True, division__edition__state__in=PUBLIC_STATES, **_among(places)
    )
    waiting = Sitting.objects.filter(**_among(places, **OF_SITTING)).exclude(stands())
    held_back = _each(all_that_count.filter(attempt__sitting__in=waiting), Count("pk"))
    counted = _each(all_that_count, Count("pk"))
    # Two counts at two moments: what is voided in between must not leave less than nothing.
    return {
        place: max(counted.get(place, 0) - held_back.get(place, 0), 0) for place in sorted(places)
    }


def count_schools(places: Collection[Place]) -> dict[Place, int]:
    """Of how many schools the ``board_results`` are, counted up to ``FEWEST_SCHOOLS``.

    Asked of the sittings, of which there are few; one statement for any number of boards.
    """
    played = Exists(Result.objects.filter(attempt__sitting=OuterRef("pk"), counts=True))
    sittings = Sitting.objects.filter(stands(), played, **_among(places, **OF_SITTING))
    schools = Count("entry__school_class__school", distinct=True)
    counted = _each(sittings, schools, **OF_SITTING)
    return {place: min(counted.get(place, 0), FEWEST_SCHOOLS) for place in sorted(places)}


def _among(
    places: Collection[Place], *, division: str = "division", country: str = "country"
) -> dict[str, set[Any]]:
    """These boards, and those of the same divisions and countries, whose numbers nobody reads."""
    return {
        f"{division}__in": {place[0] for place in places},
        f"{country}__in": {place[1] for place in places},
    }


def _each(
    rows: QuerySet[Any], count: Count, *, division: str = "division", country: str = "country"
) -> dict[Place, int]:
    counted = rows.order_by().values_list(division, country).annotate(count)
    return {(at, code): number for at, code, number in counted}
