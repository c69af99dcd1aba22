"""Rows of schools that were merged: they stay merged, and the one that stays is still renewed."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from base.models import User
from competition.participants.actions import merge_schools
from schools.models import Country, Region, School, SchoolMerge
from tests import cast
from tests.schools.register.files import GOOD
from tests.schools.register.test_desk import confirm, stored, upload

pytestmark = pytest.mark.django_db
OWN = "OŠ Vesna,OŠ Vesna,Sarajevo,BA,BA-1,400"


@pytest.fixture
def organizer(client: Client, country: Country) -> User:
    """Of Bosnia and Herzegovina, logged in."""
    user = cast.make_staff("organizer", country=country)
    client.force_login(user)
    return user


@pytest.fixture
def merged(school: School) -> SchoolMerge:
    """What the register calls A1 went into the school."""
    at = timezone.now()
    return SchoolMerge.objects.create(
        into=school, country_id="BA", register_code="A1", name="x", merged_at=at
    )


def test_a_school_that_was_merged_stays_merged(
    client: Client, organizer: User, merged: SchoolMerge
) -> None:
    page = upload(client, f"{GOOD}{OWN}\n")
    assert [row for row, _merge in page.context["preview"].merged] == [2]
    assert (page.context["preview"].changed, page.context["preview"].missing) == ([], [])
    confirm(client, page)
    assert stored() == [("OŠ Vesna", "OŠ Vesna", 400)]


def test_a_register_that_knows_a_school_by_the_merged_code_alone_renews_the_one_that_stays(
    client: Client, organizer: User, merged: SchoolMerge
) -> None:
    School.objects.update(closed_at=timezone.now())
    page = upload(client, GOOD)
    preview = page.context["preview"]
    assert (preview.new, preview.merged, preview.missing) == ([], [], [])
    [line] = preview.changed
    assert [(one.column, one.new) for one in line.changes] == [
        *(("name", "OŠ Prva"), ("place", "Tuzla"), ("pupil_count", 420), ("closed_at", ""))
    ]
    confirm(client, page)
    assert stored() == [("OŠ Vesna", "OŠ Prva", 420)]
    assert School.objects.get().closed_at is None
    assert upload(client, GOOD).context["preview"].unchanged == 1


def test_a_row_by_the_code_of_what_went_into_another_area_is_left_alone(
    client: Client, organizer: User, merged: SchoolMerge, country: Country
) -> None:
    region = Region.objects.create(country=country, code="BA-2", level="canton", names={})
    Region.objects.filter(pk=region.pk).update(path=f"/{region.pk}/")
    School.objects.update(region=region)
    organizer.roles.update(country=None, region=country.regions.get(code="BA-1"))
    page = upload(client, f"{GOOD}A9,OŠ Nova,Sarajevo,BA,BA-1,100\n")
    preview = page.context["preview"]
    assert (preview.faults, preview.changed) == ([], [])
    assert [(row, merge.into) for row, merge in preview.merged] == [(2, merged.into)]
    confirm(client, page)
    assert stored() == [("OŠ Vesna", "OŠ Vesna", 400), ("A9", "OŠ Nova", 100)]


def test_a_code_that_is_in_the_register_again_is_that_schools_own(
    client: Client, organizer: User, merged: SchoolMerge, country: Country
) -> None:
    back = cast.make_school(country, name="OŠ Opet")
    School.objects.filter(pk=back.pk).update(register_code="A1")
    confirm(client, upload(client, GOOD))
    assert stored() == [("OŠ Vesna", "OŠ Vesna", 400), ("A1", "OŠ Prva", 420)]
    gone = School.objects.get(pk=back.pk)
    at = timezone.now()
    merge_schools(merged.into, gone=gone, labels={}, pupil_count=420, by=organizer, at=at)
    merge = SchoolMerge.objects.get()
    assert (merge.into, merge.register_code, merge.name) == (merged.into, "A1", "OŠ Prva")
