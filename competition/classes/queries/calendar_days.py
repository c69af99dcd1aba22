"""The days a teacher may want in a calendar: windows, the rehearsal before, the key after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from base.models import User
from competition.editions.queries.taking_part import editions_taking
from competition.models import Edition, Entry, Window
from competition.sittings.queries.rehearsals import rehearsals_held
from schools.models import Country
from schools.permissions import classes_taught, schools_of


@dataclass(frozen=True, slots=True)
class CalendarEdition:
    """What of an edition concerns a teacher in one country.

    ``title`` names the country as well where the teacher has schools in several. ``classes`` are
    entered there, ``unrehearsed`` of them have not rehearsed; ``key_opens_at`` is when the last
    window anywhere closes, or nothing where explanations come at once.
    """

    edition: Edition
    country: Country
    title: str
    windows: Sequence[Window]
    classes: Sequence[str]
    unrehearsed: Sequence[str]
    key_opens_at: datetime | None


def calendar_editions(user: User, *, at: datetime) -> list[CalendarEdition]:
    """The editions that are on or come, by country of the teacher's schools; a fixed number of
    queries."""
    countries = Country.objects.filter(pk__in=schools_of(user).order_by().values("country"))
    there = list(countries)
    editions = editions_taking({one.pk for one in there}, at=at)
    entries = _entries(user, editions)
    found = [_in_country(edition, country, entries) for edition in editions for country in there]
    held = [one for one in found if one.windows]
    if len({one.country.pk for one in held}) < 2:
        return held
    return [replace(one, title=f"{one.title} ({one.country})") for one in held]


def _entries(user: User, editions: Sequence[Edition]) -> list[tuple[Entry, bool]]:
    """The teacher's classes in these editions, and whether each has rehearsed."""
    rows = Entry.objects.filter(edition__in=editions, school_class__in=classes_taught(user))
    own = list(rows.select_related("school_class__school").order_by("school_class__label"))
    rehearsed = set(rehearsals_held().filter(entry__in=own).values_list("entry", flat=True))
    return [(entry, entry.pk in rehearsed) for entry in own]


def _in_country(
    edition: Edition, country: Country, entries: Sequence[tuple[Entry, bool]]
) -> CalendarEdition:
    windows = sorted(edition.windows.all(), key=lambda one: one.opens_at)
    here = [
        (entry.school_class.label, rehearsed)
        for entry, rehearsed in entries
        if entry.edition_id == edition.pk and entry.school_class.school.country_id == country.pk
    ]
    last = max((one.closes_at for one in windows), default=None)
    return CalendarEdition(
        edition,
        country,
        edition.title,
        [one for one in windows if one.country_id == country.pk],
        [label for label, _rehearsed in here],
        [label for label, rehearsed in here if not rehearsed],
        None if edition.reveal_early else last,
    )
