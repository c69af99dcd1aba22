"""What may be a slip and is told before it confuses: other editions that run, windows far off."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from competition.models import Edition
from competition.queries.edition_countries import codes_of
from competition.stages import is_around, safer_internet_day
from schools.models import Country


def others_live(edition: Edition, *, at: datetime) -> list[str]:
    """Countries of the edition that are in another one that is live, each in a sentence."""
    running = Edition.objects.filter(state=Edition.State.LIVE).exclude(pk=edition.pk)
    codes = codes_of(edition)
    return [
        _while_live(country, other, at)
        for other in running.order_by("pk").prefetch_related("windows", "countries")
        for country in Country.objects.filter(pk__in=codes & codes_of(other)).order_by("pk")
    ]


def _while_live(country: Country, other: Edition, at: datetime) -> str:
    ends = [one.closes_at for one in other.windows.all() if one.country_id == country.pk]
    told = {"country": country, "edition": other.title}
    if not ends or max(ends) <= at:
        return _("%(country)s: “%(edition)s” is still live.") % told
    day = date_format(localdate(max(ends), ZoneInfo(country.timezone)), "DATE_FORMAT")
    return _(
        "%(country)s: “%(edition)s” is live until %(day)s. Teachers, pupils and the public meet"
        " it first; this edition stands beside it under its own name."
    ) % (told | {"day": day})


def window_warnings(edition: Edition) -> list[str]:
    """Windows of another season or year than the edition's Safer Internet Day, in words."""
    windows = edition.windows.select_related("country").order_by("country", "opens_at")
    day = safer_internet_day(edition.year)
    found = []
    for window in windows:
        zone = ZoneInfo(window.country.timezone)
        opens, closes = localdate(window.opens_at, zone), localdate(window.closes_at, zone)
        if not is_around(opens, closes, day):
            text = _(
                "%(country)s: the window of %(window)s is far from Safer Internet Day, %(day)s."
                " Is the year right?"
            )
            told = {"window": date_format(opens, "DATE_FORMAT"), "country": window.country}
            found.append(text % (told | {"day": date_format(day, "DATE_FORMAT")}))
    return found
