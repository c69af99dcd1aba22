"""What a teacher sees first: the own classes, and what is next for each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Q

from competition.models import Attempt, Edition, Entry, Sitting, Window
from competition.queries.editions import edition_for
from schools.models import Card, Role, SchoolClass, User
from schools.permissions import classes_of

PAGE = 24


@dataclass(slots=True)
class ClassRow:
    """A class with its entry, its sittings, and the window of its country."""

    school_class: SchoolClass
    cards: int
    entry: Entry | None = None
    open: list[Sitting] = field(default_factory=list)
    closed: list[Sitting] = field(default_factory=list)
    window: Window | None = None
    window_is_open: bool = False
    window_is_over: bool = False
    live: bool = False

    @property
    def rehearsed(self) -> bool:
        """Whether a rehearsal was ever opened."""
        return any(one.kind == Sitting.Kind.REHEARSAL for one in [*self.open, *self.closed])

    @property
    def has_sat(self) -> bool:
        """Whether an official sitting is over."""
        return any(one.kind == Sitting.Kind.OFFICIAL for one in self.closed)

    @property
    def may_sit(self) -> bool:
        """Whether an official sitting can be opened now, as far as edition and window go."""
        return self.live and self.window_is_open and self.has_paper

    @property
    def has_paper(self) -> bool:
        """Whether the official paper is there."""
        return self.entry is not None and self.entry.division.official_id is not None

    @property
    def step(self) -> str:
        """What is next: ``watch``, ``sit``, ``results``, ``rehearse`` or ``wait``."""
        if self.open:
            return "watch"
        if self.has_sat:
            return "results"
        if self.may_sit:
            return "sit"
        return "wait" if self.rehearsed or self.entry is None else "rehearse"


@dataclass(slots=True)
class Dashboard:
    """The page of own classes."""

    edition: Edition | None
    page: Page[SchoolClass]
    classes: list[ClassRow]
    approved: bool

    @property
    def running(self) -> list[Sitting]:
        """Open sittings of these classes, the newest first."""
        return sorted(
            (sitting for row in self.classes for sitting in row.open),
            key=lambda sitting: sitting.opened_at,
            reverse=True,
        )


def dashboard(user: User, at: datetime, *, page: str | int | None = 1) -> Dashboard:
    """The user's classes and their open sittings; the same few queries for any number."""
    edition = edition_for(user)
    found = classes_of(user).select_related("school__country", "grade")
    part = Paginator(found.order_by("school__name", "label", "pk"), PAGE).get_page(page)
    cards = _card_counts([one.pk for one in part])
    rows = {one.pk: ClassRow(one, cards.get(one.pk, 0)) for one in part}
    _add_entries(rows, edition)
    _add_windows(rows.values(), edition, at)
    _add_sittings(rows)
    waiting = Role.objects.filter(user=user, kind=Role.Kind.TEACHER, approved_at__isnull=True)
    return Dashboard(edition, part, list(rows.values()), approved=not waiting.exists())


def _card_counts(class_ids: Sequence[int]) -> dict[int, int]:
    rows = Card.objects.filter(school_class__in=class_ids).values_list("school_class")
    return dict(rows.annotate(count=Count("pk")).order_by())


def _add_entries(rows: dict[int, ClassRow], edition: Edition | None) -> None:
    if edition is None:
        return
    entries = Entry.objects.filter(edition=edition, school_class__in=rows)
    for entry in entries.select_related("division"):
        rows[entry.school_class_id].entry = entry


def _add_sittings(rows: dict[int, ClassRow]) -> None:
    # One that was opened and closed for nothing is no sitting anybody looks for.
    ended = Exists(Attempt.objects.filter(sitting=OuterRef("pk"), finished_at__isnull=False))
    sittings = Sitting.objects.filter(
        Q(closed_at__isnull=True) | ended, entry__school_class__in=rows
    ).select_related("entry__school_class")
    for sitting in sittings.order_by("-opened_at"):
        row = rows[sitting.entry.school_class_id]
        (row.open if sitting.closed_at is None else row.closed).append(sitting)


def _add_windows(rows: Iterable[ClassRow], edition: Edition | None, at: datetime) -> None:
    if edition is None:
        return
    windows = list(Window.objects.filter(edition=edition).order_by("opens_at"))
    for row in rows:
        country = row.school_class.school.country_id
        row.live = edition.state == Edition.State.LIVE
        row.window = near = _nearest([one for one in windows if one.country_id == country], at)
        row.window_is_open = near is not None and near.opens_at <= at < near.closes_at
        row.window_is_over = near is not None and near.closes_at <= at


def _nearest(windows: Sequence[Window], at: datetime) -> Window | None:
    """The window that is open or comes next, else the last one."""
    coming = [window for window in windows if window.closes_at > at]
    return coming[0] if coming else (windows[-1] if windows else None)


@dataclass(frozen=True, slots=True)
class Opening:
    """What is about to be opened: how many have finished the paper before, and what is open."""

    cards: int
    finished: int
    questions: int
    running: Sitting | None


def opening(entry: Entry) -> Opening:
    """The official sitting a teacher is asked about; four queries."""
    counting = entry.attempts.filter(kind=Sitting.Kind.OFFICIAL, voided_at__isnull=True)
    paper = entry.division.official
    return Opening(
        cards=entry.school_class.cards.count(),
        finished=counting.filter(finished_at__isnull=False).count(),
        questions=paper.items.count() if paper else 0,
        running=entry.sittings.filter(closed_at__isnull=True).first(),
    )
