"""What a teacher sees first: the own classes by edition, and what is next for each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, prefetch_related_objects
from django.utils import timezone

from base.models import User
from competition.classes.queries.class_rows import ClassRow
from competition.deeds import PAPER
from competition.editions.queries.taking_part import codes_of
from competition.editions.queries.visible import editions_for
from competition.models import Attempt, Edition, Entry, Sitting, Window
from competition.rules.edition_steps import class_year
from competition.rules.precedence import TAKING
from competition.sittings.queries.apart import sittings_apart
from competition.sittings.queries.rehearsals import somebody_has_played
from schools.classes.queries import classes_read
from schools.deeds import SCREEN
from schools.models import Card, Role, School, SchoolClass
from schools.permissions import classes_at_hand
from schools.rules.pins import school_year

PAGE = 24
ORDER = ("watch", "sit", "enter", "cards", "results")
# Editions that no class is at work in any more.
DONE = (Edition.State.SEALED, Edition.State.PUBLISHED)


@dataclass(slots=True)
class EditionClasses:
    """The classes of one edition; of none where there is nothing they could be entered in."""

    edition: Edition | None
    classes: list[ClassRow] = field(default_factory=list)


@dataclass(slots=True)
class Dashboard:
    """The page of own classes: a section for each edition, the one that is meant first.

    ``edition`` is that one; ``earlier``: classes of school years before it; ``waits_at``: schools
    at which nobody has approved the teacher yet.
    """

    sections: list[EditionClasses]
    page: Page[SchoolClass]
    waits_at: list[School]
    edition: Edition | None = None
    earlier: list[ClassRow] = field(default_factory=list)

    @property
    def classes(self) -> list[ClassRow]:
        """The rows of all sections."""
        return [row for section in self.sections for row in section.classes]

    @property
    def at_two_schools(self) -> bool:
        """Whether the school has to be named with each class."""
        return len({row.school_class.school_id for row in self.classes}) > 1

    @property
    def to_print(self) -> ClassRow | None:
        """The first class whose cards nobody has printed."""
        return next((row for row in self.classes if not row.printed), None)

    @property
    def to_rehearse(self) -> ClassRow | None:
        """The first class that can rehearse and has not."""
        able = (row for row in self.classes if row.may_rehearse and not row.open)
        return next((row for row in able if not row.rehearsed), None)

    @property
    def has_rehearsed(self) -> bool:
        """Whether some class has rehearsed."""
        return any(row.rehearsed for row in self.classes)

    @property
    def begins(self) -> bool:
        """Whether no class has played officially yet: what there is to do is told step by step."""
        return not any(row.has_sat for row in [*self.classes, *self.earlier])


def dashboard(user: User, at: datetime, *, page: str | int | None = 1) -> Dashboard:
    """The classes somebody teaches, by edition; the same few queries for any number."""
    editions = editions_for(user, at=at)
    found = classes_at_hand(user).select_related("school__country", "grade")
    newest_first = found.order_by("-school_year", "school__name", "label", "pk")
    part = Paginator(newest_first, PAGE).get_page(page)
    classes = list(part)
    prefetch_related_objects(editions, "countries")
    cards = _card_counts([one.pk for one in classes])
    entries = _entries(classes)
    rows = [
        row
        for one in classes
        for row in _rows(one, one.size or cards.get(one.pk, 0), editions, entries.get(one.pk, {}))
    ]
    _add_sittings(rows)
    _add_played(rows)
    _add_windows(rows, at)
    _add_printed(rows)
    meant = next(iter(editions), None)
    earlier = [row for row in rows if _is_earlier(row, meant, at)]
    waiting = Role.objects.filter(user=user, kind=Role.Kind.TEACHER, approved_at__isnull=True)
    asked = waiting.select_related("school").order_by("pk")
    return Dashboard(
        _sections([row for row in rows if row not in earlier], editions),
        part,
        waits_at=[role.school for role in asked if role.school],
        edition=meant,
        earlier=earlier,
    )


def year_meant(edition: Edition, at: datetime) -> str:
    """The school year of classes that are made for an edition now."""
    current = school_year(timezone.localdate(at))
    return class_year(current, year=edition.year, state=edition.state)


def _is_earlier(row: ClassRow, meant: Edition | None, at: datetime) -> bool:
    """Whether a class belongs to a school year that is over, and to no edition at work.

    Once nobody enters any more it is the year of the edition that counts: until the next one is
    begun, its classes are those that a teacher looks for.
    """
    if meant is None or row.open:
        return False
    at_work = row.entry is not None and row.entry.edition.state not in (*DONE, Edition.State.REVIEW)
    year = year_meant(meant, at)
    if meant.state not in TAKING:
        year = min(year, f"{meant.year - 1}/{meant.year}")
    return not at_work and row.school_class.school_year < year


def _add_printed(rows: Sequence[ClassRow]) -> None:
    """Whose cards somebody has printed or shown, as the record tells; their page is seen by
    whoever adds a class."""
    seen = classes_read({row.school_class.pk for row in rows}, ways=(PAPER, SCREEN))
    for row in rows:
        row.printed = row.school_class.pk in seen or row.rehearsed


def takes(edition: Edition, school_class: SchoolClass) -> bool:
    """Whether a class could be entered in an edition, as far as state and country go."""
    codes = codes_of(edition)
    return edition.state in TAKING and (not codes or school_class.school.country_id in codes)


def _card_counts(class_ids: Sequence[int]) -> dict[int, int]:
    rows = Card.objects.filter(school_class__in=class_ids).values_list("school_class")
    return dict(rows.annotate(count=Count("pk")).order_by())


def _entries(classes: Sequence[SchoolClass]) -> dict[int, dict[int, Entry]]:
    """``{class: {edition: entry}}``."""
    found: dict[int, dict[int, Entry]] = {}
    entries = Entry.objects.filter(school_class__in=classes).select_related("division", "edition")
    for entry in entries:
        found.setdefault(entry.school_class_id, {})[entry.edition_id] = entry
    return found


def _rows(
    school_class: SchoolClass, cards: int, editions: Sequence[Edition], entries: dict[int, Entry]
) -> list[ClassRow]:
    """One for each edition the class is at work in, else for the latest it was in, else one for
    the edition it could be entered in."""
    inside = _at_work([one for one in editions if one.pk in entries])
    rows = [ClassRow(school_class, cards, one, entries[one.pk]) for one in inside]
    offers = [one for one in editions if one.pk not in entries and takes(one, school_class)]
    if not rows:
        rows = [ClassRow(school_class, cards, next(iter(offers), None))]
    rows[0].offers = offers
    return rows


def _at_work(editions: Sequence[Edition]) -> list[Edition]:
    """Those that are not over, else the first."""
    return [one for one in editions if one.state not in DONE] or list(editions[:1])


def _sections(rows: Iterable[ClassRow], editions: Sequence[Edition]) -> list[EditionClasses]:
    """In the order of the editions; classes that are in none come last, and in each those first
    that something can be done for now."""
    sections = {one.pk: EditionClasses(one) for one in editions}
    rest = EditionClasses(None)
    for row in rows:
        section = sections[row.edition.pk] if row.edition else rest
        section.classes.append(row)
    for section in (*sections.values(), rest):
        section.classes.sort(key=lambda row: ORDER.index(row.step))
    return [one for one in [*sections.values(), rest] if one.classes]


def _add_sittings(rows: Sequence[ClassRow]) -> None:
    """Each to its own edition; those of editions without a row to the first row of the class."""
    by_entry = {row.entry.pk: row for row in rows if row.entry}
    first = {row.school_class.pk: row for row in reversed(rows)}
    sittings = Sitting.objects.filter(
        Q(closed_at__isnull=True) | somebody_has_played(), entry__school_class__in=list(first)
    ).select_related("entry__school_class", "entry__edition")
    for sitting in sittings.order_by("-opened_at"):
        row = by_entry.get(sitting.entry_id, first[sitting.entry.school_class_id])
        # With its school and country, by whose clocks its hours are told.
        sitting.entry.school_class = row.school_class
        (row.open if sitting.closed_at is None else row.closed).append(sitting)
    apart = sittings_apart({one.entry_id for row in rows for one in row.closed})
    for row in rows:
        row.apart = {one.pk for one in row.closed if one.pk in apart}
        row.closed.sort(key=lambda one: one.pk in apart)


def _add_played(rows: Iterable[ClassRow]) -> None:
    by_entry = {row.entry.pk: row for row in rows if row.entry}
    counting = Attempt.objects.filter(
        entry__in=list(by_entry),
        kind=Sitting.Kind.OFFICIAL,
        voided_at__isnull=True,
        finished_at__isnull=False,
    )
    for entry, count in counting.order_by().values_list("entry").annotate(Count("pk")):
        by_entry[entry].played = count


def _add_windows(rows: Iterable[ClassRow], at: datetime) -> None:
    for row in rows:
        if row.edition is None:
            continue
        country = row.school_class.school.country_id
        windows = [one for one in row.edition.windows.all() if one.country_id == country]
        near = _nearest(sorted(windows, key=lambda one: one.opens_at), at)
        row.window = near
        row.window_is_open = near is not None and near.opens_at <= at < near.closes_at
        row.window_is_over = near is not None and near.closes_at <= at


def _nearest(windows: Sequence[Window], at: datetime) -> Window | None:
    """The window that is open or comes next, else the last one."""
    coming = [window for window in windows if window.closes_at > at]
    return coming[0] if coming else (windows[-1] if windows else None)
