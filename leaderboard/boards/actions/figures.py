"""Public figures move: parcels are told, and boards of schools, regions and countries follow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from competition.models import Edition, Window
from leaderboard.boards.actions.publishing import hint, publish
from leaderboard.boards.queries.closings import (
    DAY,
    Weight,
    as_waiting,
    is_over,
    pupils_at,
    school_of,
    to_come,
    told_in,
    unseen,
    waiting,
    weights,
)
from leaderboard.boards.queries.due_boards import MOVING_STATES, OVERLAP, rested
from leaderboard.models import Board, Closing, Tally
from leaderboard.rules.disclosure import Parcel, least, mean, parcels, share, without_few
from leaderboard.rules.threshold import fewest

EVERY = timedelta(seconds=10)
ALL_EVERY = timedelta(seconds=60)
Kind = Board.Kind

# ``{(edition, country)}`` whose figures moved.
type Places = set[tuple[int, str]]


class LookThrottle:
    """When this process last looked; a look that comes too soon costs nothing."""

    def __init__(self) -> None:
        self._looked: datetime | None = None
        self._looked_at_all: datetime | None = None

    def step(self, at: datetime) -> tuple[bool, bool]:
        """Whether to look, and whether at everything that waits."""
        if self._looked is not None and at - self._looked < EVERY:
            return False, False
        self._looked = at
        whole = self._looked_at_all is None or at - self._looked_at_all >= ALL_EVERY
        if whole:
            self._looked_at_all = at
        return True, whole


pace = LookThrottle()


def follow_closings(*, at: datetime) -> int:
    """The periodic job: every ten seconds what has closed, every minute all that waits."""
    look, whole = pace.step(at)
    return publish_figures(at=at, whole=whole) if look else 0


def publish_figures(*, at: datetime, whole: bool = True) -> int:
    """Tell what may be told and publish the boards it moves; returns how many are new.

    May run in several processes at once: a sitting is told of once, a snapshot is stored only upon
    the version it was made from.
    """
    schools = _note_closings(at, DAY if whole else OVERLAP)
    moved: Places = set()
    for edition in Edition.objects.filter(state__in=MOVING_STATES) if whole or schools else ():
        moved |= _tell(edition, None if whole else schools, at)
        if whole:
            _follow_register(edition)
    _add_missing_boards()
    new = sum(publish(board, at=at) for board in _due(moved, at))
    if new:
        hint()
    return new


def _note_closings(at: datetime, back: timedelta) -> set[int]:
    """Take down what has closed; returns its schools."""
    sittings = list(unseen(back))
    found = [
        Closing(
            sitting=sitting,
            edition_id=sitting.entry.edition_id,
            closed_at=sitting.closed_at or at,
        )
        for sitting in sittings
    ]
    Closing.objects.bulk_create(found, ignore_conflicts=True)
    return {sitting.entry.school_class.school_id for sitting in sittings}


def _tell(edition: Edition, schools: Collection[int] | None, at: datetime) -> Places:
    by_country = defaultdict[str, list[Closing]](list)
    closings = waiting(edition, schools)
    for closing in closings:
        by_country[school_of(closing).country_id].append(closing)
    weight = weights(closings)
    moved: Places = set()
    for country, those in by_country.items():
        every = [as_waiting(one, weight.get(one.pk)) for one in those]
        fewest_there = fewest(edition.publishing_threshold)
        ready = parcels(
            without_few(every, told_in(edition, country), fewest=fewest_there),
            to_come(edition, {school_of(one).pk for one in those}),
            # What is left of small schools is put together only with a look at all of them.
            over=schools is None and is_over(edition, country, at=at),
            least=least(edition.publishing_threshold),
        )
        if sum([_send(parcel, edition, country, weight) for parcel in ready]):
            moved.add((edition.pk, country))
    return moved


def _send(parcel: Parcel, edition: Edition, country: str, weight: Mapping[int, Weight]) -> bool:
    """Tell of one parcel, unless somebody else has told of a part of it."""
    level = Closing.Parcel.COUNTRY
    if parcel.region is not None:
        level = Closing.Parcel.REGION if parcel.school is None else Closing.Parcel.SCHOOL
    with transaction.atomic():
        closings = Closing.objects.filter(pk__in=parcel.sittings, parcel=Closing.Parcel.WAITING)
        if closings.update(parcel=level) != len(parcel.sittings):
            transaction.set_rollback(True)
            return False
        inside = [weight[sitting] for sitting in parcel.sittings]
        _grow(edition, inside, country_id=country, region_id=None, school_id=None)
        if parcel.region is not None:
            _grow(edition, inside, country_id=country, region_id=parcel.region, school_id=None)
        if parcel.school is not None:
            region, school = parcel.region, parcel.school
            _grow(edition, inside, country_id=country, region_id=region, school_id=school)
    return True


def _grow(edition: Edition, weights: Iterable[Weight], **where: Any) -> None:  # noqa: ANN401 - look-up of the row
    # A school may have gone to another region since it was told of: its row goes with it.
    school = where["school_id"]
    row = where if school is None else {"school_id": school}
    tallies = Tally.objects.select_for_update()
    tally, new = tallies.get_or_create(edition=edition, **row, defaults=where)
    tally.country_id, tally.region_id = where["country_id"], where["region_id"]
    for one in weights:
        tally.pupils += one.pupils
        tally.points += one.points
        tally.points_possible += one.possible
    # The whole register is read once a minute; a school's own number is at hand.
    if new or tally.school_id is not None:
        tally.of = pupils_at(tally)
    work_out(tally)
    tally.save()


def work_out(tally: Tally) -> None:
    """Share and mean, from the sums."""
    tally.share = share(tally.pupils, tally.of)
    tally.mean = mean(tally.points, tally.points_possible)


def _follow_register(edition: Edition) -> None:
    """Schools have come to the register, or their numbers of pupils."""
    for tally in Tally.objects.filter(edition=edition, school__isnull=True):
        of = pupils_at(tally)
        with transaction.atomic():
            held = Tally.objects.select_for_update().get(pk=tally.pk)
            if of != held.of:
                held.of, held.share = of, share(held.pupils, of)
                held.save(update_fields=["of", "share"])


def _add_missing_boards() -> None:
    there = set(
        Board.objects.filter(edition__isnull=False).values_list("edition", "kind", "country")
    )
    missing = sorted(_expected() - there, key=str)
    Board.objects.bulk_create(
        [
            Board(edition_id=edition, kind=kind, country_id=country)
            for edition, kind, country in missing
        ],
        ignore_conflicts=True,
    )


def _expected() -> set[tuple[int, str, str | None]]:
    windows = Window.objects.filter(edition__state__in=MOVING_STATES).order_by()
    found: set[tuple[int, str, str | None]] = set()
    for edition, country, means in windows.values_list(
        "edition", "country", "edition__means_boards"
    ).distinct():
        kinds = [Kind.SCHOOLS, Kind.REGIONS, *([Kind.MEANS] if means else [])]
        found |= {(edition, kind, country) for kind in kinds}
        found.add((edition, Kind.COUNTRIES, None))
    return found


def _due(moved: Places, at: datetime) -> list[Board]:
    """Boards whose figures moved, and those nobody has looked at for long."""
    boards = Board.objects.filter(edition__state__in=MOVING_STATES, frozen_at__isnull=True)
    places = Q(pk__in=[])
    for edition, country in moved:
        places |= Q(edition=edition, country=country) | Q(edition=edition, country__isnull=True)
    return list(boards.filter(places | rested(at)).select_related("edition"))
