"""The days of a teacher as a calendar file (RFC 5545), in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.formats import time_format
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from base.languages.dates import day_in_sentence
from competition.classes.queries.calendar_days import CalendarEdition

# Who rehearses a week before still has time to ask for help.
REHEARSE_BEFORE = timedelta(days=7)
REMIND_BEFORE = timedelta(days=1)
LESSON = timedelta(minutes=45)
BETWEEN = ", "


@dataclass(frozen=True, slots=True)
class CalendarPlace:
    """Where the file comes from: ``host`` makes its names unique, ``home`` is where it leads."""

    host: str
    home: str


def calendar_file(
    editions: Iterable[CalendarEdition], *, place: CalendarPlace, at: datetime
) -> bytes:
    """All of it; an event keeps its name from file to file, so that a calendar moves it along."""
    file = Calendar()
    file.add("prodid", f"-//{place.host}//safer-internet-quiz//")
    file.add("version", "2.0")
    file.add("method", "PUBLISH")
    file.add("x-wr-calname", _("Online safety quiz"))
    for one in editions:
        for event in _events(one, place):
            event.add("dtstamp", at)
            file.add_component(event)
    file.add_missing_timezones()
    return bytes(file.to_ical())


def _events(one: CalendarEdition, place: CalendarPlace) -> Iterator[Event]:
    zone = ZoneInfo(one.country.timezone)
    title = one.title
    for window in one.windows:
        event = _event(f"window-{window.pk}", _("The quiz is open: %(title)s"), title, place)
        event.add("dtstart", window.opens_at.astimezone(zone))
        event.add("dtend", window.closes_at.astimezone(zone))
        event.add("description", _about(one.classes, place))
        event.add_component(_alarm(title))
        yield event
    if one.unrehearsed:
        yield _rehearsal(one, zone, place)
    if one.key_opens_at:
        yield _key(one, one.key_opens_at.astimezone(zone), place)


def _event(name: str, words: str, title: str, place: CalendarPlace) -> Event:
    event = Event()
    event.add("uid", f"{name}@{place.host}")
    event.add("summary", words % {"title": title})
    event.add("url", place.home)
    return event


def _rehearsal(one: CalendarEdition, zone: ZoneInfo, place: CalendarPlace) -> Event:
    """A whole day: nobody has fixed an hour."""
    name = f"rehearse-{one.edition.pk}-{one.country.pk}"
    event = _event(name, _("Rehearse with the class: %(title)s"), one.title, place)
    day = one.windows[0].opens_at.astimezone(zone).date() - REHEARSE_BEFORE
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("description", _about(one.unrehearsed, place))
    return event


def _key(one: CalendarEdition, opens: datetime, place: CalendarPlace) -> Event:
    name = f"key-{one.edition.pk}-{one.country.pk}"
    event = _event(name, _("The answers are open: %(title)s"), one.title, place)
    event.add("dtstart", opens)
    event.add("dtend", opens + LESSON)
    event.add("transp", "TRANSPARENT")
    told = {"day": day_in_sentence(opens), "time": time_format(opens, "H:i")}
    words = _("From %(day)s at %(time)s you see what was right, and why. Talk about it in class.")
    event.add("description", words % told)
    return event


def _about(classes: Sequence[str], place: CalendarPlace) -> str:
    named = [_("Your classes: %(classes)s") % {"classes": BETWEEN.join(classes)}] if classes else []
    return "\n".join([*named, place.home])


def _alarm(title: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -REMIND_BEFORE)
    alarm.add("description", _("Tomorrow: %(title)s") % {"title": title})
    return alarm
