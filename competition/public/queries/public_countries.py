"""What anybody may know of a country's competition: its edition, windows and divisions."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Prefetch, QuerySet

from competition.editions.queries.taking_part import editions_in
from competition.editions.queries.visible import current_edition
from competition.models import Division, Edition, Partner, Window
from schools.contacts.queries import with_contacts
from schools.models import Country, Grade

# Boards exist from here on; the leaderboard has the last word on what is seen.
WITH_BOARDS = (Edition.State.LIVE, Edition.State.REVIEW, Edition.State.SEALED)
OUT = (Edition.State.SEALED, Edition.State.PUBLISHED)


def public_countries() -> QuerySet[Country]:
    """Every country with its contacts and its grades; three queries."""
    grades = Grade.objects.order_by("position")
    return with_contacts(Country.objects.prefetch_related(Prefetch("grades", grades)))


def edition_of(country: Country) -> Edition | None:
    """The edition that people of this country mean."""
    return current_edition([country.pk])


def editions_of(country: Country, *, at: datetime) -> list[Edition]:
    """All that people of this country may mean, the one they mean first."""
    return editions_in([country.pk], at=at)


def windows_of(edition: Edition, country: Country) -> list[Window]:
    """The windows of one country, the earliest first."""
    return list(Window.objects.filter(edition=edition, country=country).order_by("opens_at"))


def partners_of(edition: Edition, country: Country) -> list[Partner]:
    """Who stands behind the edition in this country, in the order the organizer gave them."""
    return list(edition.partners.filter(country=country))


def divisions_of(edition: Edition) -> list[Division]:
    """The divisions with their official papers, the youngest first."""
    return list(edition.divisions.select_related("official").order_by("id"))
