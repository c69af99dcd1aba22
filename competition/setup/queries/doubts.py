"""What may be a slip and is told before it confuses: other editions that run, windows far off."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from base.languages.dates import day_in_sentence
from competition.editions.queries.taking_part import codes_of
from competition.models import Edition
from competition.rules.edition_steps import is_around, safer_internet_day
from schools.models import Country


def others_live(edition: Edition, *, at: datetime) -> list[str]:
    """Each other edition that is live in a country of this one, in a sentence."""
    running = Edition.objects.filter(state=Edition.State.LIVE).exclude(pk=edition.pk)
    found = running.order_by("pk").prefetch_related("windows__country", "countries")
    codes = codes_of(edition)
    return [
        _while_live(other, shared, at) for other in found if (shared := codes & codes_of(other))
    ]


def _while_live(other: Edition, codes: Collection[str], at: datetime) -> str:
    countries = Country.objects.filter(pk__in=codes).order_by("pk")
    told = {"country": ", ".join(map(str, countries)), "edition": other.title}
    windows = [one for one in other.windows.all() if one.country_id in codes]
    last = max(windows, key=lambda one: one.closes_at, default=None)
    if last is None or last.closes_at <= at:
        return _("%(country)s: “%(edition)s” is still live.") % told
    day = day_in_sentence(localdate(last.closes_at, ZoneInfo(last.country.timezone)))
    return _(
        "%(country)s: “%(edition)s” is live until %(day)s: teachers, pupils and the public meet"
        " it first, and this edition stands beside it under its own name."
    ) % (told | {"day": day})


def window_warnings(edition: Edition, country: Country | None = None) -> list[str]:
    """Windows of another season or year than the edition's Safer Internet Day, in words; of one
    country if told."""
    windows = edition.windows.select_related("country").order_by("country", "opens_at")
    if country is not None:
        windows = windows.filter(country=country)
    day = safer_internet_day(edition.year)
    found = []
    for window in windows:
        zone = ZoneInfo(window.country.timezone)
        opens, closes = localdate(window.opens_at, zone), localdate(window.closes_at, zone)
        if not is_around(opens, closes, day):
            text = _(
                "%(country)s: the window of %(window)s is far from %(day)s, Safer Internet Day."
                " Is the year right?"
            )
            told = {"window": day_in_sentence(opens), "country": window.country}
            found.append(text % (told | {"day": day_in_sentence(day)}))
    return found
