"""Days as they stand in a sentence: "9. februara 2027.", where a list has "9. februar 2027."."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.dates import MONTHS
from django.utils.formats import date_format, time_format
from django.utils.translation import get_language

# Croatian dates are in the genitive anyway, English has none.
INFLECTED = ("bs", "sr", "sr-latn")


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


def genitive(month: str) -> str:
    """Months are masculine: februar, februara; decembar loses its a: decembra."""
    month = month.lower()
    for ending, end in (("bar", "bra"), ("бар", "бра")):
        if month.endswith(ending):
            return month.removesuffix(ending) + end
    return month + ("а" if month[-1] > "ž" else "a")
