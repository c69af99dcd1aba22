"""The letters of an edition's calendar, whether anybody has touched them yet or not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from auditlog.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Max, QuerySet

from competition.editions.queries.taking_part import codes_of
from competition.editions.queries.visible import at_work_until
from competition.letters.queries.readers import OF_CALENDAR
from competition.models import Edition, EditionStep, Letter, Window
from competition.rules.letter_calendar import (
    AFTER_CHANGE,
    CALENDAR,
    LetterDays,
    LetterStanding,
    LetterTime,
    letter_standing,
    letter_time,
    may_begin,
    may_go,
)
from competition.rules.precedence import MEANT
from schools.models import Country


@dataclass(frozen=True, slots=True)
class CalendarLetter:
    """A letter with its moment; ``letter`` may be a row that is not stored."""

    letter: Letter
    time: LetterTime | None
    key_opens: datetime | None = None

    def standing(self, at: datetime) -> LetterStanding:
        """Ahead, due or missed; what became due at night is ahead until the morning."""
        standing = letter_standing(self.time, at=at)
        zone = ZoneInfo(self.letter.country.timezone)
        waits = standing == LetterStanding.DUE and not may_begin(self.letter.kind, at=at, zone=zone)
        return LetterStanding.AHEAD if waits else standing


def calendar_of(edition: Edition, country: Country) -> list[CalendarLetter]:
    """The five letters of a country; three queries."""
    stored = {one.kind: one for one in _stored([edition]).filter(country=country)}
    opened = _registration_opened([edition]).get(edition.pk)
    return list(_letters(edition, country, stored, opened))


def _stored(editions: Iterable[Edition]) -> QuerySet[Letter]:
    found = Letter.objects.filter(edition__in=editions).exclude(kind=Letter.Kind.FREE)
    return found.select_related("region", "stopped_by", "begun_by")


def _letters(
    edition: Edition, country: Country, stored: dict[str, Letter], opened: datetime | None
) -> Iterator[CalendarLetter]:
    days = days_of(edition, country, opened=opened)
    for kind in map(Letter.Kind, CALENDAR):
        one = stored.get(kind) or Letter(edition=edition, country=country, kind=kind)
        one.readers = OF_CALENDAR[kind]
        one.edition, one.country = edition, country
        yield CalendarLetter(one, letter_time(kind, days), days.key_opens)


def days_of(edition: Edition, country: Country, *, opened: datetime | None) -> LetterDays:
    """What the moments follow from; the edition's windows may be prefetched."""
    windows = edition.windows.all()
    own = [one.opens_at for one in windows if one.country_id == country.pk]
    last = max((one.closes_at for one in windows), default=None)
    return LetterDays(
        ZoneInfo(country.timezone),
        opened_at=opened,
        first_opens=min(own, default=None),
        # Where explanations come at once there is nothing to wait for, and no letter.
        key_opens=None if edition.reveal_early else last,
    )


def _registration_opened(editions: Iterable[Edition]) -> dict[int, datetime]:
    """When registration was opened last, by edition; one query."""
    steps = EditionStep.objects.filter(edition__in=editions, after=Edition.State.REGISTRATION)
    steps = steps.filter(before=Edition.State.DRAFT).order_by()
    return dict(steps.values_list("edition").annotate(Max("at")))


def due_letters(at: datetime) -> list[CalendarLetter]:
    """Those that go out by themselves now; a fixed number of queries.

    Where a window was moved within an hour nothing begins, nor about the key while a class is at
    work.
    """
    meant = Edition.objects.filter(state__in=MEANT)
    editions = list(meant.prefetch_related("countries", "windows"))
    if not editions:
        return []
    countries = Country.objects.in_bulk()
    opened = _registration_opened(editions)
    stored: dict[tuple[int, str], dict[str, Letter]] = {}
    for one in _stored(editions):
        stored.setdefault((one.edition_id, one.country_id), {})[one.kind] = one
    due = [
        one
        for edition in editions
        for code in sorted(codes_of(edition))
        for one in _letters(
            edition, countries[code], stored.get((edition.pk, code), {}), opened.get(edition.pk)
        )
        if is_due(one, at)
    ]
    moved = _moved_lately(due, at)
    return [one for one in due if (one.letter.edition_id, one.letter.country_id) not in moved]


def _moved_lately(due: Iterable[CalendarLetter], at: datetime) -> set[tuple[int, str]]:
    """Editions and countries with a window that was made or moved within an hour, by the record."""
    editions = {one.letter.edition_id: one.letter.edition for one in due}.values()
    windows = {window.pk: window for edition in editions for window in edition.windows.all()}
    if not windows:
        return set()
    entries = LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Window),
        object_id__in=windows,
        timestamp__range=(at - AFTER_CHANGE, at),
    )
    moved = [windows[pk] for pk in entries.order_by().values_list("object_id", flat=True)]
    return {(one.edition_id, one.country_id) for one in moved}


def is_due(one: CalendarLetter, at: datetime) -> bool:
    """Whether it goes out by itself now."""
    letter = one.letter
    untouched = letter.begun_at is None and letter.stopped_at is None
    goes = may_go(letter.kind, letter.edition.state)
    is_its_time = untouched and goes and one.standing(at) == LetterStanding.DUE
    return is_its_time and not waits_for_classes(letter, at)


def waits_for_classes(letter: Letter, at: datetime) -> bool:
    """Whether it tells of the key while a class is still at work, so that the key is closed."""
    return letter.kind == Letter.Kind.KEY and at_work_until(letter.edition_id, at=at) is not None
