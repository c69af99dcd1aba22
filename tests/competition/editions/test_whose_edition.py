"""Whose edition is whose: countries that are named and countries with windows are one list."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.http import Http404
from django.test import Client

from base import clock
from base.models import User
from competition.editions.permissions import get_edition_to_set_up
from competition.editions.queries.visible import current_edition, edition_for
from competition.models import Edition, Entry
from competition.public.queries.public_countries import edition_of
from schools.models import Country, SchoolClass
from tests import cast


@pytest.fixture
def abroad(country: Country) -> Country:
    return cast.make_country("HR")


@pytest.fixture
def theirs(abroad: Country) -> Edition:
    """What the other country has begun for itself, later than ours and for a later year."""
    made = Edition.objects.create(slug="theirs", year=2030, state=Edition.State.REGISTRATION)
    made.countries.add(abroad)
    return made


def test_a_country_that_is_named_and_has_no_window_yet_keeps_the_papers_from_its_neighbour(
    edition: Edition, country: Country, abroad: Country
) -> None:
    organizer = cast.make_staff("organizer", country=country)
    assert get_edition_to_set_up(organizer, edition.slug) == edition
    edition.countries.set([country, abroad])
    with pytest.raises(Http404):
        get_edition_to_set_up(organizer, edition.slug)


def test_an_organizer_prepares_papers_before_there_is_a_window(
    theirs: Edition, abroad: Country
) -> None:
    assert get_edition_to_set_up(cast.make_staff("organizer", country=abroad), "theirs") == theirs


def test_what_another_country_begins_is_not_ours(
    edition: Edition, theirs: Edition, country: Country, abroad: Country, teacher: User
) -> None:
    assert edition_of(country) == current_edition([country.pk]) == edition
    assert edition_of(abroad) == current_edition([abroad.pk]) == theirs
    assert edition_for(teacher) == edition
    organizer = cast.make_staff("organizer", region=country.regions.get())
    assert edition_for(organizer) == edition
    assert edition_for(cast.make_staff("coordinator")) == edition


def test_a_teacher_goes_on_in_the_edition_of_the_own_country(
    client: Client, edition: Edition, theirs: Edition, school_class: SchoolClass, teacher: User
) -> None:
    client.force_login(teacher)
    client.post(f"/en/staff/classes/{school_class.pk}/enter/")
    assert Entry.objects.get(school_class=school_class).edition == edition


def test_an_edition_that_names_no_country_is_open_to_all_until_one_has_a_window(
    country: Country, abroad: Country
) -> None:
    made = Edition.objects.create(slug="new", year=2030, state=Edition.State.REGISTRATION)
    assert edition_of(country) == edition_of(abroad) == made
    opens = clock.now() + timedelta(days=1)
    made.windows.create(country=abroad, opens_at=opens, closes_at=opens + timedelta(hours=1))
    assert edition_of(country) is None
