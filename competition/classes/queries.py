"""A teacher's classes: what each has come to, what follows, what can be opened or corrected."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, prefetch_related_objects
from django.utils import timezone

from base.models import User
from competition.deeds import PAPER
from competition.editions.queries.taking_part import codes_of
from competition.editions.queries.visible import editions_for
from competition.models import Attempt, Edition, Entry, Sitting, Window
from competition.rules.classes import is_group
from competition.rules.edition_steps import SEALED, class_year
from competition.rules.groups import Who, group
from competition.rules.precedence import TAKING
from competition.sittings.queries.running import sittings_apart, somebody_has_played
from schools.classes.queries import classes_read
from schools.deeds import SCREEN
from schools.models import Card, Role, School, SchoolClass
from schools.permissions import classes_at_hand
from schools.rules.pins import school_year


@dataclass(slots=True)
class ClassRow:
    """A class in an edition, or in none yet, with its sittings and the window of its country.

    ``closed``: the newest first, after them those in which a few played ``apart``. ``offers``:
    editions it may be entered in as well.
    """

    school_class: SchoolClass
    cards: int
    edition: Edition | None = None
    entry: Entry | None = None
    open: list[Sitting] = field(default_factory=list)
    closed: list[Sitting] = field(default_factory=list)
    apart: set[int] = field(default_factory=set)
    offers: list[Edition] = field(default_factory=list)
    window: Window | None = None
    window_is_open: bool = False
    window_is_over: bool = False
    played: int = 0
    printed: bool = False

    @property
    def zone(self) -> str:
        """The clocks of its country, by which its days and hours are told."""
        return self.school_class.school.country.timezone

    @property
    def to_come(self) -> int:
        """How many cards have not finished the official quiz, once some have."""
        return max(self.cards - self.played, 0) if self.played else 0

    @property
    def all_played(self) -> bool:
        """Whether each card has finished the official quiz."""
        return 0 < self.cards <= self.played

    @property
    def group_to_come(self) -> bool:
        """Whether a part of the class, which plays in groups, has still to play."""
        return bool(self.to_come) and is_group(self.to_come, self.cards)

    @property
    def live(self) -> bool:
        """Whether the edition has come so far that official sittings can be."""
        return self.entry is not None and self.entry.edition.state == Edition.State.LIVE

    @property
    def further(self) -> list[Edition]:
        """Editions that are offered beside the one of this row."""
        return [one for one in self.offers if one != self.edition]

    @property
    def rehearsed(self) -> bool:
        """Whether a rehearsal is over that somebody has played."""
        return Sitting.Kind.REHEARSAL in {one.kind for one in self.closed}

    @property
    def has_sat(self) -> bool:
        """Whether an official sitting is over."""
        return Sitting.Kind.OFFICIAL in {one.kind for one in self.closed}

    @property
    def may_sit(self) -> bool:
        """Whether an official sitting can be opened now, as far as edition and window go."""
        return self.live and self.window_is_open and self.has_paper

    @property
    def open_rehearsal(self) -> Sitting | None:
        """The rehearsal that is open, the newest of several."""
        return self._open_of(Sitting.Kind.REHEARSAL)

    @property
    def open_official(self) -> Sitting | None:
        """The official sitting that is open, the newest of several."""
        return self._open_of(Sitting.Kind.OFFICIAL)

    def _open_of(self, kind: Sitting.Kind) -> Sitting | None:
        return next((one for one in self.open if one.kind == kind), None)

    @property
    def has_paper(self) -> bool:
        """Whether the official paper is there."""
        return self.entry is not None and self.entry.division.official_id is not None

    @property
    def has_rehearsal(self) -> bool:
        """Whether there are questions to rehearse with, as far as the edition goes."""
        return (
            self.entry is not None
            and bool(self.entry.division.rehearsal_id or self.entry.division.practice_id)
            and self.entry.edition.state in TAKING
        )

    @property
    def may_rehearse(self) -> bool:
        """Whether a rehearsal can be opened: not while the class plays its official quiz."""
        return self.has_rehearsal and self.open_official is None

    @property
    def results(self) -> Sitting | None:
        """The official sitting whose results are those of the class."""
        return next((one for one in self.closed if one.kind == Sitting.Kind.OFFICIAL), None)

    @property
    def left_paused(self) -> Sitting | None:
        """An official sitting that is paused while no window is left: answers wait for its end."""
        found = self.open_official if self.window_is_over else None
        return found if found and found.paused_at else None

    @property
    def step(self) -> str:
        """What is next: ``watch``, ``sit``, ``enter``, ``cards`` or ``results``."""
        if self.open:
            return "watch"
        if self.may_sit and (self.group_to_come or not self.has_sat):
            return "sit"
        if self.has_sat:
            return "results"
        return "enter" if self.entry is None and self.edition else "cards"


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


@dataclass(frozen=True, slots=True)
class Opening:
    """Which numbers there are, which have begun or finished the paper, and what is open.

    ``running``: an open sitting of the class, an official one before a rehearsal; ``open``: the
    keys of all. ``groups``: for whom of the class a sitting can be, with their numbers.
    """

    numbers: list[int]
    begun: frozenset[int]
    finished: int
    questions: int
    running: Sitting | None
    open: frozenset[int]
    groups: dict[str, list[int]]

    @property
    def cards(self) -> int:
        """How many cards the class has."""
        return len(self.numbers)

    @property
    def waiting(self) -> list[int]:
        """Who has not played yet."""
        return self.groups[Who.REST]

    @property
    def plays(self) -> bool:
        """Whether the class is in an official sitting now: another one is for a group of it."""
        return self.running is not None and self.running.kind == Sitting.Kind.OFFICIAL

    def preset(self, asked: str) -> str:
        """Who is chosen already when the page is shown: who was asked for, else all.

        Nobody where a sitting of all would be an empty one.
        """
        if asked == Who.REST and self.begun and self.waiting:
            return Who.REST
        return "" if self.plays or not self.waiting else Who.ALL

    def of(self, who: str, chosen: Collection[int]) -> list[int] | None:
        """The numbers that were chosen and can still play; nothing for the whole class."""
        if who in ("", Who.ALL):
            return None
        chosen_ones = group(who, self.numbers, played=self.begun, chosen=chosen)
        return [number for number in chosen_ones if number not in self.begun]


def opening(entry: Entry) -> Opening:
    """The official sitting a teacher is asked about; five queries."""
    counting = entry.attempts.filter(
        kind=Sitting.Kind.OFFICIAL, voided_at__isnull=True, started_at__isnull=False
    )
    rows = list(counting.values_list("card__number", "finished_at"))
    begun = frozenset(number for number, _finished in rows)
    paper, there = entry.division.official, _open(entry)
    numbers = list(entry.school_class.cards.order_by("number").values_list("number", flat=True))
    return Opening(
        numbers=numbers,
        begun=begun,
        finished=sum(finished_at is not None for _number, finished_at in rows),
        questions=paper.items.count() if paper else 0,
        running=next(iter(there), None),
        open=frozenset(one.pk for one in there),
        groups={who.value: group(who, numbers, played=begun) for who in Who},
    )


def _open(entry: Entry) -> list[Sitting]:
    """Official ones first, the newest of them before all."""
    there = list(entry.sittings.filter(closed_at__isnull=True).order_by("-opened_at"))
    official = [one for one in there if one.kind == Sitting.Kind.OFFICIAL]
    return [*official, *(one for one in there if one not in official)]


@dataclass(frozen=True, slots=True)
class CardRow:
    """A card with what it was used for."""

    card: Card
    played: bool
    rehearsed: bool


@dataclass(frozen=True, slots=True)
class Corrections:
    """What can be corrected, card by card."""

    cards: Sequence[CardRow]
    played: bool
    sealed: bool
    sits: bool


def official_attempts(school_class: SchoolClass) -> QuerySet[Attempt]:
    """Whatever somebody of the class began officially, voided or not; who only came in has not."""
    return Attempt.objects.filter(
        entry__school_class=school_class, kind=Sitting.Kind.OFFICIAL, started_at__isnull=False
    )


def open_sittings(school_class: SchoolClass) -> QuerySet[Sitting]:
    """Sittings of the class that are not closed."""
    return Sitting.objects.filter(entry__school_class=school_class, closed_at__isnull=True)


def sealed_entries(school_class: SchoolClass) -> QuerySet[Entry]:
    """Entries that stand in a sealed list."""
    played = Attempt.objects.filter(entry=OuterRef("pk"), kind=Sitting.Kind.OFFICIAL)
    entries = Entry.objects.filter(school_class=school_class, edition__state__in=SEALED)
    return entries.filter(Exists(played))


def corrections_of(school_class: SchoolClass) -> Corrections:
    """Everything the page of corrections shows; a fixed number of queries."""
    official = Attempt.objects.filter(
        card=OuterRef("pk"), kind=Sitting.Kind.OFFICIAL, started_at__isnull=False
    )
    rehearsal = Attempt.objects.filter(card=OuterRef("pk"), kind=Sitting.Kind.REHEARSAL)
    cards = Card.objects.filter(school_class=school_class).order_by("number")
    marked = cards.annotate(played=Exists(official), rehearsed=Exists(rehearsal))
    rows = [CardRow(card, card.played, card.rehearsed) for card in marked]
    return Corrections(
        rows,
        played=official_attempts(school_class).exists(),
        sealed=sealed_entries(school_class).exists(),
        sits=open_sittings(school_class).exists(),
    )
