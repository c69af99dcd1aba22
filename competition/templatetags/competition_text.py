"""Numbers of the competition in words, for templates."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django import template
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from base.languages import dates
from competition.models import Decision, Outage
from competition.rules.groups import ranges
from quizbank.languages.codes import name_of

register = template.Library()


@register.filter
def minutes_given(decision: Decision) -> str:
    """The time a decision gave, in minutes."""
    minutes = decision.amount // 60
    return ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}


@register.filter
def gap_length(outage: Outage) -> str:
    """How long a gap was: "1 h 4 min", "4 min 10 s" or "12 s"."""
    seconds = int((outage.ended_at - outage.began_at).total_seconds())
    parts = {"hours": seconds // 3600, "minutes": seconds // 60 % 60, "seconds": seconds % 60}
    if seconds >= 3600:
        return _("%(hours)d h %(minutes)d min") % parts
    return _("%(minutes)d min %(seconds)d s") % parts if seconds >= 60 else _("%d s") % seconds


@register.filter
def day_in_sentence(day: date) -> str:
    """A day as it stands in a sentence: "9. februara 2027."."""
    return dates.day_in_sentence(day)


@register.filter(expects_localtime=True)
def moment_in_sentence(at: datetime) -> str:
    """A moment as it stands in a sentence: "9. februara 2027. 08:30"."""
    return dates.moment_in_sentence(at)


@register.filter
def days_to(first: datetime, last: datetime) -> str:
    """From the day of a moment to that of another: "8 February 2028"."""
    return dates.days_in_words(localtime(first), localtime(last))


@register.filter
def moments_to(first: datetime, last: datetime) -> str:
    """From a moment to another: "09/02/2027 08:30 – 10:00"."""
    return dates.moments_in_words(localtime(first), localtime(last))


@register.filter
def window_to(opens: datetime, closes: datetime) -> str:
    """A window: "9 February 2027, from 08:00 to 18:00"."""
    return dates.window_words(localtime(opens), localtime(closes))


@register.filter
def language_of_text(code: str) -> str:
    """A language or country variant by its own name."""
    return name_of(code)


@register.filter
def number_ranges(numbers: Iterable[int]) -> str:
    """Numbers of cards in few characters: "1–3, 5"."""
    return ranges(numbers)
