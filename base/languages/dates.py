"""Days as they stand in a sentence: "9. februara 2027.", where a list has "9. februar 2027."."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.utils.dates import MONTHS
from django.utils.formats import date_format, time_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

# Croatian dates are in the genitive anyway, English has none.
INFLECTED = ("bs", "sr", "sr-latn")
# So many days with the same hours are named by the first and the last.
RUN = 3

type Span = tuple[datetime, datetime]


def day_in_sentence(day: date) -> str:
    """The day of a date or moment, in the language being spoken; its zone stays as it is."""
    if get_language() not in INFLECTED:
        return date_format(day, "DATE_FORMAT")
    return f"{day.day}. {genitive(str(MONTHS[day.month]))} {day.year}."


def moment_in_sentence(at: datetime) -> str:
    """The same with the time, as "9. februara 2027. 08:30"."""
    if get_language() not in INFLECTED:
        return date_format(at, "DATETIME_FORMAT")
    return f"{day_in_sentence(at)} {time_format(at, 'TIME_FORMAT')}"


def days_in_words(first: date, last: date) -> str:
    """From a day to a day as in a list: "8 February 2028 – 9 February 2028". One day is one day.

    Of moments the days by the zone they are in.
    """
    days = (date_format(first, "DATE_FORMAT"), date_format(last, "DATE_FORMAT"))
    return " – ".join(dict.fromkeys(days))


def moments_in_words(first: datetime, last: datetime) -> str:
    """From a moment to a moment as in a list: "09/02/2027 08:30 – 10:00"; the day once if it is one
    day. Both in the zone they are in."""
    same = first.date() == last.date()
    until = time_format(last, "H:i") if same else date_format(last, "SHORT_DATETIME_FORMAT")
    return f"{date_format(first, 'SHORT_DATETIME_FORMAT')} – {until}"


def window_words(opens: datetime, closes: datetime) -> str:
    """A window in local days and times: "9 February 2027, from 08:00 to 18:00"."""
    words = {
        "day": day_in_sentence(opens),
        "start": time_format(opens, "H:i"),
        "last_day": day_in_sentence(closes),
        "end": time_format(closes, "H:i"),
    }
    if opens.date() == closes.date():
        return _("%(day)s, from %(start)s to %(end)s") % words
    return _("%(day)s at %(start)s to %(last_day)s at %(end)s") % words


def windows_words(windows: Iterable[Span]) -> str:
    """Several windows in one sentence, each with its own hours, since between them it is closed:
    "8 February 2028, from 08:00 to 14:00; 9 February 2028, from 08:00 to 12:00"."""
    told: list[tuple[Span, str]] = []
    for run in _runs(windows):
        if len(run) < RUN:
            told += [(one, window_words(*one)) for one in run]
        else:
            told.append((run[0], _run_words(run)))
    return "; ".join(words for _window, words in sorted(told))


def _runs(windows: Iterable[Span]) -> list[list[Span]]:
    """Windows of days that follow each other with the same hours stand together."""
    runs: list[list[Span]] = []
    for window in sorted(windows):
        before = next((run for run in runs if _goes_on(run[-1], window)), None)
        if before is None:
            runs.append([window])
        else:
            before.append(window)
    return runs


def _goes_on(last: Span, window: Span) -> bool:
    """Whether a window has the hours of another, of the day before it."""
    days = [(opens.date(), closes.date()) for opens, closes in (last, window)]
    hours = [(opens.time(), closes.time()) for opens, closes in (last, window)]
    after = last[0].date() + timedelta(days=1)
    return hours[0] == hours[1] and days == [(last[0].date(),) * 2, (after,) * 2]


def _run_words(run: list[Span]) -> str:
    (opens, closes), (last, _end) = run[0], run[-1]
    return _("%(day)s to %(last_day)s, every day from %(start)s to %(end)s") % {
        "day": day_in_sentence(opens),
        "last_day": day_in_sentence(last),
        "start": time_format(opens, "H:i"),
        "end": time_format(closes, "H:i"),
    }


def genitive(month: str) -> str:
    """Months are masculine: februar, februara; decembar loses its a: decembra."""
    month = month.lower()
    for ending, end in (("bar", "bra"), ("бар", "бра")):
        if month.endswith(ending):
            return month.removesuffix(ending) + end
    return month + ("а" if month[-1] > "ž" else "a")
