"""Beginning an edition from an earlier one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from base.models import User
from base.registry import Registry
from competition.models import AwardRule, Division, Edition, Window
from competition.rules.edition_steps import moved, safer_internet_day
from competition.setup.actions.editions import begin
from schools.models import Country

# What is the same every year until somebody changes it.
KEPT = (
    *("names", "ranking", "grace_seconds", "reveal_early", "half_points"),
    *("objection_days", "publishing_threshold"),
)

# What goes along with awards, called with each new one by the old one's id.
award_copies = Registry[Callable[[Mapping[int, AwardRule]], None]]()


@transaction.atomic
def begin_from(
    source: Edition,
    *,
    slug: str,
    year: int,
    countries: Collection[Country],
    by: User,
    at: datetime,
) -> Edition:
    """A draft like an earlier edition, its windows as far from the new Safer Internet Day.

    Papers, which may not be used again, slogan, theme, entries, results and state are not taken
    over. Raises ``SlugTaken``.
    """
    edition = begin(
        slug=slug,
        year=year,
        countries=countries,
        languages=source.languages,
        by=by,
        at=at,
    )
    for name in KEPT:
        setattr(edition, name, getattr(source, name))
    edition.save(update_fields=KEPT)
    divisions = _copy_divisions(source, edition)
    _copy_awards(source, edition, countries, divisions)
    _copy_partners(source, edition, countries)
    _copy_windows(source, edition, countries)
    return edition


def _copy_divisions(source: Edition, edition: Edition) -> dict[int, Division]:
    """The new division by the old one's id."""
    return {
        old.pk: Division.objects.create(edition=edition, code=old.code, minutes=old.minutes)
        for old in source.divisions.all()
    }


def _copy_awards(
    source: Edition,
    edition: Edition,
    countries: Collection[Country],
    divisions: dict[int, Division],
) -> None:
    taking_part = {None, *(country.pk for country in countries)}
    copied = dict[int, AwardRule]()
    for award in source.award_rules.all():
        if award.country_id in taking_part:
            old = award.pk
            award.division = divisions[award.division_id] if award.division_id else None
            award.pk, award.edition = None, edition
            award.save()
            copied[old] = award
    for copy in award_copies:
        copy(copied)


def _copy_partners(source: Edition, edition: Edition, countries: Collection[Country]) -> None:
    for partner in source.partners.filter(country__in=countries):
        partner.pk, partner.edition = None, edition
        partner.save()


def _copy_windows(source: Edition, edition: Edition, countries: Collection[Country]) -> None:
    before, after = safer_internet_day(source.year), safer_internet_day(edition.year)
    for window in source.windows.filter(country__in=countries).select_related("country"):
        zone = ZoneInfo(window.country.timezone)
        Window.objects.create(
            edition=edition,
            country=window.country,
            opens_at=moved(window.opens_at, zone, before=before, after=after),
            closes_at=moved(window.closes_at, zone, before=before, after=after),
        )
