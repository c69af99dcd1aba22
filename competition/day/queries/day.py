"""The day in numbers: sittings and pupils now, by hour and by place, and where somebody is needed.

Everything comes from four statements over the sittings of one day; the rest is adding up. The
tables are the ones pupils write to, so what was counted for an area is counted again only after
``KEPT_SECONDS``, however many look.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import Count, F, Q, QuerySet

from base.short_memory import ShortMemory
from competition.models import Attempt, Edition, Lease, PinGuess, Sitting
from competition.rules import timing
from competition.rules.alarms import is_pin_storm, is_troubled

KEPT_SECONDS = 4.0
# So long after its end a sitting may still have answers on its pupils' computers.
LATELY = timedelta(hours=1)
SCHOOL = "entry__school_class__school"
# Those of ``SittingRow``, in its order.
COLUMNS = (
    *("pk", f"{SCHOOL}__country", f"{SCHOOL}__region__path"),
    *("kind", "starts_at", "paused_at", "closed_at"),
)


class SittingRow(NamedTuple):
    """One sitting of the day and where it is."""

    sitting: int
    country: str
    region: str
    kind: str
    starts_at: datetime | None
    paused_at: datetime | None
    closed_at: datetime | None


@dataclass(slots=True)
class Sat:
    """One sitting with its pupils; ``silent`` and ``cut_off`` as ``Figures`` has them."""

    row: SittingRow
    joined: int = 0
    started: int = 0
    finished: int = 0
    silent: int = 0
    cut_off: int = 0
    # Wrong PINs by card, of those that have some.
    wrong_pins: list[int] = field(default_factory=list)

    @property
    def runs(self) -> bool:
        """Started, not closed, not paused."""
        return self.is_open and self.row.starts_at is not None and self.row.paused_at is None

    @property
    def is_open(self) -> bool:
        """Not closed."""
        return self.row.closed_at is None

    @property
    def at_work(self) -> int:
        """Pupils between their start and their finish."""
        return self.started - self.finished if self.is_open else 0

    @property
    def is_troubled(self) -> bool:
        """Whether several of its pupils need somebody."""
        return self.runs and is_troubled(self.silent, self.at_work)

    @property
    def is_guessed(self) -> bool:
        """Whether somebody seems to try out PINs in it."""
        return self.is_open and is_pin_storm(self.wrong_pins)


@dataclass(slots=True)
class Figures:
    """Sums over sittings.

    ``answering``: at work and heard of in the last 45 s; ``silent``: at work in a sitting that
    runs, and not heard of; ``cut_off``: ended by the clock or with the sitting while silent, so
    that answers may still be on their computers.
    """

    waiting: int = 0
    running: int = 0
    paused: int = 0
    closed: int = 0
    joined: int = 0
    at_work: int = 0
    finished: int = 0
    silent: int = 0
    cut_off: int = 0

    @property
    def open(self) -> int:
        """Sittings that are open."""
        return self.waiting + self.running + self.paused

    @property
    def answering(self) -> int:
        """Pupils at work whose browser is there."""
        return self.at_work - self.silent

    def add(self, sat: Sat) -> None:
        """Count one sitting in."""
        self.waiting += sat.is_open and sat.row.starts_at is None
        self.running += sat.runs
        self.paused += sat.is_open and sat.row.paused_at is not None
        self.closed += not sat.is_open
        self.joined += sat.joined
        self.at_work += sat.at_work
        self.finished += sat.finished
        self.silent += sat.silent
        self.cut_off += sat.cut_off


@dataclass(slots=True)
class Hour:
    """What began in one hour of the day, by its number on the clock."""

    hour: int
    sittings: int = 0
    started: int = 0
    finished: int = 0

    @property
    def next(self) -> int:
        """The full hour at which it ends."""
        return (self.hour + 1) % 24


@dataclass(slots=True)
class Day:
    """The official sittings of one day, and how many rehearsals are open."""

    sats: list[Sat] = field(default_factory=list)
    rehearsals: int = 0

    def total(self) -> Figures:
        """The sums over the sittings."""
        figures = Figures()
        for sat in self.sats:
            figures.add(sat)
        return figures

    def troubled(self) -> list[Sat]:
        """Sittings in which several pupils are silent, those with the most first."""
        found = [sat for sat in self.sats if sat.is_troubled]
        return sorted(found, key=lambda sat: (-sat.silent, sat.row.sitting))

    def guessed(self) -> list[Sat]:
        """Sittings in which somebody seems to try out PINs, those with the most first."""
        found = [sat for sat in self.sats if sat.is_guessed]
        return sorted(found, key=lambda sat: (-sum(sat.wrong_pins), sat.row.sitting))

    def cut_off(self) -> list[Sat]:
        """Sittings whose pupils may have answers left on their computers, the most first."""
        found = [sat for sat in self.sats if sat.cut_off]
        return sorted(found, key=lambda sat: (-sat.cut_off, sat.row.sitting))

    def hours(self, zone: ZoneInfo) -> list[Hour]:
        """By the hour in which sittings began, without a hole between the first and the last."""
        hours: dict[int, Hour] = {}
        for sat in self.sats:
            if sat.row.starts_at is not None:
                hour = sat.row.starts_at.astimezone(zone).hour
                one = hours.setdefault(hour, Hour(hour))
                one.sittings += 1
                one.started += sat.started
                one.finished += sat.finished
        if not hours:
            return []
        return [hours.get(n, Hour(n)) for n in range(min(hours), max(hours) + 1)]


def day_of(sittings: QuerySet[Sitting], edition: Edition, *, begins: datetime, at: datetime) -> Day:
    """The day that began then, of these sittings of an edition, as it stands now; four queries."""
    rows = [
        SittingRow(*row)
        for row in sittings.filter(entry__edition=edition)
        .filter(Q(opened_at__gte=begins, opened_at__lt=begins + timedelta(days=1)))
        .order_by("pk")
        .values_list(*COLUMNS)
    ]
    official = [row for row in rows if row.kind == Sitting.Kind.OFFICIAL]
    sats = {row.sitting: Sat(row) for row in official}
    _count(sats)
    lately = [
        row.sitting for row in official if row.closed_at is None or row.closed_at > at - LATELY
    ]
    _count_silent(sats, lately, at)
    _note_guesses(sats)
    open_rehearsals = sum(row.closed_at is None for row in rows) - sum(
        row.closed_at is None for row in official
    )
    return Day(list(sats.values()), open_rehearsals)


def _count(sats: dict[int, Sat]) -> None:
    attempts = Attempt.objects.filter(sitting__in=list(sats), voided_at__isnull=True)
    counted = (
        attempts.order_by()
        .values_list("sitting")
        .annotate(Count("pk"), Count("started_at"), Count("finished_at"))
    )
    for sitting, joined, started, finished in counted:
        sat = sats[sitting]
        sat.joined, sat.started, sat.finished = joined, started, finished


def _count_silent(sats: dict[int, Sat], sitting_ids: Sequence[int], at: datetime) -> None:
    """By the lease a card has now: earlier ones fall silent when a card moves."""
    quiet = timing.OFFLINE_AFTER
    silent = Q(
        attempt__sitting__paused_at__isnull=True,
        attempt__sitting__closed_at__isnull=True,
        attempt__finished_at__isnull=True,
        heard_at__lte=at - quiet,
    )
    ended = Q(attempt__ending__in=(Attempt.Ending.TIME, Attempt.Ending.CLOSED)) & Q(
        heard_at__lte=F("attempt__finished_at") - quiet
    )
    current = Lease.objects.filter(
        silent | ended,
        number=F("attempt__lease"),
        attempt__sitting__in=sitting_ids,
        attempt__voided_at__isnull=True,
        attempt__started_at__isnull=False,
    )
    counted = current.order_by().values_list("attempt__sitting")
    for sitting, still, cut in counted.annotate(
        still=Count("pk", filter=silent), cut=Count("pk", filter=ended)
    ):
        sats[sitting].silent, sats[sitting].cut_off = still, cut


def _note_guesses(sats: dict[int, Sat]) -> None:
    still_open = [pk for pk, sat in sats.items() if sat.is_open]
    guesses = PinGuess.objects.filter(sitting__in=still_open, wrong__gt=0)
    for sitting, wrong in guesses.values_list("sitting", "wrong"):
        sats[sitting].wrong_pins.append(wrong)


memory = ShortMemory[Day](KEPT_SECONDS)


def titles_of(sitting_ids: Iterable[int]) -> dict[int, Sitting]:
    """Sittings with class and school, for the lines that name them."""
    return Sitting.objects.select_related("entry__school_class__school").in_bulk(list(sitting_ids))
